use crate::commands::{Answer, App};
use orgkey_wire::{AdministratorView, RoleView};

/// The administrators on the key slots.
#[tauri::command]
pub async fn administrators(app: App<'_>) -> Answer<Vec<AdministratorView>> {
    app.with_vault(|vault, _| Ok(orgkey_core::administrators(vault)?.iter().map(Into::into).collect())).await
}

/// The roles, with the rights that each begins with.
#[tauri::command]
pub async fn roles(app: App<'_>) -> Answer<Vec<RoleView>> {
    app.run(|_| Ok(RoleView::all())).await
}
