use crate::{AuditHeadView, BackupView};
use orgkey_core::register as core;
use serde::Serialize;
use ts_rs::TS;

/// What was noted.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RetireReceiptView {
    /// The copy.
    pub copy: BackupView,
    /// Proven copies of the same secret that are left.
    pub left: u32,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl From<&core::RetireReceipt> for RetireReceiptView {
    fn from(receipt: &core::RetireReceipt) -> Self {
        Self { copy: (&receipt.copy).into(), left: receipt.left, audit_head: (&receipt.audit_head).into() }
    }
}
