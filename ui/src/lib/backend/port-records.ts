import type { AuditExportReceiptView, AuditFileCheckView, AuditHeadView, AuditPageView, AuditRequest, BackupView, CalendarReceiptView, ChooseAuditTargetRequest, CompareAuditHeadRequest, DrillCopyRequest, DrillPlanView, DrillReceiptView, ExportAuditRequest, GrantView, HealthView, ProgressView, RestorationView, RetireCopyRequest, RetirePlanView, RetireReceiptView, VerifyAuditFileRequest, WriteCalendarRequest } from "../../bindings";
import type { Watch } from "./port";

/** The commands of the register of copies, of the audit log and of the checks; the rules of `port.ts` hold. */
export interface RecordsBackend {
  backupRegister(): Promise<BackupView[]>;
  wouldRestore(): Promise<RestorationView>;
  chooseDrillFile(): Promise<GrantView>;
  chooseDrillFolder(): Promise<GrantView>;
  /** Only looks whether the file is there and the one of the register. */
  planDrill(request: DrillCopyRequest): Promise<DrillPlanView>;
  /** What the file shows is noted, also where the copy does not pass. */
  drillCopy(request: DrillCopyRequest, operation: string, progress: Watch<ProgressView>): Promise<DrillReceiptView>;
  planRetireCopy(copy: string): Promise<RetirePlanView>;
  retireCopy(request: RetireCopyRequest): Promise<RetireReceiptView>;

  auditPage(request: AuditRequest): Promise<AuditPageView>;
  verifyAudit(): Promise<AuditHeadView>;
  compareAuditHead(request: CompareAuditHeadRequest): Promise<AuditHeadView>;
  chooseAuditTarget(request: ChooseAuditTargetRequest): Promise<GrantView>;
  exportAudit(request: ExportAuditRequest, operation: string, progress: Watch<ProgressView>): Promise<AuditExportReceiptView>;
  chooseAuditFile(): Promise<GrantView>;
  verifyAuditFile(request: VerifyAuditFileRequest): Promise<AuditFileCheckView>;

  health(): Promise<HealthView>;
  chooseCalendarTarget(): Promise<GrantView>;
  writeCalendar(request: WriteCalendarRequest): Promise<CalendarReceiptView>;
}
