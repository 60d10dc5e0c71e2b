use crate::commands::{Answer, App};
use orgkey_core::ca;
use orgkey_wire::{CaRowView, CaView};

/// The CAs of the vault, those in use first.
#[tauri::command]
pub async fn list_cas(app: App<'_>) -> Answer<Vec<CaRowView>> {
    app.with_vault(|vault, now| Ok(ca::cas(vault, now)?.iter().map(Into::into).collect())).await
}

/// The page Certificates ▸ Organizational CA.
#[tauri::command]
pub async fn show_ca(app: App<'_>, ca: String) -> Answer<CaView> {
    let language = app.language();
    app.with_vault(move |vault, now| Ok(CaView::new(&ca::ca_details(vault, Some(&ca), now)?, language, now))).await
}
