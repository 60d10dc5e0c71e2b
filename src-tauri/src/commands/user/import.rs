use crate::{
    commands::{Answer, App, session::words},
    grants::Purpose,
    picker::Filter,
};
use orgkey_core::user;
use orgkey_types::Code;
use orgkey_wire::{GrantView, ImportUsersRequest, ProgressView, UserImportView};
use tauri::ipc::Channel;

/// Asks for a keyring, a key file or a CSV file.
#[tauri::command]
pub async fn choose_user_file(app: App<'_>) -> Answer<GrantView> {
    app.run(|console| {
        console.on_vault(|_, _| Ok(()))?;
        let title =
            words(console, "Choose keys of users, or a CSV file", "Schlüssel von Benutzern oder CSV-Datei wählen");
        let path = console.picker().open_file(title, Filter::Users).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Read, path)
    })
    .await
}

/// Asks for a folder of such files.
#[tauri::command]
pub async fn choose_user_folder(app: App<'_>) -> Answer<GrantView> {
    app.run(|console| {
        console.on_vault(|_, _| Ok(()))?;
        let title = words(console, "Choose a folder with keys of users", "Ordner mit Schlüsseln von Benutzern wählen");
        let path = console.picker().open_folder(title).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Read, path)
    })
    .await
}

/// The preview: what would be done with each.
#[tauri::command]
pub async fn plan_user_import(
    app: App<'_>,
    request: ImportUsersRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<UserImportView> {
    let (watch, language) = (app.operations().begin(&operation, progress), app.language());
    app.run(move |console| {
        let path = console.grants().look(&request.source, Purpose::Read)?;
        console.on_vault(|vault, now| {
            let plan = user::plan_user_import(vault, &request.to_core(&path), &watch, now)?;
            Ok(UserImportView::new(&plan, language))
        })
    })
    .await
}

/// Stores all of them, or none.
#[tauri::command]
pub async fn import_users(
    app: App<'_>,
    request: ImportUsersRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<UserImportView> {
    let (watch, language) = (app.operations().begin(&operation, progress), app.language());
    app.run(move |console| {
        let path = console.grants().look(&request.source, Purpose::Read)?;
        let receipt = console.on_vault(|vault, now| user::import_users(vault, &request.to_core(&path), &watch, now))?;
        console.grants().spend(&request.source);
        Ok(UserImportView::new(&receipt, language))
    })
    .await
}
