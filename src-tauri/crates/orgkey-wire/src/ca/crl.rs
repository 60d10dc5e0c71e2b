use crate::{AuditHeadView, CertificateFormat, WrittenFileView};
use orgkey_core::ca as core;
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

pub use orgkey_core::ca::CrlStatus;

/// A revocation list (CRL, RFC 5280 §5).
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CrlView {
    /// CRL number; grows by at least one each time.
    #[ts(type = "number")]
    pub number: u64,
    /// When it was made.
    pub this_update: Timestamp,
    /// When the next one is due.
    pub next_update: Timestamp,
    /// Certificates in it.
    #[ts(type = "number")]
    pub entries: u64,
    /// SHA-256 of the list, hexadecimal.
    pub sha256: String,
    /// Where today lies in it.
    pub status: CrlStatus,
}

/// The page Certificates ▸ Revocation Lists.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevocationListsView {
    /// The lists, newest first.
    pub lists: Vec<CrlView>,
    /// Number of the next one.
    #[ts(type = "number")]
    pub next_number: u64,
    /// Days from one list to the next, where nothing else is said.
    #[ts(type = "number")]
    pub days: u32,
    /// Revocations, holds and releases since the last list: nobody else knows of them yet.
    #[ts(type = "number")]
    pub unpublished: u64,
    /// Whether the vault knows what earlier lists have revoked. Until then it publishes none without
    /// [`PublishCrlRequest::first_list`].
    pub earlier_lists_known: bool,
}

/// Opens the native save dialog for a revocation list.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseCrlTargetRequest {
    /// Id of the CA.
    pub ca: String,
    /// `der` or `pem`.
    pub format: CertificateFormat,
}

/// Publishes a revocation list. As a plan it only looks.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PublishCrlRequest {
    /// Id of the CA.
    pub ca: String,
    /// Days to the next one; none takes what the CA has. What is said here is kept for the next time.
    #[ts(type = "number | null")]
    pub days: Option<u32>,
    /// `der` or `pem`.
    pub format: CertificateFormat,
    /// Ticket from `choose_crl_target`; the plan does without.
    pub target: Option<String>,
    /// Replace the file that stands there.
    pub overwrite: bool,
    /// The administrator says that this CA has never published a list before it came here.
    pub first_list: bool,
}

/// The review step: what would be published.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CrlPlanView {
    /// Its number.
    #[ts(type = "number")]
    pub number: u64,
    /// When it would be made.
    pub this_update: Timestamp,
    /// When the next one would be due.
    pub next_update: Timestamp,
    /// Certificates in it.
    #[ts(type = "number")]
    pub entries: u64,
    /// The one before it.
    pub last: Option<CrlView>,
    /// Something stands at the target and would be replaced.
    pub replaces: bool,
}

/// What was published.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CrlReceiptView {
    /// The list.
    pub crl: CrlView,
    /// The file.
    pub file: WrittenFileView,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl PublishCrlRequest {
    /// The request of the core; the list goes to the target.
    pub fn to_core<'a>(&'a self, target: Option<&'a Path>) -> core::PublishCrl<'a> {
        core::PublishCrl {
            ca: Some(&self.ca),
            days: self.days,
            format: self.format,
            target,
            overwrite: self.overwrite,
            first_list: self.first_list,
        }
    }
}

impl From<&core::PublishedList> for CrlView {
    fn from(list: &core::PublishedList) -> Self {
        let stored = &list.stored;
        Self {
            number: stored.number,
            this_update: stored.this_update,
            next_update: stored.next_update,
            entries: stored.entries,
            sha256: stored.sha256.clone(),
            status: list.status,
        }
    }
}

impl From<&core::RevocationLists> for RevocationListsView {
    fn from(page: &core::RevocationLists) -> Self {
        Self {
            lists: page.lists.iter().map(Into::into).collect(),
            next_number: page.next_number,
            days: page.ca.stored.crl_days,
            unpublished: page.ca.stored.unpublished,
            earlier_lists_known: page.ca.stored.revocations_known,
        }
    }
}

impl From<&core::CrlPlan> for CrlPlanView {
    fn from(plan: &core::CrlPlan) -> Self {
        Self {
            number: plan.number,
            this_update: plan.this_update,
            next_update: plan.next_update,
            entries: plan.entries,
            last: plan.last.as_ref().map(Into::into),
            replaces: plan.replaces,
        }
    }
}

impl From<&core::CrlReceipt> for CrlReceiptView {
    fn from(receipt: &core::CrlReceipt) -> Self {
        Self { crl: (&receipt.list).into(), file: (&receipt.file).into(), audit_head: (&receipt.audit_head).into() }
    }
}
