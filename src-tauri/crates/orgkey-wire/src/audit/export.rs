use crate::{AuditHeadView, WrittenFileView};
use orgkey_core as core;
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

pub use orgkey_core::AuditFormat;

/// Asks where to save the audit log.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseAuditTargetRequest {
    /// Its form: the ending of the name that is offered.
    pub format: AuditFormat,
}

/// Writes the audit log, or a part of it, as a file.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportAuditRequest {
    /// Ticket from `choose_audit_target`.
    pub target: String,
    /// Replace the file that stands there.
    pub overwrite: bool,
    /// Its form.
    pub format: AuditFormat,
    /// Without entries from before that moment.
    pub since: Option<Timestamp>,
    /// Only entries with this text.
    pub filter: Option<String>,
}

impl ExportAuditRequest {
    /// As the core takes it, with the path of its ticket.
    pub fn to_core<'a>(&'a self, target: &'a Path) -> core::ExportAudit<'a> {
        let filter = self.filter.as_deref().filter(|text| !text.trim().is_empty());
        let (overwrite, format, since) = (self.overwrite, self.format, self.since);
        core::ExportAudit { target, overwrite, format, since, until: None, filter }
    }
}

/// What an export of the audit log has written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditExportReceiptView {
    /// The file.
    pub file: WrittenFileView,
    /// `jsonl` or `csv`.
    pub format: AuditFormat,
    /// Entries in it.
    #[ts(type = "number")]
    pub entries: u64,
    /// Number of the first entry of the range; none where no entry is in it.
    #[ts(type = "number | null")]
    pub first: Option<i64>,
    /// Number of the last entry of the range.
    #[ts(type = "number | null")]
    pub last: Option<i64>,
    /// It is the log from its first entry to its head.
    pub whole: bool,
    /// When.
    pub at: Timestamp,
    /// By which administrator.
    pub administrator: String,
    /// SHA-256 fingerprint of the vault's identity that signed the file; none for CSV.
    pub identity: Option<String>,
    /// Whether the log notes the export.
    pub noted: bool,
    /// Head of the audit log that the file leads to.
    pub audit_head: AuditHeadView,
}

impl From<&core::AuditExportReceipt> for AuditExportReceiptView {
    fn from(receipt: &core::AuditExportReceipt) -> Self {
        let header = &receipt.header;
        Self {
            file: (&receipt.file).into(),
            format: receipt.format,
            entries: receipt.entries,
            first: header.first,
            last: header.last,
            whole: header.whole,
            at: header.exported_at,
            administrator: header.exported_by.clone(),
            identity: (receipt.format == AuditFormat::Jsonl).then(|| header.identity.clone()),
            noted: receipt.noted,
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
