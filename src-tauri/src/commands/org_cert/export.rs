use crate::{
    commands::{Answer, App},
    grants::Purpose,
};
use orgkey_core::org_cert;
use orgkey_wire::{CaExportPlanView, CaExportReceiptView, ExportOrgCertRequest, ProgressView};
use tauri::ipc::Channel;

/// The summary step.
#[tauri::command]
pub async fn plan_org_cert_export(app: App<'_>, request: ExportOrgCertRequest) -> Answer<CaExportPlanView> {
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        console.on_vault(|vault, now| {
            let plan = org_cert::plan_export_org_cert(vault, &request.to_core(&target), now)?;
            Ok(CaExportPlanView::new(&plan, request.passphrase.as_ref()))
        })
    })
    .await
}

/// Writes and proves.
#[tauri::command]
pub async fn export_org_cert(
    app: App<'_>,
    request: ExportOrgCertRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<CaExportReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        let receipt =
            console.on_vault(|vault, now| org_cert::export_org_cert(vault, &request.to_core(&target), &watch, now))?;
        console.grants().spend(&request.target);
        Ok((&receipt).into())
    })
    .await
}
