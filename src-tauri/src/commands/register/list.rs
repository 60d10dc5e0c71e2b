use crate::commands::{Answer, App};
use orgkey_wire::BackupView;

/// The page Backups ▸ Register.
#[tauri::command]
pub async fn backup_register(app: App<'_>) -> Answer<Vec<BackupView>> {
    app.with_vault(|vault, _| Ok(orgkey_core::backup_register(vault, None)?.iter().map(Into::into).collect())).await
}
