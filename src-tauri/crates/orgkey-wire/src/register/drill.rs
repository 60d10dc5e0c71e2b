use crate::{AuditHeadView, BackupView};
use orgkey_core::register as core;
use orgkey_types::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// What would be drilled.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DrillPlanView {
    /// The copy.
    pub copy: BackupView,
    /// It opens with a passphrase only.
    pub needs_passphrase: bool,
}

impl From<&core::DrillPlan> for DrillPlanView {
    fn from(plan: &core::DrillPlan) -> Self {
        Self { copy: (&plan.copy).into(), needs_passphrase: plan.needs_passphrase }
    }
}

/// What a drill has shown.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DrillReceiptView {
    /// The copy, with its new proof.
    pub copy: BackupView,
    /// When.
    pub at: Timestamp,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl From<&core::DrillReceipt> for DrillReceiptView {
    fn from(receipt: &core::DrillReceipt) -> Self {
        Self { copy: (&receipt.copy).into(), at: receipt.at, audit_head: (&receipt.audit_head).into() }
    }
}
