use crate::commands::{Answer, App};
use orgkey_core::backup::server_backups as core;
use orgkey_wire::ServerBackupView;

/// The server backups, newest first.
#[tauri::command]
pub async fn server_backups(app: App<'_>) -> Answer<Vec<ServerBackupView>> {
    app.with_vault(|vault, _| Ok(core(vault)?.iter().map(Into::into).collect())).await
}
