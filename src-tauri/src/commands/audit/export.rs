use crate::{
    commands::{Answer, App, session::words},
    grants::Purpose,
    picker::Filter,
};
use orgkey_types::Code;
use orgkey_wire::{
    AuditExportReceiptView, AuditFormat, ChooseAuditTargetRequest, ExportAuditRequest, GrantView, ProgressView,
};
use tauri::ipc::Channel;

/// Asks where to save the audit log.
#[tauri::command]
pub async fn choose_audit_target(app: App<'_>, request: ChooseAuditTargetRequest) -> Answer<GrantView> {
    app.run(move |console| {
        let head = console.on_vault(|vault, _| vault.audit_head())?;
        let (filter, ending) = match request.format {
            AuditFormat::Jsonl => (Filter::AuditLogs, "jsonl"),
            AuditFormat::Csv => (Filter::Tables, "csv"),
        };
        let title = words(console, "Export the audit log", "Protokoll exportieren");
        let name = format!("audit-log-to-{}.{ending}", head.seq);
        let path = console.picker().save_file(title, &name, filter).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Write, path)
    })
    .await
}

/// Writes the audit log and reads it back.
#[tauri::command]
pub async fn export_audit(
    app: App<'_>,
    request: ExportAuditRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<AuditExportReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        let receipt =
            console.on_vault(|vault, now| orgkey_core::export_audit(vault, &request.to_core(&target), &watch, now))?;
        console.grants().spend(&request.target);
        Ok((&receipt).into())
    })
    .await
}
