import type { CreateBackupRequest, GrantView, ProgressView, ServerBackupPlanView, ServerBackupReceiptView, ServerBackupView, VerifiedBackupView } from "../../bindings";
import type { Watch } from "./port";

/** The commands of server backups; the rules of `port.ts` hold. */
export interface BackupBackend {
  serverBackups(): Promise<ServerBackupView[]>;
  chooseBackupTarget(): Promise<GrantView>;
  planServerBackup(request: CreateBackupRequest): Promise<ServerBackupPlanView>;
  createServerBackup(request: CreateBackupRequest, operation: string, progress: Watch<ProgressView>): Promise<ServerBackupReceiptView>;
  chooseBackupFile(): Promise<GrantView>;
  verifyServerBackup(file: string, operation: string, progress: Watch<ProgressView>): Promise<VerifiedBackupView>;
}
