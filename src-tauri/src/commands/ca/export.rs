use crate::{
    commands::{Answer, App, session::words},
    grants::Purpose,
    picker::Filter,
};
use orgkey_core::{Vault, ca};
use orgkey_types::{Code, Outcome, Timestamp};
use orgkey_wire::{
    CaCertificate, CaExportPlanView, CaExportReceiptView, ChooseCaExportTargetRequest, ExportCaRequest, GrantView,
    ProgressView,
};
use tauri::ipc::Channel;

/// Asks where to save.
#[tauri::command]
pub async fn choose_ca_export_target(app: App<'_>, request: ChooseCaExportTargetRequest) -> Answer<GrantView> {
    app.run(move |console| {
        let name = console.on_vault(|vault, now| file_name(vault, &request, now))?;
        let title = match request.certificate {
            CaCertificate::Issued => words(console, "Save the certificate", "Zertifikat speichern"),
            _ => words(console, "Export the CA", "CA exportieren"),
        };
        let filter = if request.private_key { Filter::Pfx } else { Filter::Certificates };
        let path = console.picker().save_file(title, &name, filter).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Write, path)
    })
    .await
}

/// The summary step.
#[tauri::command]
pub async fn plan_ca_export(app: App<'_>, request: ExportCaRequest) -> Answer<CaExportPlanView> {
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        console.on_vault(|vault, now| {
            let plan = ca::plan_export_ca(vault, &request.to_core(&target), now)?;
            Ok(CaExportPlanView::new(&plan, request.passphrase.as_ref()))
        })
    })
    .await
}

/// Writes and proves.
#[tauri::command]
pub async fn export_ca(
    app: App<'_>,
    request: ExportCaRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<CaExportReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        let receipt = console.on_vault(|vault, now| ca::export_ca(vault, &request.to_core(&target), &watch, now))?;
        console.grants().spend(&request.target);
        Ok((&receipt).into())
    })
    .await
}

/// `Tree-CA-SECRET.pfx`: the word stays untranslated, so that manuals match it. An issued certificate has its own name.
fn file_name(vault: &Vault, request: &ChooseCaExportTargetRequest, now: Timestamp) -> Outcome<String> {
    let name = ca::find_ca(vault, Some(&request.ca), now)?.stored.name;
    if request.private_key {
        return Ok(crate::commands::file_name(&format!("{name}-SECRET"), "pfx"));
    }
    let which = match request.certificate {
        CaCertificate::Issued => {
            let serial = request.serial.as_deref().unwrap_or_default();
            let issued = ca::issued_certificate(vault, Some(&request.ca), serial, now)?;
            return Ok(crate::commands::file_name(&issued.row.stored.name, super::ending(request.format)));
        }
        CaCertificate::SelfSigned => "self-signed",
        CaCertificate::PublicKey => "public-key",
        CaCertificate::Chain => "superior",
        CaCertificate::Cross => "cross",
        CaCertificate::Former => "former",
    };
    Ok(crate::commands::file_name(&format!("{name}-{which}"), super::ending(request.format)))
}
