use crate::{AuditHeadView, KeyRowView};
use orgkey_core as core;
use orgkey_types::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// What renewing the Organization Key would change.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenewKeyPlanView {
    /// The Organization Key.
    pub key: KeyRowView,
    /// Its end today; it may have passed.
    pub ends: Timestamp,
    /// Its end then: the same period as it was made for, from now.
    pub would_end: Timestamp,
    /// When the maintenance run renews it without being asked.
    pub renews: Timestamp,
}

/// The renewed Organization Key: same fingerprint, later end.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenewKeyReceiptView {
    /// The row; copies that were made before now say that their public part is stale.
    pub key: KeyRowView,
    /// Its end before.
    pub ended: Timestamp,
    /// Its end now.
    pub ends: Timestamp,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl From<&core::RenewKeyPlan> for RenewKeyPlanView {
    fn from(plan: &core::RenewKeyPlan) -> Self {
        Self { key: (&plan.key).into(), ends: plan.ends, would_end: plan.would_end, renews: plan.renews }
    }
}

impl From<&core::RenewKeyReceipt> for RenewKeyReceiptView {
    fn from(receipt: &core::RenewKeyReceipt) -> Self {
        Self {
            key: (&receipt.key).into(),
            ended: receipt.ended,
            ends: receipt.ends,
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
