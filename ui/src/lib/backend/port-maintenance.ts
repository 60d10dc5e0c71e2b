import type { AdkCoverageView, AdkPlanView, AdkReceiptView, AdkView, MaintenancePlanView, MaintenanceReceiptView, MaintenanceSettingsRequest, MaintenanceSettingsView, MaintenanceStatusView, PlanMaintenanceRequest, ProgressView, RenewKeyPlanView, RemoveAdkRequest, RenewKeyReceiptView, ReplaceKeyPlanView, ReplaceKeyReceiptView, ReplaceKeyRequest, RunMaintenanceRequest, SetAdkRequest } from "../../bindings";
import type { Watch } from "./port";

/** The commands of Keys ▸ Maintenance, of renewing and replacing the Organization Key, and of its Additional Decryption Key; the rules of `port.ts` hold. */
export interface MaintenanceBackend {
  maintenanceStatus(): Promise<MaintenanceStatusView>;
  maintenanceSettings(): Promise<MaintenanceSettingsView>;
  changeMaintenanceSettings(request: MaintenanceSettingsRequest): Promise<MaintenanceSettingsView>;
  planMaintenance(request: PlanMaintenanceRequest): Promise<MaintenancePlanView>;
  /** Cancelled, it still answers: what was stored until then stays. */
  runMaintenance(request: RunMaintenanceRequest, operation: string, progress: Watch<ProgressView>): Promise<MaintenanceReceiptView>;

  planRenewKey(): Promise<RenewKeyPlanView>;
  renewKey(operation: string, progress: Watch<ProgressView>): Promise<RenewKeyReceiptView>;
  planReplaceKey(request: ReplaceKeyRequest): Promise<ReplaceKeyPlanView>;
  replaceKey(request: ReplaceKeyRequest, operation: string, progress: Watch<ProgressView>): Promise<ReplaceKeyReceiptView>;

  showAdk(): Promise<AdkView | null>;
  adkCoverage(): Promise<AdkCoverageView>;
  planAdk(request: SetAdkRequest): Promise<AdkPlanView>;
  setAdk(request: SetAdkRequest): Promise<AdkReceiptView>;
  removeAdk(request: RemoveAdkRequest): Promise<AdkReceiptView>;
}
