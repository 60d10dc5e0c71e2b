import type {
  CaCreatePlanView, CaCreateReceiptView, CaExportPlanView, CaExportReceiptView, CaImportPlanView, CaImportReceiptView,
  CaInstallReceiptView, CaKeyChoiceView, CaRenewPlanView, CaRenewReceiptView, CaReplacePlanView, CaReplaceReceiptView,
  CaRequestReceiptView, CaRowView, CaView, ChooseCaExportTargetRequest, ChooseCertificateTargetRequest, ChooseCrlTargetRequest, CreateCaRequest,
  CrlPlanView, CrlReceiptView, ExportCaRequest, GrantView, ImportCaRequest, InstallCaCertificateRequest,
  IssueCertificateRequest, IssuedCertificateRequest, IssuedCertificateView, IssuedPageView, IssuedRequest, IssuePlanView,
  IssueReceiptView, ProgressView, PublishCrlRequest, RenewCaRequest, ReplaceCaRequest, RevocationListsView,
  RevokeCertificateRequest, RevokeReceiptView, ValidateCertificateRequest, ValidationView,
  WriteCaRequestRequest,
} from "../../bindings";
import type { Watch } from "./port";

/** The commands of the Certificates tab; the rules of `port.ts` hold. */
export interface CertificateBackend {
  /** Every CA of the vault, the active ones first. */
  listCas(): Promise<CaRowView[]>;
  showCa(ca: string): Promise<CaView>;
  /** The certificates of a CA; `validateCertificate` is for those that it has issued, and for files. */
  validateCa(ca: string): Promise<ValidationView[]>;
  validateCertificate(request: ValidateCertificateRequest): Promise<ValidationView>;
  chooseCertificateFile(): Promise<GrantView>;

  caKeyChoices(): Promise<CaKeyChoiceView[]>;
  chooseCaRequestTarget(name: string): Promise<GrantView>;
  writeCaRequest(request: WriteCaRequestRequest, operation: string, progress: Watch<ProgressView>): Promise<CaRequestReceiptView>;
  planCreateCa(request: CreateCaRequest): Promise<CaCreatePlanView>;
  createCa(request: CreateCaRequest, operation: string, progress: Watch<ProgressView>): Promise<CaCreateReceiptView>;
  installCaCertificate(request: InstallCaCertificateRequest): Promise<CaInstallReceiptView>;

  chooseCaFiles(): Promise<GrantView[]>;
  planCaImport(request: ImportCaRequest): Promise<CaImportPlanView>;
  importCa(request: ImportCaRequest, operation: string, progress: Watch<ProgressView>): Promise<CaImportReceiptView>;

  chooseCaExportTarget(request: ChooseCaExportTargetRequest): Promise<GrantView>;
  planCaExport(request: ExportCaRequest): Promise<CaExportPlanView>;
  exportCa(request: ExportCaRequest, operation: string, progress: Watch<ProgressView>): Promise<CaExportReceiptView>;

  chooseRequestFile(): Promise<GrantView>;
  chooseCertificateTarget(request: ChooseCertificateTargetRequest): Promise<GrantView>;
  planIssue(request: IssueCertificateRequest): Promise<IssuePlanView>;
  issueCertificate(request: IssueCertificateRequest): Promise<IssueReceiptView>;
  issuedPage(request: IssuedRequest): Promise<IssuedPageView>;
  showCertificate(request: IssuedCertificateRequest): Promise<IssuedCertificateView>;
  revokeCertificate(request: RevokeCertificateRequest): Promise<RevokeReceiptView>;
  releaseCertificate(request: IssuedCertificateRequest): Promise<RevokeReceiptView>;

  revocationLists(ca: string): Promise<RevocationListsView>;
  chooseCrlTarget(request: ChooseCrlTargetRequest): Promise<GrantView>;
  planCrl(request: PublishCrlRequest): Promise<CrlPlanView>;
  publishCrl(request: PublishCrlRequest, operation: string, progress: Watch<ProgressView>): Promise<CrlReceiptView>;

  planRenewCa(request: RenewCaRequest): Promise<CaRenewPlanView>;
  renewCa(request: RenewCaRequest): Promise<CaRenewReceiptView>;
  planReplaceCa(request: ReplaceCaRequest): Promise<CaReplacePlanView>;
  replaceCa(request: ReplaceCaRequest, operation: string, progress: Watch<ProgressView>): Promise<CaReplaceReceiptView>;
}
