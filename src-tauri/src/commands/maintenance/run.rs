use crate::commands::{Answer, App};
use orgkey_core::maintenance;
use orgkey_wire::{
    MaintenancePlanView, MaintenanceReceiptView, PlanMaintenanceRequest, ProgressView, RunMaintenanceRequest,
};
use tauri::ipc::Channel;

/// What will happen, now or by a later day.
#[tauri::command]
pub async fn plan_maintenance(app: App<'_>, request: PlanMaintenanceRequest) -> Answer<MaintenancePlanView> {
    app.with_vault(move |vault, now| Ok((&maintenance::plan_maintenance(vault, &request.into(), now)?).into())).await
}

/// Renews and certifies what is due.
#[tauri::command]
pub async fn run_maintenance(
    app: App<'_>,
    request: RunMaintenanceRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<MaintenanceReceiptView> {
    let (watch, language) = (app.operations().begin(&operation, progress), app.language());
    app.with_vault(move |vault, now| {
        let receipt = maintenance::run_maintenance(vault, &request.into(), &watch, now)?;
        Ok(MaintenanceReceiptView::new(&receipt, language))
    })
    .await
}
