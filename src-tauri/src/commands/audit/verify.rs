use crate::{
    commands::{Answer, App, session::words},
    grants::Purpose,
    picker::Filter,
};
use orgkey_core::{NotedHead, compare_audit_file, compare_audit_head as compare, verify_audit_file_with};
use orgkey_types::Code;
use orgkey_wire::{AuditFileCheckView, AuditHeadView, CompareAuditHeadRequest, GrantView, VerifyAuditFileRequest};

/// Walks the whole chain.
#[tauri::command]
pub async fn verify_audit(app: App<'_>) -> Answer<AuditHeadView> {
    app.with_vault(|vault, _| Ok((&orgkey_core::verify_audit(vault)?).into())).await
}

/// Walks the whole chain, and looks whether it leads to the head of a receipt.
#[tauri::command]
pub async fn compare_audit_head(app: App<'_>, request: CompareAuditHeadRequest) -> Answer<AuditHeadView> {
    app.with_vault(move |vault, _| {
        let noted = NotedHead::read(&request.head)?;
        let head = orgkey_core::verify_audit(vault)?;
        compare(vault, noted.seq, &noted.hash)?;
        Ok((&head).into())
    })
    .await
}

/// Asks for an exported audit log.
#[tauri::command]
pub async fn choose_audit_file(app: App<'_>) -> Answer<GrantView> {
    app.run(|console| {
        console.on_vault(|_, _| Ok(()))?;
        let title = words(console, "Choose an exported audit log", "Exportiertes Protokoll wählen");
        let path = console.picker().open_file(title, Filter::AuditLogs).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Read, path)
    })
    .await
}

/// Verifies an exported audit log, whichever vault it is of, and compares it with the open one.
#[tauri::command]
pub async fn verify_audit_file(app: App<'_>, request: VerifyAuditFileRequest) -> Answer<AuditFileCheckView> {
    let language = app.language();
    app.run(move |console| {
        let path = console.grants().look(&request.file, Purpose::Read)?;
        let noted = request.head.as_deref().filter(|head| !head.trim().is_empty()).map(NotedHead::read).transpose()?;
        let (report, noted) = match &noted {
            Some(noted) => verify_audit_file_with(&path, noted).map(|(report, found)| (report, Some(found)))?,
            None => (orgkey_core::verify_audit_file(&path)?, None),
        };
        console.on_vault(|vault, _| {
            let compared = compare_audit_file(vault, &report);
            Ok(AuditFileCheckView::new(&report, noted, compared, language))
        })
    })
    .await
}
