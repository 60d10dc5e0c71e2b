use crate::commands::{Answer, App};
use orgkey_core::org_cert;
use orgkey_wire::{GenerateOrgCertRequest, OrgCertPlanView, OrgCertReceiptView};

/// The review step of a self-signed one.
#[tauri::command]
pub async fn plan_org_cert_generate(app: App<'_>, request: GenerateOrgCertRequest) -> Answer<OrgCertPlanView> {
    let language = app.language();
    app.with_vault(move |vault, now| {
        let plan = org_cert::plan_generate_org_cert(vault, &request.to_core(), now)?;
        Ok(OrgCertPlanView::new(&plan, language, now))
    })
    .await
}

/// Generates a self-signed one.
#[tauri::command]
pub async fn generate_org_cert(app: App<'_>, request: GenerateOrgCertRequest) -> Answer<OrgCertReceiptView> {
    let language = app.language();
    app.with_vault(move |vault, now| {
        let receipt = org_cert::generate_org_cert(vault, &request.to_core(), now)?;
        Ok(OrgCertReceiptView::new(&receipt, language, now))
    })
    .await
}
