use crate::{AuditHeadView, WrittenFileView};
use orgkey_core as core;
use orgkey_types::Timestamp;
use serde::Serialize;

/// What an export of the audit log has written. Only the command line has this verb.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditExportReceiptView {
    /// The file.
    pub file: WrittenFileView,
    /// `jsonl` or `csv`.
    pub format: core::AuditFormat,
    /// Entries in it.
    pub entries: u64,
    /// Number of the first entry of the range; none where no entry is in it.
    pub first: Option<i64>,
    /// Number of the last entry of the range.
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
            identity: (receipt.format == core::AuditFormat::Jsonl).then(|| header.identity.clone()),
            noted: receipt.noted,
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
