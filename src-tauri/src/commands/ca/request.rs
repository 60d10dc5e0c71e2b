use crate::{
    commands::{Answer, App, session::words},
    grants::Purpose,
    picker::Filter,
};
use orgkey_core::ca;
use orgkey_types::Code;
use orgkey_wire::{CaRequestReceiptView, GrantView, ProgressView, WriteCaRequestRequest};
use tauri::ipc::Channel;

/// Asks where to save the request for a superior CA.
#[tauri::command]
pub async fn choose_ca_request_target(app: App<'_>, name: String) -> Answer<GrantView> {
    app.run(move |console| {
        console.on_vault(|_, _| Ok(()))?;
        let title = words(console, "Save the certificate signing request", "Zertifikatsanforderung speichern");
        let path = console.picker().save_file(title, &crate::commands::file_name(&name, "csr"), Filter::Requests);
        console.grants().give(Purpose::Write, path.ok_or(Code::Cancelled)?)
    })
    .await
}

/// Writes the request once more.
#[tauri::command]
pub async fn write_ca_request(
    app: App<'_>,
    request: WriteCaRequestRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<CaRequestReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        let receipt = console.on_vault(|vault, now| {
            ca::write_ca_request(vault, Some(&request.ca), &target, request.overwrite, &watch, now)
        })?;
        console.grants().spend(&request.target);
        Ok((&receipt).into())
    })
    .await
}
