use super::{Backup, find_copy};
use crate::administrator::{Operation, approved};
use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, Vault};
use serde_json::json;

/// Longest reason, in bytes.
const LONGEST: usize = 1_000;

/// What the administrator asks for.
pub struct RetireCopy<'a> {
    /// The copy, as [`find_copy`] finds it.
    pub copy: &'a str,
    /// Why and how it was destroyed, in the administrator's words.
    pub reason: &'a str,
}

/// What was noted.
#[derive(Debug, Clone)]
pub struct RetireReceipt {
    /// The copy.
    pub copy: Backup,
    /// Proven copies of the same secret that are left.
    pub left: u32,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

/// Notes that a copy was destroyed. The file itself is not touched: it may lie on a medium that is shredded already. The
/// record stays.
///
/// # Errors
/// [`Code::CopyNotFound`], [`Code::CopyAmbiguous`], [`Code::CopyRetired`], [`Code::InvalidArgument`] without a reason,
/// [`Code::VaultReadOnly`].
pub fn retire_copy(vault: &mut Vault, request: &RetireCopy<'_>, now: Timestamp) -> Outcome<RetireReceipt> {
    permit(vault, UseCase::ChangeCopies)?;
    let copy = find_copy(vault, request.copy)?;
    let reason = request.reason.trim();
    if reason.is_empty() || reason.len() > LONGEST || reason.chars().any(char::is_control) {
        return Err(Failure::about(Code::InvalidArgument, "reason"));
    }
    if copy.stored.retired.is_some() {
        return Err(Failure::about(Code::CopyRetired, &copy.stored.file_name));
    }
    let detail = json!({ "copy": copy.stored.id, "sha256": copy.stored.sha256, "reason": reason });
    let detail = approved(vault, Operation::RetireCopy, detail, now)?;
    let intent = vault.begin("retire-copy", &copy.stored.file_name, detail, now)?;
    let row = vault.retire_copy(intent, &copy.stored.id, reason, now)?;
    let same = |other: &&orgkey_vault::BackupRow| other.kind == row.kind && other.restores();
    let left = vault.backups(Some(&row.subject_id))?.iter().filter(same).count();
    Ok(RetireReceipt {
        copy: find_copy(vault, &row.id)?,
        left: u32::try_from(left).unwrap_or(u32::MAX),
        audit_head: vault.audit_head()?,
    })
}
