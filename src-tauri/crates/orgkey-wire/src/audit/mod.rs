mod export;
mod verify;

pub use export::*;
pub use verify::*;

use orgkey_core as core;
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
    /// Only entries of that moment or later.
    pub since: Option<Timestamp>,
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

impl From<AuditRequest> for core::AuditQuery {
    fn from(request: AuditRequest) -> Self {
        Self {
            before: request.before,
            since: request.since,
            limit: request.limit,
            text: request.text.filter(|text| !text.trim().is_empty()),
        }
    }
}

impl From<&core::AuditPage> for AuditPageView {
    fn from(page: &core::AuditPage) -> Self {
        Self { entries: page.entries.iter().map(Into::into).collect(), total: page.total, head: (&page.head).into() }
    }
}

impl From<&core::AuditEntry> for AuditEntryView {
    fn from(entry: &core::AuditEntry) -> Self {
        Self {
            seq: entry.seq,
            at: entry.at,
            administrator: entry.administrator.clone(),
            action: entry.action.clone(),
            phase: entry.phase.clone(),
            subject: entry.subject.clone(),
            detail: entry.detail.to_string(),
            hash: entry.hash.clone(),
        }
    }
}

impl From<&core::AuditHead> for AuditHeadView {
    fn from(head: &core::AuditHead) -> Self {
        Self { seq: head.seq, hash: head.hash.clone(), counter: head.counter }
    }
}
