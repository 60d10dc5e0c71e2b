import type {
  AboutView, ChangePassphraseRequest,
  ChooseExportTargetRequest, CreateVaultRequest, ExportKeyRequest, ExportPlanView, ExportReceiptView, FailureView,
  FileView, GeneratePlanView, GenerateKeyRequest, GenerateReceiptView, GrantView, HomeView, ImportKeyRequest,
  ImportPlanView, ImportReceiptView, KeyChoiceView, MeasurePassphraseRequest, OrganizationDraft, OrganizationKeysView,
  OrganizationKeyView, PreferencesView, ProgressView, SessionEvent, SessionView, SettingsView, StrengthView,
  UnlockRequest,
} from "../../bindings";
import type { AdministratorBackend } from "./port-administrators";
import type { BackupBackend } from "./port-backups";
import type { CertificateBackend } from "./port-certificates";
import type { MaintenanceBackend } from "./port-maintenance";
import type { OrgCertBackend } from "./port-org-cert";
import type { RecordsBackend } from "./port-records";
import type { UserBackend } from "./port-users";

/** Receives each stage of a long operation as it begins. */
export type Watch<T> = (message: T) => void;

/**
 * What the page may ask of the program: one method for each command, same stem. Every method may reject with a
 * `FailureView`; a dismissed native dialog rejects with the code `cancelled`. Files are tickets: no path crosses.
 */
export interface Backend extends AdministratorBackend, BackupBackend, CertificateBackend, MaintenanceBackend, OrgCertBackend, RecordsBackend, UserBackend {
  sessionState(): Promise<SessionView>;
  watchSession(events: Watch<SessionEvent>): Promise<void>;
  unlock(request: UnlockRequest): Promise<SessionView>;
  lock(): Promise<SessionView>;
  touch(): Promise<void>;
  openVault(): Promise<SessionView>;
  setPreferences(preferences: PreferencesView): Promise<PreferencesView>;

  defaultVaultPlace(organization: string): Promise<GrantView>;
  chooseVaultPlace(organization: string): Promise<GrantView>;
  createVault(request: CreateVaultRequest): Promise<SessionView>;
  checkOrganization(draft: OrganizationDraft): Promise<FailureView[]>;

  measurePassphrase(request: MeasurePassphraseRequest): Promise<StrengthView>;
  changePassphrase(request: ChangePassphraseRequest): Promise<void>;

  keyChoices(): Promise<KeyChoiceView[]>;
  planGenerate(request: GenerateKeyRequest): Promise<GeneratePlanView>;
  generateKey(request: GenerateKeyRequest, operation: string, progress: Watch<ProgressView>): Promise<GenerateReceiptView>;
  cancelOperation(operation: string): Promise<void>;

  organizationKeys(): Promise<OrganizationKeysView>;
  organizationKey(key: string): Promise<OrganizationKeyView>;

  chooseExportTarget(request: ChooseExportTargetRequest): Promise<GrantView>;
  planExport(request: ExportKeyRequest): Promise<ExportPlanView>;
  exportKey(request: ExportKeyRequest, operation: string, progress: Watch<ProgressView>): Promise<ExportReceiptView>;

  chooseImportFile(): Promise<GrantView>;
  inspectFile(file: string): Promise<FileView>;
  planImport(request: ImportKeyRequest): Promise<ImportPlanView>;
  importKey(request: ImportKeyRequest, operation: string, progress: Watch<ProgressView>): Promise<ImportReceiptView>;

  home(): Promise<HomeView>;
  settings(): Promise<SettingsView>;
  changeSettings(settings: SettingsView): Promise<SettingsView>;
  about(): Promise<AboutView>;
}
