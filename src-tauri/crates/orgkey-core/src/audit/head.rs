use super::verify::AuditFileReport;
use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome};
use orgkey_vault::Vault;

/// Compares a vault with a head that was noted outside of it, on a receipt. `hash` may be its beginning: the window's
/// receipts show 16 digits.
///
/// # Errors
/// [`Code::AuditRolledBack`] where the log of the vault does not lead to it: the vault was rolled back, or it is another
/// log.
pub fn compare_audit_head(vault: &Vault, seq: u64, hash: &str) -> Outcome<()> {
    permit(vault, UseCase::ShowAudit)?;
    let rolled_back = |cause: String| Failure::about(Code::AuditRolledBack, seq).because(cause);
    let record = match seq.checked_sub(1) {
        Some(after) => vault.audit_records(after, seq, 1, None)?.pop(),
        None => None,
    };
    let record = record.ok_or_else(|| match vault.audit_head() {
        Ok(head) => rolled_back(format!("the log ends at entry {}", head.seq)),
        Err(failure) => failure,
    })?;
    match hex::encode(record.hash).starts_with(&hash.to_ascii_lowercase()) {
        true => Ok(()),
        false => Err(rolled_back(format!("entry {seq} has another hash"))),
    }
}

/// Compares a vault with a log that was exported from it and has been verified.
///
/// # Errors
/// [`Code::AuditOfOtherVault`]; [`Code::AuditRolledBack`] where the vault does not lead to the head of the file, or has
/// another identity, which was made with it.
pub fn compare_audit_file(vault: &Vault, report: &AuditFileReport) -> Outcome<()> {
    if report.header.vault != vault.id() {
        return Err(Failure::about(Code::AuditOfOtherVault, &report.header.organization));
    }
    compare_audit_head(vault, report.head.seq, &report.head.hash)?;
    let rolled_back = |cause: &str| Err(Failure::about(Code::AuditRolledBack, report.head.seq).because(cause));
    if report.head.counter > vault.counter()? {
        return rolled_back("the counter of the vault is lower");
    }
    if report.identity != vault.identity()? {
        return rolled_back("the file is signed with another identity");
    }
    Ok(())
}
