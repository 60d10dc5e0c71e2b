use crate::{AuditHeadView, BackupView};
use orgkey_core::register as core;
use orgkey_types::{Passphrase, Timestamp};
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// Reads a copy from its medium and uses it. As a plan it only looks whether the file is the one of the register.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DrillCopyRequest {
    /// Id in the register.
    pub copy: String,
    /// Ticket of the file, where it does not lie where it was put.
    pub file: Option<String>,
    /// Ticket of the folder in which it lies under its own name.
    pub folder: Option<String>,
    /// Passphrase of the file, where it has one.
    #[ts(type = "string | null")]
    pub passphrase: Option<Passphrase>,
}

impl DrillCopyRequest {
    /// As the core takes it, with the paths of its tickets.
    pub fn to_core<'a>(&'a self, file: Option<&'a Path>, folder: Option<&'a Path>) -> core::DrillCopy<'a> {
        core::DrillCopy { copy: &self.copy, folder, file, passphrase: self.passphrase.as_ref() }
    }
}

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
