use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Validates a certificate: one that the CA has issued, or one from a file.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValidateCertificateRequest {
    /// Id of the CA; none tries every CA of the vault.
    pub ca: Option<String>,
    /// Serial number of an issued certificate, hexadecimal.
    pub serial: Option<String>,
    /// Ticket from `choose_certificate_file` or of a dropped file.
    pub file: Option<String>,
}

/// What validating has found.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValidationView {
    /// No reason at any link.
    pub valid: bool,
    /// Whether a revocation list was there to look into. Not checked is not invalid.
    pub revocation: RevocationCheck,
    /// The chain, from the certificate up to its trust anchor.
    pub links: Vec<ValidationLinkView>,
    /// The moment that it was judged for.
    pub at: Timestamp,
}

/// Whether revocation was looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RevocationCheck {
    /// Against a current list.
    Checked,
    /// There was none.
    NotChecked,
}

/// One certificate of the chain.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValidationLinkView {
    /// Subject.
    pub subject: String,
    /// Issuer.
    pub issuer: String,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// Valid until.
    pub not_after: Timestamp,
    /// Everything that is wrong with it; empty is nothing.
    pub reasons: Vec<ValidationReasonView>,
}

/// Why a certificate is not valid, with its words.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValidationReasonView {
    /// The vendor's number, hexadecimal: `5`, `B`, `10`.
    pub number: String,
    /// Stable name: `certificate-expired`.
    pub reason: String,
    /// What is wrong.
    pub fact: String,
    /// What to do.
    pub advice: String,
}
