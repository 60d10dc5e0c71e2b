use super::{Backup, find_copy};
use crate::administrator::{Operation, approved};
use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, BackupRow, Vault};
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

/// What would be noted.
#[derive(Debug, Clone)]
pub struct RetirePlan {
    /// The copy.
    pub copy: Backup,
    /// Proven copies of the same secret that would be left.
    pub left: u32,
    /// Its last proven copy: without it the secret is lost with this machine.
    pub last: bool,
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

/// Tells what the end of a copy means. Writes nothing.
///
/// # Errors
/// [`Code::NotPermitted`], [`Code::CopyNotFound`], [`Code::CopyAmbiguous`], [`Code::CopyRetired`].
pub fn plan_retire(vault: &Vault, copy: &str) -> Outcome<RetirePlan> {
    permit(vault, UseCase::ChangeCopies)?;
    let copy = standing(vault, copy)?;
    let row = &copy.stored;
    let left = others(vault, row)?;
    // A public key is no secret: no copy of it is missed.
    let last = left == 0 && row.restores() && row.kind != "public";
    Ok(RetirePlan { copy, left, last })
}

/// Notes that a copy was destroyed. The file itself is not touched: it may lie on a medium that is shredded already. The
/// record stays.
///
/// # Errors
/// [`Code::CopyNotFound`], [`Code::CopyAmbiguous`], [`Code::CopyRetired`], [`Code::InvalidArgument`] without a reason,
/// [`Code::VaultReadOnly`].
pub fn retire_copy(vault: &mut Vault, request: &RetireCopy<'_>, now: Timestamp) -> Outcome<RetireReceipt> {
    permit(vault, UseCase::ChangeCopies)?;
    let reason = request.reason.trim();
    if reason.is_empty() || reason.len() > LONGEST || reason.chars().any(char::is_control) {
        return Err(Failure::about(Code::InvalidArgument, "reason"));
    }
    let copy = standing(vault, request.copy)?;
    let detail = json!({ "copy": copy.stored.id, "sha256": copy.stored.sha256, "reason": reason });
    let detail = approved(vault, Operation::RetireCopy, detail, now)?;
    let intent = vault.begin("retire-copy", &copy.stored.file_name, detail, now)?;
    let row = vault.retire_copy(intent, &copy.stored.id, reason, now)?;
    Ok(RetireReceipt { copy: find_copy(vault, &row.id)?, left: others(vault, &row)?, audit_head: vault.audit_head()? })
}

fn standing(vault: &Vault, name: &str) -> Outcome<Backup> {
    let copy = find_copy(vault, name)?;
    match copy.stored.retired {
        Some(_) => Err(Failure::about(Code::CopyRetired, &copy.stored.file_name)),
        None => Ok(copy),
    }
}

/// Proven copies of the same secret beside this one.
fn others(vault: &Vault, row: &BackupRow) -> Outcome<u32> {
    let other = |other: &&BackupRow| other.kind == row.kind && other.restores() && other.id != row.id;
    let left = vault.backups(Some(&row.subject_id))?.iter().filter(other).count();
    Ok(u32::try_from(left).unwrap_or(u32::MAX))
}
