use crate::commands::{Answer, App};
use orgkey_core::maintenance;
use orgkey_wire::{MaintenanceSettingsRequest, MaintenanceSettingsView};

/// How far ahead keys renew themselves, and how long users are certified.
#[tauri::command]
pub async fn maintenance_settings(app: App<'_>) -> Answer<MaintenanceSettingsView> {
    app.with_vault(|vault, _| Ok(maintenance::maintenance_settings(vault)?.into())).await
}

/// Changes them.
#[tauri::command]
pub async fn change_maintenance_settings(
    app: App<'_>,
    request: MaintenanceSettingsRequest,
) -> Answer<MaintenanceSettingsView> {
    app.with_vault(move |vault, now| Ok(maintenance::change_maintenance_settings(vault, request.into(), now)?.into()))
        .await
}
