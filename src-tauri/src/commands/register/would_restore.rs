use crate::commands::{Answer, App};
use orgkey_core::register;
use orgkey_wire::RestorationView;

/// Whether today's copies would bring everything back.
#[tauri::command]
pub async fn would_restore(app: App<'_>) -> Answer<RestorationView> {
    app.with_vault(|vault, now| Ok((&register::would_restore(vault, now)?).into())).await
}
