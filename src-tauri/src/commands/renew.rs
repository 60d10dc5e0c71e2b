use super::{Answer, App};
use orgkey_wire::{ProgressView, RenewKeyPlanView, RenewKeyReceiptView};
use tauri::ipc::Channel;

/// The review step.
#[tauri::command]
pub async fn plan_renew_key(app: App<'_>) -> Answer<RenewKeyPlanView> {
    app.with_vault(|vault, now| Ok((&orgkey_core::plan_renew_key(vault, now)?).into())).await
}

/// Gives the Organization Key a later end.
#[tauri::command]
pub async fn renew_key(
    app: App<'_>,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<RenewKeyReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.with_vault(move |vault, now| Ok((&orgkey_core::renew_key(vault, &watch, now)?).into())).await
}
