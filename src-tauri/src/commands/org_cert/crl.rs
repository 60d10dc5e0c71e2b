use crate::commands::{Answer, App, ca::target_of};
use orgkey_core::org_cert;
use orgkey_wire::{CrlPlanView, CrlReceiptView, ProgressView, PublishOrgCertCrlRequest};
use tauri::ipc::Channel;

/// The review step.
#[tauri::command]
pub async fn plan_org_cert_crl(app: App<'_>, request: PublishOrgCertCrlRequest) -> Answer<CrlPlanView> {
    app.run(move |console| {
        let target = target_of(console, request.target.as_deref())?;
        console.on_vault(|vault, now| {
            Ok((&org_cert::plan_org_cert_crl(vault, &request.to_core(target.as_deref()), now)?).into())
        })
    })
    .await
}

/// Publishes the revocation list of the Organization Certificate.
#[tauri::command]
pub async fn publish_org_cert_crl(
    app: App<'_>,
    request: PublishOrgCertCrlRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<CrlReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let target = target_of(console, request.target.as_deref())?;
        let view = console.on_vault(|vault, now| {
            let receipt = org_cert::publish_org_cert_crl(vault, &request.to_core(target.as_deref()), &watch, now)?;
            Ok(CrlReceiptView::from(&receipt))
        })?;
        request.target.iter().for_each(|ticket| console.grants().spend(ticket));
        Ok(view)
    })
    .await
}
