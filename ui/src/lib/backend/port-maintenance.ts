import type { MaintenancePlanView, MaintenanceReceiptView, MaintenanceSettingsRequest, MaintenanceSettingsView, MaintenanceStatusView, PlanMaintenanceRequest, ProgressView, RenewKeyPlanView, RenewKeyReceiptView, ReplaceKeyPlanView, ReplaceKeyReceiptView, ReplaceKeyRequest, RunMaintenanceRequest } from "../../bindings";
import type { Watch } from "./port";

/** The commands of Keys ▸ Maintenance, and of renewing and replacing the Organization Key; the rules of `port.ts` hold. */
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
}
