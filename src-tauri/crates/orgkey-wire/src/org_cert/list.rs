use super::OrgCertSettingsView;
use crate::{BackupState, CaState, CertificateView, CrlView, FailureView, Language, LintView};
use orgkey_core::org_cert as core;
use orgkey_types::Timestamp;
use serde::Serialize;
use ts_rs::TS;

pub use orgkey_core::org_cert::{OrgCertNote, OrgCertWay};

/// The row Organization Certificate with everything behind it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrgCertView {
    /// The one in use; none is no fault: only S/MIME needs it.
    pub active: Option<OrgCertRowView>,
    /// Earlier ones, newest first.
    pub retired: Vec<OrgCertRowView>,
    /// Why the Organization Key can carry none; then one with a key of its own can be imported.
    pub key_refused: Option<FailureView>,
    /// When a self-signed one would end.
    pub self_signed_ends: Option<Timestamp>,
    /// That is the end of the Organization Key; otherwise it never ends, and these are ten years.
    pub ends_with_key: bool,
    /// Users without a live certificate.
    #[ts(type = "number")]
    pub due_users: u64,
    /// How users' certificates are made.
    pub settings: OrgCertSettingsView,
}

/// One Organization Certificate.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrgCertRowView {
    /// Id in the vault.
    pub id: String,
    /// How it stands: `active`, `ending`, `expired` or `retired`.
    pub state: CaState,
    /// How it came to be.
    pub way: OrgCertWay,
    /// The certificate.
    pub certificate: CertificateView,
    /// Those above it, the nearest first.
    pub chain: Vec<CertificateView>,
    /// Earlier ones of the same name and key.
    pub former: Vec<CertificateView>,
    /// What the lint says of it.
    pub findings: Vec<LintView>,
    /// What is to be known.
    pub notes: Vec<OrgCertNote>,
    /// Certificates of users that it has issued.
    #[ts(type = "number")]
    pub issued: u64,
    /// Those of them that are revoked.
    #[ts(type = "number")]
    pub revoked: u64,
    /// Revocations since the last list: nobody else knows of them yet.
    #[ts(type = "number")]
    pub unpublished: u64,
    /// Its last revocation list.
    pub last_list: Option<CrlView>,
    /// Days from one list to the next.
    #[ts(type = "number")]
    pub crl_days: u32,
    /// Addresses of its list, as they go into users' certificates.
    pub crl_points: Vec<String>,
    /// Whether the vault knows what earlier lists have revoked. Until then it publishes none without `firstList`.
    pub earlier_lists_known: bool,
    /// How the backups of its keypair stand.
    pub backup: BackupState,
    /// Why its keypair cannot be exported; none when it can.
    pub export_refused: Option<FailureView>,
    /// When it entered the vault.
    pub created: Timestamp,
}

impl OrgCertView {
    /// The page, as of a moment.
    pub fn new(page: &core::OrgCertPage, language: Language, now: Timestamp) -> Self {
        let row = |one: &core::OrgCert| OrgCertRowView::new(one, language, now);
        Self {
            active: page.active.as_ref().map(row),
            retired: page.retired.iter().map(row).collect(),
            key_refused: page.key_refused.as_ref().map(|failure| FailureView::new(failure, language)),
            self_signed_ends: page.self_signed_ends,
            ends_with_key: page.ends_with_key,
            due_users: page.due_users,
            settings: page.settings.into(),
        }
    }
}

impl OrgCertRowView {
    /// One of them, as of a moment.
    pub fn new(one: &core::OrgCert, language: Language, now: Timestamp) -> Self {
        let (stored, coverage) = (&one.ca.stored, one.ca.coverage);
        Self {
            id: stored.id.clone(),
            state: one.ca.state,
            way: one.way,
            certificate: CertificateView::new(&one.certificate.summary(), now),
            chain: CertificateView::all(&one.certificates.chain, now),
            former: CertificateView::all(&one.certificates.former, now),
            findings: one.findings.iter().map(Into::into).collect(),
            notes: one.notes.clone(),
            issued: stored.issued,
            revoked: stored.revoked,
            unpublished: stored.unpublished,
            last_list: one.last_list.as_ref().map(Into::into),
            crl_days: stored.crl_days,
            crl_points: stored.crl_points.clone(),
            earlier_lists_known: stored.revocations_known,
            backup: BackupState {
                proven: coverage.copies > 0,
                copies: coverage.copies,
                last_proven: coverage.last_proven,
                public_part_stale: coverage.stale,
            },
            export_refused: one.export_refused.as_ref().map(|failure| FailureView::new(failure, language)),
            created: stored.created,
        }
    }
}
