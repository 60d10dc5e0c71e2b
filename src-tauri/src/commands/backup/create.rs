use crate::{
    Console,
    commands::{Answer, App, session::words},
    grants::Purpose,
    operations::Watch,
    picker::Filter,
};
use orgkey_core::backup;
use orgkey_types::{Code, Outcome};
use orgkey_wire::{CreateBackupRequest, GrantView, ProgressView, ServerBackupPlanView, ServerBackupReceiptView};
use tauri::ipc::Channel;

/// Asks where to save.
#[tauri::command]
pub async fn choose_backup_target(app: App<'_>) -> Answer<GrantView> {
    app.run(|console| {
        let name = console.on_vault(|vault, now| Ok(backup::default_backup_name(&vault.organization()?.name, now)))?;
        let title = words(console, "Back up the vault", "Tresor sichern");
        let path = console.picker().save_file(title, &name, Filter::Copies).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Write, path)
    })
    .await
}

/// The review step.
#[tauri::command]
pub async fn plan_server_backup(app: App<'_>, request: CreateBackupRequest) -> Answer<ServerBackupPlanView> {
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        console.on_vault(|vault, now| Ok((&backup::plan_backup(vault, &request.to_core(&target), now)?).into()))
    })
    .await
}

/// Writes and proves.
#[tauri::command]
pub async fn create_server_backup(
    app: App<'_>,
    request: CreateBackupRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<ServerBackupReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| create(console, &request, &watch)).await
}

fn create(console: &Console, request: &CreateBackupRequest, watch: &Watch) -> Outcome<ServerBackupReceiptView> {
    let target = console.grants().look(&request.target, Purpose::Write)?;
    let receipt = console.on_vault(|vault, now| backup::create_backup(vault, &request.to_core(&target), watch, now))?;
    console.grants().spend(&request.target);
    Ok((&receipt).into())
}
