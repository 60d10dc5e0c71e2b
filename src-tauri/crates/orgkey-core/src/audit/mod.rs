//! The audit log: pages of it, its chain, and the same as a file that anybody can verify.

mod csv;
mod export;
mod file;
mod head;
mod verify;
mod walk;

pub use export::{AuditExportReceipt, AuditFormat, ExportAudit, export_audit};
pub use file::AuditFileHeader;
pub use head::{NotedHead, compare_audit_file, compare_audit_head};
pub use verify::{AuditFileReport, Chained, NotedInFile, verify_audit_file, verify_audit_file_with};

use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditEntry, AuditHead, Vault};

/// Which entries of the audit log.
#[derive(Debug, Clone, Default)]
pub struct AuditQuery {
    /// Only entries before this sequence number.
    pub before: Option<u64>,
    /// Only entries of that moment or later.
    pub since: Option<Timestamp>,
    /// At most so many: 1 to 500.
    pub limit: u32,
    /// Only entries with this text in action, subject or administrator.
    pub text: Option<String>,
}

/// A page of the audit log, newest first.
#[derive(Debug, Clone)]
pub struct AuditPage {
    /// The entries.
    pub entries: Vec<AuditEntry>,
    /// Entries in all.
    pub total: u64,
    /// Head of the chain.
    pub head: AuditHead,
}

/// Reads a page.
///
/// # Errors
/// [`Code::InvalidArgument`] for a limit outside 1 to 500.
pub fn audit_page(vault: &Vault, query: &AuditQuery) -> Outcome<AuditPage> {
    permit(vault, UseCase::ShowAudit)?;
    if !(1..=500).contains(&query.limit) {
        return Err(Failure::about(Code::InvalidArgument, "limit"));
    }
    let entries = vault.audit_page_since(query.since, query.before, query.limit, query.text.as_deref())?;
    Ok(AuditPage { entries, total: vault.audit_count()?, head: vault.audit_head()? })
}

/// Walks the whole chain.
///
/// # Errors
/// [`Code::AuditBroken`] with the first entry that does not hold.
pub fn verify_audit(vault: &Vault) -> Outcome<AuditHead> {
    permit(vault, UseCase::ShowAudit)?;
    vault.verify_audit()
}
