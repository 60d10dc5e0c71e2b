import type { GrantView, ProgressView } from "../../bindings";
import type { Watch } from "./port";
import type {
  AddUserReceiptView, AddUserRequest, ContactUserRequest, DeleteUserRequest, ExportUsersRequest, ImportUsersRequest, UserDetailsView,
  UserExportReceiptView, UserImportView, UserPageRequest, UserPageView, UserRowView,
} from "./shapes-users";

/** The commands of Keys ▸ Managed Keys; the rules of `port.ts` hold. A user is named by the address. */
export interface UserBackend {
  userPage(request: UserPageRequest): Promise<UserPageView>;
  showUser(email: string): Promise<UserDetailsView>;
  addUser(request: AddUserRequest, operation: string, progress: Watch<ProgressView>): Promise<AddUserReceiptView>;

  chooseUserFile(): Promise<GrantView>;
  chooseUserFolder(): Promise<GrantView>;
  planUserImport(request: ImportUsersRequest, operation: string, progress: Watch<ProgressView>): Promise<UserImportView>;
  importUsers(request: ImportUsersRequest, operation: string, progress: Watch<ProgressView>): Promise<UserImportView>;

  /** None is all users. */
  chooseUserExportTarget(email: string | null): Promise<GrantView>;
  exportUsers(request: ExportUsersRequest, operation: string, progress: Watch<ProgressView>): Promise<UserExportReceiptView>;
  contactUser(request: ContactUserRequest): Promise<UserRowView>;
  deleteUser(request: DeleteUserRequest): Promise<UserRowView>;
}
