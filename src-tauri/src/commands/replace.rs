use super::{Answer, App};
use orgkey_wire::{ProgressView, ReplaceKeyPlanView, ReplaceKeyReceiptView, ReplaceKeyRequest};
use tauri::ipc::Channel;

/// The impact preview.
#[tauri::command]
pub async fn plan_replace_key(app: App<'_>, request: ReplaceKeyRequest) -> Answer<ReplaceKeyPlanView> {
    let language = app.language();
    app.with_vault(move |vault, now| {
        let plan = orgkey_core::plan_replace_key(vault, &request.to_core(), now)?;
        Ok(ReplaceKeyPlanView::new(&plan, language))
    })
    .await
}

/// Makes a new generation of the Organization Key; the old one is kept as retired.
#[tauri::command]
pub async fn replace_key(
    app: App<'_>,
    request: ReplaceKeyRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<ReplaceKeyReceiptView> {
    let (watch, language) = (app.operations().begin(&operation, progress), app.language());
    app.with_vault(move |vault, now| {
        let receipt = orgkey_core::replace_key(vault, &request.to_core(), &watch, now)?;
        Ok(ReplaceKeyReceiptView::new(&receipt, language))
    })
    .await
}
