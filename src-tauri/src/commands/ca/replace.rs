use crate::commands::{Answer, App};
use orgkey_core::ca;
use orgkey_wire::{CaReplacePlanView, CaReplaceReceiptView, ProgressView, ReplaceCaRequest};
use tauri::ipc::Channel;

/// The impact preview.
#[tauri::command]
pub async fn plan_replace_ca(app: App<'_>, request: ReplaceCaRequest) -> Answer<CaReplacePlanView> {
    app.with_vault(move |vault, now| Ok((&ca::plan_replace(vault, &request.to_core(), now)?).into())).await
}

/// Replaces a CA.
#[tauri::command]
pub async fn replace_ca(
    app: App<'_>,
    request: ReplaceCaRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<CaReplaceReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.with_vault(move |vault, now| {
        Ok(CaReplaceReceiptView::new(&ca::replace_ca(vault, &request.to_core(), &watch, now)?, now))
    })
    .await
}
