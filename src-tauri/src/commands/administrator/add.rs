use crate::commands::{Answer, App, create::cost};
use orgkey_core::administrator::{AddAdministrator, add_administrator as add};
use orgkey_wire::{AddAdministratorRequest, AdministratorReceiptView, ProgressView};
use tauri::ipc::Channel;

/// Gives somebody a key slot with the rights of a role.
#[tauri::command]
pub async fn add_administrator(
    app: App<'_>,
    request: AddAdministratorRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<AdministratorReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.with_vault(move |vault, now| {
        let AddAdministratorRequest { name, role, passphrase } = &request;
        let request = AddAdministrator { name, role: *role, passphrase, cost: cost() };
        Ok((&add(vault, &request, &watch, now)?).into())
    })
    .await
}
