use crate::{AuditHeadView, FailureView, Language};
use orgkey_core as core;
use orgkey_types::{Code, Outcome, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
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
#[derive(Debug, Clone, Serialize, TS)]
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
    #[ts(type = "number")]
    pub entries: u64,
    /// Number of the first entry of the range.
    #[ts(type = "number | null")]
    pub first: Option<i64>,
    /// Number of the last entry of the range.
    #[ts(type = "number | null")]
    pub last: Option<i64>,
    /// How much the hashes prove.
    pub chained: ChainedView,
    /// Head of the log as the file was made.
    pub head: AuditHeadView,
    /// SHA-256 fingerprint of the identity that signed it.
    pub identity: String,
}

/// Verifies an exported audit log.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VerifyAuditFileRequest {
    /// Ticket from `choose_audit_file`.
    pub file: String,
    /// Number and hash of an entry, as a receipt shows them.
    pub head: Option<String>,
}

/// Verifies the audit log of the open vault, and whether it leads to a head that was noted elsewhere.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CompareAuditHeadRequest {
    /// Number and hash of an entry, as a receipt shows them.
    pub head: String,
}

/// How a file stands to the head of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum NotedHeadView {
    /// The entry is in it as it was noted.
    Same,
    /// It is in it with another hash.
    Different,
    /// It is not in it.
    Absent,
}

/// An exported audit log that holds, and how it stands to the open vault.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditFileCheckView {
    /// The file.
    pub file: AuditFileView,
    /// How it stands to the head of a receipt; none without one.
    pub noted: Option<NotedHeadView>,
    /// It was exported from the open vault.
    pub of_this_vault: bool,
    /// Why the log of the open vault does not lead to the file.
    pub apart: Option<FailureView>,
}

impl AuditFileCheckView {
    /// Of a file that holds, and of its comparison with the open vault.
    pub fn new(
        report: &core::AuditFileReport,
        noted: Option<core::NotedInFile>,
        compared: Outcome<()>,
        language: Language,
    ) -> Self {
        let apart = compared.err();
        Self {
            file: report.into(),
            noted: noted.map(Into::into),
            of_this_vault: apart.as_ref().is_none_or(|failure| failure.code != Code::AuditOfOtherVault),
            apart: apart.map(|failure| FailureView::new(&failure, language)),
        }
    }
}

impl From<core::NotedInFile> for NotedHeadView {
    fn from(noted: core::NotedInFile) -> Self {
        match noted {
            core::NotedInFile::Same => Self::Same,
            core::NotedInFile::Different => Self::Different,
            core::NotedInFile::Absent => Self::Absent,
        }
    }
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
