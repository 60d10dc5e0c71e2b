use crate::{
    commands::{Answer, App, session::words},
    grants::Purpose,
    picker::Filter,
};
use orgkey_core::ca;
use orgkey_types::{Code, Outcome};
use orgkey_wire::{CaImportPlanView, CaImportReceiptView, GrantView, ImportCaRequest, ProgressView};
use tauri::ipc::Channel;

/// Asks for the files of a CA.
#[tauri::command]
pub async fn choose_ca_files(app: App<'_>) -> Answer<Vec<GrantView>> {
    app.run(|console| {
        console.on_vault(|_, _| Ok(()))?;
        let title = words(console, "Choose the files of the CA", "Dateien der CA wählen");
        let paths = console.picker().open_files(title, Filter::Cas).ok_or(Code::Cancelled)?;
        paths.into_iter().map(|path| console.grants().give(Purpose::Read, path)).collect::<Outcome<_>>()
    })
    .await
}

/// The preview.
#[tauri::command]
pub async fn plan_ca_import(app: App<'_>, request: ImportCaRequest) -> Answer<CaImportPlanView> {
    let language = app.language();
    app.run(move |console| {
        let files = super::files_of(console, &request.files)?;
        console.on_vault(|vault, now| {
            let plan = ca::plan_import_ca(vault, &request.to_core(&super::borrowed(&files)), now)?;
            Ok(CaImportPlanView::new(&plan, language, now))
        })
    })
    .await
}

/// Stores what the preview showed.
#[tauri::command]
pub async fn import_ca(
    app: App<'_>,
    request: ImportCaRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<CaImportReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let files = super::files_of(console, &request.files)?;
        let view = console.on_vault(|vault, now| {
            let receipt = ca::import_ca(vault, &request.to_core(&super::borrowed(&files)), &watch, now)?;
            Ok(CaImportReceiptView::from(&receipt))
        })?;
        request.files.iter().for_each(|ticket| console.grants().spend(ticket));
        Ok(view)
    })
    .await
}
