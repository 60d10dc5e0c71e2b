import type {
  AddAdministratorRequest, AdministratorReceiptView, AdministratorView, GrantRightRequest, ProgressView,
  RemoveAdministratorRequest, RevokeRightRequest, RoleView, SecondPersonRequest, TwoPersonRuleView,
} from "../../bindings";
import type { Watch } from "./port";

/** Administrators, their rights, and the operations that need two of them. */
export interface AdministratorBackend {
  administrators(): Promise<AdministratorView[]>;
  roles(): Promise<RoleView[]>;
  addAdministrator(request: AddAdministratorRequest, operation: string, progress: Watch<ProgressView>): Promise<AdministratorReceiptView>;
  grantRight(request: GrantRightRequest, operation: string, progress: Watch<ProgressView>): Promise<AdministratorReceiptView>;
  revokeRight(request: RevokeRightRequest, operation: string, progress: Watch<ProgressView>): Promise<AdministratorReceiptView>;
  removeAdministrator(request: RemoveAdministratorRequest, operation: string, progress: Watch<ProgressView>): Promise<AdministratorReceiptView>;
  twoPersonRules(): Promise<TwoPersonRuleView[]>;
  setTwoPerson(request: TwoPersonRuleView): Promise<TwoPersonRuleView[]>;
  attendSecondPerson(request: SecondPersonRequest): Promise<void>;
}
