use crate::{CertificateTemplate, CertificateView, LintView, RevocationReason};
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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

/// State of an issued certificate today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum IssuedState {
    /// Neither revoked nor over.
    Valid,
    /// On hold: may be released.
    Held,
    /// Revoked for good.
    Revoked,
    /// Past its end.
    Expired,
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
