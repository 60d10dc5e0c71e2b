import type { AddUserPlanView, AddUserReceiptView, AddUserRequest, ChooseUserExportTargetRequest, ContactUserRequest, DeleteUserRequest, ExportAllUsersRequest, ExportUserRequest, GrantView, ImportUsersRequest, ProgressView, UserDetailsView, UserExportReceiptView, UserImportView, UserPageView, UserRowView, UsersRequest } from "../../bindings";
import type { Watch } from "./port";

/** The commands of Keys ▸ Managed Keys; the rules of `port.ts` hold. A user is named by the address. */
export interface UserBackend {
  usersPage(request: UsersRequest): Promise<UserPageView>;
  showUser(email: string): Promise<UserDetailsView>;
  planAddUser(request: AddUserRequest): Promise<AddUserPlanView>;
  addUser(request: AddUserRequest, operation: string, progress: Watch<ProgressView>): Promise<AddUserReceiptView>;

  chooseUserFile(): Promise<GrantView>;
  chooseUserFolder(): Promise<GrantView>;
  planUserImport(request: ImportUsersRequest, operation: string, progress: Watch<ProgressView>): Promise<UserImportView>;
  importUsers(request: ImportUsersRequest, operation: string, progress: Watch<ProgressView>): Promise<UserImportView>;

  chooseUserExportTarget(request: ChooseUserExportTargetRequest): Promise<GrantView>;
  exportUser(request: ExportUserRequest, operation: string, progress: Watch<ProgressView>): Promise<UserExportReceiptView>;
  exportAllUsers(request: ExportAllUsersRequest, operation: string, progress: Watch<ProgressView>): Promise<UserExportReceiptView>;
  contactUser(request: ContactUserRequest): Promise<UserRowView>;
  deleteUser(request: DeleteUserRequest): Promise<UserRowView>;
}
