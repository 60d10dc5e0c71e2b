use crate::{CertificateTemplate, CertificateView, LintView, RevocationReason};
use orgkey_core::ca as core;
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use orgkey_core::ca::IssuedState;

/// A page of the Issued list.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssuedRequest {
    /// Id of the CA.
    pub ca: String,
    /// Only rows with this text in name, subject or serial number; terms narrow further: `state:revoked`,
    /// `template:server`, `expires<30d`.
    pub filter: Option<String>,
    /// Only rows in this state.
    pub state: Option<IssuedState>,
    /// Order of the rows.
    pub order: IssuedOrder,
    /// Mark from the page before; none is the first page.
    pub after: Option<String>,
    /// At most so many; 1 to 500.
    #[ts(type = "number")]
    pub limit: u32,
}

/// Order of the Issued list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum IssuedOrder {
    /// The last issued first.
    #[default]
    Newest,
    /// By name.
    Name,
    /// The first to end first.
    Ends,
}

/// A page of the Issued list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssuedPageView {
    /// The rows.
    pub rows: Vec<IssuedRowView>,
    /// Rows of this CA in all, whatever the filter says.
    #[ts(type = "number")]
    pub total: u64,
    /// Mark for the next page; none when this is the last one.
    pub next: Option<String>,
}

/// A certificate as a row.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssuedRowView {
    /// Serial number, hexadecimal without separators: the id under its CA.
    pub serial: String,
    /// `mail.example.test`.
    pub name: String,
    /// Subject, as RFC 4514 writes names.
    pub subject: String,
    /// What it is for; none where only its serial number is known.
    pub template: Option<CertificateTemplate>,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid until.
    pub not_after: Timestamp,
    /// State today.
    pub state: IssuedState,
    /// Valid, and it ends within 30 days.
    pub ending: bool,
    /// Why it was revoked or put on hold.
    pub reason: Option<RevocationReason>,
    /// When.
    pub revoked_at: Option<Timestamp>,
}

/// Names one issued certificate.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssuedCertificateRequest {
    /// Id of the CA.
    pub ca: String,
    /// Serial number, hexadecimal.
    pub serial: String,
}

/// Everything about one issued certificate.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssuedCertificateView {
    /// The row.
    pub row: IssuedRowView,
    /// Since when the key may have been in wrong hands, as the revocation says.
    pub invalid_since: Option<Timestamp>,
    /// The certificate; none where only its serial number is known, from a list that was made elsewhere.
    pub certificate: Option<CertificateView>,
    /// What the lint says of it.
    pub findings: Vec<LintView>,
    /// The certificate as PEM, to copy.
    pub pem: Option<String>,
}

impl IssuedRequest {
    /// The request of the core.
    pub fn to_core(&self) -> core::IssuedList<'_> {
        let (order, descending) = match self.order {
            IssuedOrder::Newest => (core::IssuedOrder::Issued, true),
            IssuedOrder::Name => (core::IssuedOrder::Name, false),
            IssuedOrder::Ends => (core::IssuedOrder::End, false),
        };
        core::IssuedList {
            ca: Some(&self.ca),
            filter: self.filter.as_deref(),
            state: self.state,
            order,
            descending,
            after: self.after.as_deref(),
            limit: self.limit,
        }
    }
}

impl From<&core::IssuedEntry> for IssuedRowView {
    fn from(entry: &core::IssuedEntry) -> Self {
        let (stored, revocation) = (&entry.stored, entry.stored.revocation.as_ref());
        Self {
            serial: entry.serial.clone(),
            name: stored.name.clone(),
            subject: stored.subject.clone(),
            template: entry.template,
            not_before: stored.not_before,
            not_after: stored.not_after,
            state: entry.state,
            ending: entry.ending,
            reason: revocation.map(|revocation| of_word(&revocation.reason)),
            revoked_at: revocation.map(|revocation| revocation.at),
        }
    }
}

/// The reason of a stored word; `unspecified` for everything that is not there.
fn of_word(word: &str) -> RevocationReason {
    word.parse().unwrap_or(RevocationReason::Unspecified)
}

impl From<&core::IssuedPage> for IssuedPageView {
    fn from(page: &core::IssuedPage) -> Self {
        Self { rows: page.rows.iter().map(Into::into).collect(), total: page.ca.stored.issued, next: page.next.clone() }
    }
}

impl IssuedCertificateView {
    /// The details, as of a moment.
    pub fn new(found: &core::IssuedCertificate, now: Timestamp) -> Self {
        let certificate = found.certificate.as_ref();
        Self {
            row: (&found.row).into(),
            invalid_since: found.row.stored.revocation.as_ref().and_then(|revocation| revocation.invalid_since),
            certificate: certificate.map(|one| CertificateView::new(&one.summary(), now)),
            findings: found.findings.iter().map(Into::into).collect(),
            pem: certificate.map(core::Certificate::pem),
        }
    }
}
