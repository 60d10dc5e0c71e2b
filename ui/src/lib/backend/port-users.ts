import type { AddUserPlanView, AddUserReceiptView, AddUserRequest, ChooseUserBundleTargetRequest, ChooseUserExportTargetRequest, ContactUserRequest, DeleteUserRequest, ExportAllUsersRequest, ExportUserBundleRequest, ExportUserRequest, GrantView, ImportUsersRequest, IssueUserCertificatesRequest, ProgressView, RevokedUserCertificatesView, RevokeUserCertificatesRequest, UserBundlePlanView, UserBundleReceiptView, UserCertificatesReceiptView, UserDetailsView, UserExportReceiptView, UserImportView, UserPageView, UserRowView, UsersRequest } from "../../bindings";
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
  /** For users who are named, even beside a live one; or for everybody without a live one. */
  issueUserCertificates(request: IssueUserCertificatesRequest, operation: string, progress: Watch<ProgressView>): Promise<UserCertificatesReceiptView>;
  revokeUserCertificates(request: RevokeUserCertificatesRequest, operation: string, progress: Watch<ProgressView>): Promise<RevokedUserCertificatesView>;
  chooseUserBundleTarget(request: ChooseUserBundleTargetRequest): Promise<GrantView>;
  planUserBundle(request: ExportUserBundleRequest): Promise<UserBundlePlanView>;
  exportUserBundle(request: ExportUserBundleRequest, operation: string, progress: Watch<ProgressView>): Promise<UserBundleReceiptView>;
  deleteUser(request: DeleteUserRequest): Promise<UserRowView>;
}
