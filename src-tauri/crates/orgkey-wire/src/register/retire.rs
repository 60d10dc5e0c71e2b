use crate::{AuditHeadView, BackupView};
use orgkey_core::register as core;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Notes that a copy was destroyed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RetireCopyRequest {
    /// Id in the register.
    pub copy: String,
    /// Why and how it was destroyed, in the administrator's words.
    pub reason: String,
}

impl RetireCopyRequest {
    /// As the core takes it.
    pub fn to_core(&self) -> core::RetireCopy<'_> {
        core::RetireCopy { copy: &self.copy, reason: &self.reason }
    }
}

/// What would be noted.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RetirePlanView {
    /// The copy.
    pub copy: BackupView,
    /// Proven copies of the same secret that would be left.
    pub left: u32,
    /// It is the last proven copy of its secret.
    pub last: bool,
}

impl From<&core::RetirePlan> for RetirePlanView {
    fn from(plan: &core::RetirePlan) -> Self {
        Self { copy: (&plan.copy).into(), left: plan.left, last: plan.last }
    }
}

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
