import type { CaExportPlanView, CaExportReceiptView, ChooseOrgCertTargetRequest, CrlPlanView, CrlReceiptView, ExportOrgCertRequest, GenerateOrgCertRequest, GrantView, ImportOrgCertRequest, InstallOrgCertRequest, OrgCertImportPlanView, OrgCertPackReceiptView, OrgCertPlanView, OrgCertReceiptView, OrgCertRequestReceiptView, OrgCertSettingsView, OrgCertView, PackOrgCertRequest, ProgressView, PublishOrgCertCrlRequest, WriteOrgCertRequestRequest } from "../../bindings";
import type { Watch } from "./port";

/** The commands of the Organization Certificate; the rules of `port.ts` hold. */
export interface OrgCertBackend {
  organizationCertificate(): Promise<OrgCertView>;
  changeOrgCertSettings(settings: OrgCertSettingsView): Promise<OrgCertSettingsView>;
  /** The native dialog; for `pack` it asks for a folder that is not there yet. */
  chooseOrgCertTarget(request: ChooseOrgCertTargetRequest): Promise<GrantView>;

  planOrgCertGenerate(request: GenerateOrgCertRequest): Promise<OrgCertPlanView>;
  generateOrgCert(request: GenerateOrgCertRequest): Promise<OrgCertReceiptView>;
  writeOrgCertRequest(request: WriteOrgCertRequestRequest, operation: string, progress: Watch<ProgressView>): Promise<OrgCertRequestReceiptView>;
  planOrgCertInstall(request: InstallOrgCertRequest): Promise<OrgCertPlanView>;
  installOrgCert(request: InstallOrgCertRequest): Promise<OrgCertReceiptView>;
  planOrgCertImport(request: ImportOrgCertRequest): Promise<OrgCertImportPlanView>;
  importOrgCert(request: ImportOrgCertRequest): Promise<OrgCertReceiptView>;

  planOrgCertExport(request: ExportOrgCertRequest): Promise<CaExportPlanView>;
  exportOrgCert(request: ExportOrgCertRequest, operation: string, progress: Watch<ProgressView>): Promise<CaExportReceiptView>;
  planOrgCertCrl(request: PublishOrgCertCrlRequest): Promise<CrlPlanView>;
  publishOrgCertCrl(request: PublishOrgCertCrlRequest, operation: string, progress: Watch<ProgressView>): Promise<CrlReceiptView>;
  packOrgCert(request: PackOrgCertRequest, operation: string, progress: Watch<ProgressView>): Promise<OrgCertPackReceiptView>;
}
