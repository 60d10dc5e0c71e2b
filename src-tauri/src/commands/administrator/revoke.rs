use crate::commands::{Answer, App};
use orgkey_core::administrator::revoke_right as revoke;
use orgkey_wire::{AdministratorReceiptView, ProgressView, RevokeRightRequest};
use tauri::ipc::Channel;

/// Takes a right from an administrator, and exchanges the keys that go with it.
#[tauri::command]
pub async fn revoke_right(
    app: App<'_>,
    request: RevokeRightRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<AdministratorReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.with_vault(move |vault, now| Ok((&revoke(vault, &request.name, request.grant(), &watch, now)?).into())).await
}
