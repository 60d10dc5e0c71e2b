use crate::{AuditHeadView, ServerBackupContentsView, name_of};
use orgkey_core::backup as core;
use serde::Serialize;
use ts_rs::TS;

/// What would come back out of a server backup.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RestorePlanView {
    /// What is in it; it was opened, and its signature holds.
    pub contents: ServerBackupContentsView,
    /// Name of the vault's folder.
    pub folder: String,
    /// This machine has seen that vault later than the backup: so many changes are not in it.
    #[ts(type = "number")]
    pub later_changes: u64,
}

/// What came back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RestoreReceiptView {
    /// What was in the backup.
    pub contents: ServerBackupContentsView,
    /// Name of the vault's folder.
    pub folder: String,
    /// This machine has seen that vault later than the backup: so many changes are not in it.
    #[ts(type = "number")]
    pub later_changes: u64,
    /// The administrators of the backup's time, who are to be added again.
    pub administrators: Vec<String>,
    /// Names of the CAs whose last revocation list is to be imported before they publish another one.
    pub awaiting_lists: Vec<String>,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl From<&core::RestorePlan> for RestorePlanView {
    fn from(plan: &core::RestorePlan) -> Self {
        let folder = name_of(&plan.into);
        Self { contents: (&plan.manifest).into(), folder, later_changes: plan.later_changes }
    }
}

impl From<&core::RestoreReceipt> for RestoreReceiptView {
    fn from(receipt: &core::RestoreReceipt) -> Self {
        Self {
            contents: (&receipt.manifest).into(),
            folder: name_of(&receipt.folder),
            later_changes: receipt.later_changes,
            administrators: receipt.administrators.clone(),
            awaiting_lists: receipt.awaiting_lists.clone(),
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
