use crate::commands::{Answer, App};
use orgkey_core::administrator::grant_right as grant;
use orgkey_wire::{AdministratorReceiptView, GrantRightRequest, ProgressView};
use tauri::ipc::Channel;

/// Gives an administrator a right.
#[tauri::command]
pub async fn grant_right(
    app: App<'_>,
    request: GrantRightRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<AdministratorReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.with_vault(move |vault, now| Ok((&grant(vault, &request.name, request.grant(), &watch, now)?).into())).await
}
