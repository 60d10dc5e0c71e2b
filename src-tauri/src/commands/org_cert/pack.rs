use crate::{
    commands::{Answer, App},
    grants::Purpose,
};
use orgkey_core::org_cert::{self, PackOrgCert};
use orgkey_wire::{OrgCertPackReceiptView, PackOrgCertRequest, ProgressView};
use tauri::ipc::Channel;

/// Writes what partners outside need into a new folder.
#[tauri::command]
pub async fn pack_org_cert(
    app: App<'_>,
    request: PackOrgCertRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<OrgCertPackReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        let wanted = PackOrgCert { which: request.id.as_deref(), target: &target };
        let receipt = console.on_vault(|vault, now| org_cert::pack_org_cert(vault, &wanted, &watch, now))?;
        console.grants().spend(&request.target);
        Ok((&receipt).into())
    })
    .await
}
