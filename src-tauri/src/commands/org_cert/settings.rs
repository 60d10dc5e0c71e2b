use crate::commands::{Answer, App};
use orgkey_core::org_cert;
use orgkey_wire::OrgCertSettingsView;

/// Changes how users' certificates are made.
#[tauri::command]
pub async fn change_org_cert_settings(app: App<'_>, request: OrgCertSettingsView) -> Answer<OrgCertSettingsView> {
    app.with_vault(move |vault, now| Ok(org_cert::change_org_cert_settings(vault, request.to_core(), now)?.into()))
        .await
}
