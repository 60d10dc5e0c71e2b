use crate::AuditHeadView;
use orgkey_core as core;
use orgkey_types::Timestamp;
use serde::Serialize;

/// The audit log of a vault that holds. Only the command line has this verb.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditVerificationView {
    /// Head of the log.
    #[serde(flatten)]
    pub head: AuditHeadView,
    /// SHA-256 fingerprint of the identity with which the vault signs an exported log.
    pub identity: String,
}

/// How much the hashes of an exported log prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChainedView {
    /// From the first entry of the log to its head.
    Whole,
    /// A range without a gap.
    Range,
    /// A selection: of entries that are no neighbours each holds by itself.
    Selection,
}

/// An exported audit log that holds.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditFileView {
    /// Whose log it is.
    pub organization: String,
    /// Id of the vault.
    pub vault: String,
    /// When it was exported.
    pub exported_at: Timestamp,
    /// By which administrator.
    pub exported_by: String,
    /// Entries from before that moment were left out.
    pub since: Option<Timestamp>,
    /// Entries from after that moment were left out.
    pub until: Option<Timestamp>,
    /// Entries without this text were left out.
    pub filter: Option<String>,
    /// Entries in it.
    pub entries: u64,
    /// Number of the first entry of the range.
    pub first: Option<i64>,
    /// Number of the last entry of the range.
    pub last: Option<i64>,
    /// How much the hashes prove.
    pub chained: ChainedView,
    /// Head of the log as the file was made.
    pub head: AuditHeadView,
    /// SHA-256 fingerprint of the identity that signed it.
    pub identity: String,
}

impl AuditVerificationView {
    /// Of a head and the identity that would sign it.
    pub fn new(head: &core::AuditHead, identity: &core::VaultIdentity) -> Self {
        Self { head: head.into(), identity: identity.fingerprint() }
    }
}

impl From<core::Chained> for ChainedView {
    fn from(chained: core::Chained) -> Self {
        match chained {
            core::Chained::Whole => Self::Whole,
            core::Chained::Range => Self::Range,
            core::Chained::Selection => Self::Selection,
        }
    }
}

impl From<&core::AuditFileReport> for AuditFileView {
    fn from(report: &core::AuditFileReport) -> Self {
        let header = &report.header;
        Self {
            organization: header.organization.clone(),
            vault: header.vault.clone(),
            exported_at: header.exported_at,
            exported_by: header.exported_by.clone(),
            since: header.since,
            until: header.until,
            filter: header.filter.clone(),
            entries: report.entries,
            first: header.first,
            last: header.last,
            chained: report.chained.into(),
            head: (&report.head).into(),
            identity: report.identity.fingerprint(),
        }
    }
}
