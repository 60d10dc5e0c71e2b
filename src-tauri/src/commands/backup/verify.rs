use crate::{
    commands::{Answer, App, session::words},
    grants::Purpose,
    picker::Filter,
};
use orgkey_core::backup;
use orgkey_types::Code;
use orgkey_wire::{GrantView, ProgressView, VerifiedBackupView};
use tauri::ipc::Channel;

/// Asks for a server backup.
#[tauri::command]
pub async fn choose_backup_file(app: App<'_>) -> Answer<GrantView> {
    app.run(|console| {
        console.on_vault(|_, _| Ok(()))?;
        let title = words(console, "Choose a server backup", "Serversicherung wählen");
        let path = console.picker().open_file(title, Filter::Copies).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Read, path)
    })
    .await
}

/// Opens it to its last byte with the vault's Organization Keys.
#[tauri::command]
pub async fn verify_server_backup(
    app: App<'_>,
    file: String,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<VerifiedBackupView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let path = console.grants().look(&file, Purpose::Read)?;
        console.on_vault(|vault, now| Ok((&backup::verify_backup(vault, &path, &watch, now)?).into()))
    })
    .await
}
