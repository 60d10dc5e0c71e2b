use crate::commands::{Answer, App};
use orgkey_core::administrator::remove_administrator as remove;
use orgkey_wire::{AdministratorReceiptView, ProgressView, RemoveAdministratorRequest};
use tauri::ipc::Channel;

/// Takes an administrator's key slot away, and exchanges every key that it led to.
#[tauri::command]
pub async fn remove_administrator(
    app: App<'_>,
    request: RemoveAdministratorRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<AdministratorReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.with_vault(move |vault, now| Ok((&remove(vault, &request.name, &watch, now)?).into())).await
}
