use crate::commands::{Answer, App};
use orgkey_core::org_cert;
use orgkey_wire::OrgCertView;

/// The Organization Certificate and earlier ones.
#[tauri::command]
pub async fn organization_certificate(app: App<'_>) -> Answer<OrgCertView> {
    let language = app.language();
    app.with_vault(move |vault, now| {
        Ok(OrgCertView::new(&org_cert::organization_certificate(vault, now)?, language, now))
    })
    .await
}
