use crate::{AuditHeadView, ServerBackupContentsView, TargetView, WrittenFileView};
use orgkey_core::{Preset, backup as core};
use orgkey_types::Fingerprint;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// Backs up the whole vault.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CreateBackupRequest {
    /// Ticket of the file, from `choose_backup_target`.
    pub target: String,
    /// Who shall be able to open it.
    pub preset: Preset,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

impl CreateBackupRequest {
    /// As the core takes it, with the path of the ticket.
    pub fn to_core<'a>(&self, target: &'a Path) -> core::CreateBackup<'a> {
        core::CreateBackup { target, preset: self.preset, overwrite: self.overwrite }
    }
}

/// What a server backup would write.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServerBackupPlanView {
    /// Name of the Organization Key to which it is encrypted.
    pub key: String,
    /// Its generation.
    #[ts(type = "number")]
    pub generation: u64,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// Proven copies of that key: without one nobody opens the backup on another machine.
    #[ts(type = "number")]
    pub proven_copies: u32,
    /// Users in the vault.
    #[ts(type = "number")]
    pub users: u64,
    /// Where the file goes.
    pub target: TargetView,
}

/// What a server backup has written, and how it was proven.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServerBackupReceiptView {
    /// What is in it.
    pub contents: ServerBackupContentsView,
    /// Who can open the message.
    pub preset: Preset,
    /// The file.
    pub file: WrittenFileView,
    /// Proven copies of the Organization Key that opens it.
    #[ts(type = "number")]
    pub proven_copies: u32,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl From<&core::BackupPlan> for ServerBackupPlanView {
    fn from(plan: &core::BackupPlan) -> Self {
        Self {
            key: plan.key.name(),
            generation: plan.key.stored.generation,
            fingerprint: plan.key.stored.summary.fingerprint.clone(),
            proven_copies: plan.proven_copies,
            users: plan.users,
            target: TargetView::new(&plan.target, plan.replaces),
        }
    }
}

impl From<&core::BackupReceipt> for ServerBackupReceiptView {
    fn from(receipt: &core::BackupReceipt) -> Self {
        Self {
            contents: (&receipt.manifest).into(),
            preset: receipt.preset,
            file: (&receipt.file).into(),
            proven_copies: receipt.proven_copies,
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
