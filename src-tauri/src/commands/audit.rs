use super::{Answer, App};
use orgkey_wire::{AuditHeadView, AuditPageView, AuditRequest};

/// A page of the audit log.
#[tauri::command]
pub async fn audit_page(app: App<'_>, request: AuditRequest) -> Answer<AuditPageView> {
    app.with_vault(move |vault, _| Ok((&orgkey_core::audit_page(vault, &request.into())?).into())).await
}

/// Walks the whole chain.
#[tauri::command]
pub async fn verify_audit(app: App<'_>) -> Answer<AuditHeadView> {
    app.with_vault(|vault, _| Ok((&orgkey_core::verify_audit(vault)?).into())).await
}
