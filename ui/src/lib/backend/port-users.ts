import type { GrantView, ProgressView } from "../../bindings";
import type { Watch } from "./port";
import type {
  AddUserReceiptView, AddUserRequest, DeleteUserRequest, ExportUsersReceiptView, ExportUsersRequest, ImportUsersPlanView,
  ImportUsersReceiptView, ImportUsersRequest, NoteContactRequest, UserRowView, UsersPageView, UsersRequest, UserView,
} from "./shapes-users";

/** The commands of Keys ▸ Managed Keys; the rules of `port.ts` hold. */
export interface UserBackend {
  usersPage(request: UsersRequest): Promise<UsersPageView>;
  showUser(user: string): Promise<UserView>;
  planAddUser(request: AddUserRequest): Promise<void>;
  addUser(request: AddUserRequest, operation: string, progress: Watch<ProgressView>): Promise<AddUserReceiptView>;

  chooseUserFiles(): Promise<GrantView[]>;
  chooseUserFolder(): Promise<GrantView>;
  planImportUsers(request: ImportUsersRequest, operation: string, progress: Watch<ProgressView>): Promise<ImportUsersPlanView>;
  importUsers(request: ImportUsersRequest, operation: string, progress: Watch<ProgressView>): Promise<ImportUsersReceiptView>;

  chooseUserExportTarget(user: string | null): Promise<GrantView>;
  exportUsers(request: ExportUsersRequest, operation: string, progress: Watch<ProgressView>): Promise<ExportUsersReceiptView>;
  noteContact(request: NoteContactRequest): Promise<UserRowView>;
  deleteUser(request: DeleteUserRequest): Promise<void>;
}
