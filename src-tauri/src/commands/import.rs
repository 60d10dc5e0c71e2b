use super::{Answer, App, session::words};
use crate::{Console, grants::Purpose, operations::Watch, picker::Filter};
use orgkey_core::read_key_file;
use orgkey_types::{Code, Outcome};
use orgkey_wire::{GrantView, ImportKeyRequest, ImportPlanView, ImportReceiptView, ProgressView, name_of};
use tauri::ipc::Channel;

/// Asks for a key file.
#[tauri::command]
pub async fn choose_import_file(app: App<'_>) -> Answer<GrantView> {
    app.run(|console| {
        // A locked vault opens no dialog either.
        console.on_vault(|_, _| Ok(()))?;
        let title = words(console, "Choose a keypair file", "Schlüsselpaar-Datei wählen");
        let path = console.picker().open_file(title, Filter::Keys).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Read, path)
    })
    .await
}

/// The preview.
#[tauri::command]
pub async fn plan_import(app: App<'_>, request: ImportKeyRequest) -> Answer<ImportPlanView> {
    let language = app.language();
    app.run(move |console| {
        let (bytes, name) = file_of(console, &request)?;
        console.on_vault(|vault, now| {
            let plan = orgkey_core::plan_import(vault, &request.to_core(&bytes, &name), now)?;
            Ok(ImportPlanView::new(&plan, language))
        })
    })
    .await
}

/// Stores what the preview showed.
#[tauri::command]
pub async fn import_key(
    app: App<'_>,
    request: ImportKeyRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<ImportReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| import(console, &request, &watch)).await
}

fn import(console: &Console, request: &ImportKeyRequest, watch: &Watch) -> Outcome<ImportReceiptView> {
    let (bytes, name) = file_of(console, request)?;
    let receipt =
        console.on_vault(|vault, now| orgkey_core::import_key(vault, &request.to_core(&bytes, &name), watch, now))?;
    console.grants().spend(&request.file);
    Ok((&receipt).into())
}

fn file_of(console: &Console, request: &ImportKeyRequest) -> Outcome<(Vec<u8>, String)> {
    let path = console.grants().look(&request.file, Purpose::Read)?;
    Ok((read_key_file(&path)?, name_of(&path)))
}
