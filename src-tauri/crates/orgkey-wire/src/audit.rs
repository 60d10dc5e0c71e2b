use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A page of the audit log, newest first.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditRequest {
    /// Only entries before this sequence number.
    #[ts(type = "number | null")]
    pub before: Option<u64>,
    /// At most so many; 1 to 500.
    #[ts(type = "number")]
    pub limit: u32,
    /// Only entries with this text in action, subject or administrator.
    pub text: Option<String>,
}

/// A page of the audit log.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditPageView {
    /// Entries, newest first.
    pub entries: Vec<AuditEntryView>,
    /// Entries in all.
    #[ts(type = "number")]
    pub total: u64,
    /// Head of the chain.
    pub head: AuditHeadView,
}

/// One entry.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntryView {
    /// Sequence number, from 1.
    #[ts(type = "number")]
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub administrator: String,
    /// What: `export-keypair`.
    pub action: String,
    /// `intent`, `settled` or `event`.
    pub phase: String,
    /// On what.
    pub subject: String,
    /// More, as JSON text.
    pub detail: String,
    /// Chain hash, hexadecimal.
    pub hash: String,
}

/// The end of the hash chain: what a receipt carries, so that a shortened log can be found out.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditHeadView {
    /// Sequence number of the last entry.
    #[ts(type = "number")]
    pub seq: u64,
    /// Its chain hash, hexadecimal.
    pub hash: String,
    /// The vault's counter at that entry.
    #[ts(type = "number")]
    pub counter: u64,
}
