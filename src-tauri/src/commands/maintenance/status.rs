use crate::commands::{Answer, App};
use orgkey_core::maintenance;
use orgkey_wire::MaintenanceStatusView;

/// The last runs, and when the next one is due.
#[tauri::command]
pub async fn maintenance_status(app: App<'_>) -> Answer<MaintenanceStatusView> {
    let language = app.language();
    app.with_vault(move |vault, now| {
        Ok(MaintenanceStatusView::new(&maintenance::maintenance_status(vault, now)?, language))
    })
    .await
}
