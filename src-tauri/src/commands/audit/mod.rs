//! The audit log, a file per use case under the stems of `orgkey-core/src/audit`; its pages are here.

pub(crate) mod export;
pub(crate) mod verify;

use crate::commands::{Answer, App};
use orgkey_wire::{AuditPageView, AuditRequest};

/// A page of the audit log.
#[tauri::command]
pub async fn audit_page(app: App<'_>, request: AuditRequest) -> Answer<AuditPageView> {
    app.with_vault(move |vault, _| Ok((&orgkey_core::audit_page(vault, &request.into())?).into())).await
}
