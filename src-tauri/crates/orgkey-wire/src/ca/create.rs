use crate::{AuditHeadView, CaRowView, CertificateView, WrittenFileView};
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Kinds of key that a CA can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum CaKeyKind {
    /// RSA of 2048 bits.
    Rsa2048,
    /// RSA of 3072 bits.
    Rsa3072,
    /// RSA of 4096 bits.
    Rsa4096,
    /// NIST P-256.
    P256,
    /// NIST P-384.
    P384,
    /// NIST P-521.
    P521,
    /// Ed25519 (RFC 8410).
    Ed25519,
}

/// One kind of key, for the wizard.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaKeyChoiceView {
    /// The kind.
    pub key: CaKeyKind,
    /// `RSA 3072`.
    pub label: String,
    /// The default.
    pub recommended: bool,
    /// Generating takes seconds rather than moments.
    pub slow: bool,
}

/// Makes a CA. As a plan it only looks.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CreateCaRequest {
    /// Name in the vault.
    pub name: String,
    /// Subject, as RFC 4514 writes names: `CN=Tree CA,O=Example`.
    pub subject: String,
    /// Kind of key.
    pub key: CaKeyKind,
    /// `10y`, `18m` or a date.
    pub valid: String,
    /// How many CAs may stand below it; none is no bound.
    #[ts(type = "number | null")]
    pub path_length: Option<u8>,
    /// Whether the private key may ever leave the vault. Cannot be changed later.
    pub exportable: bool,
    /// Make a certificate signing request for a superior CA instead of standing alone.
    pub subordinate: bool,
    /// Ticket from `choose_ca_request_target`, for a subordinate CA; the plan does without.
    pub target: Option<String>,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// The review step: what would be made.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaCreatePlanView {
    /// Name in the vault.
    pub name: String,
    /// Subject as it will stand in the certificate.
    pub subject: String,
    /// `RSA 3072`.
    pub key_algorithm: String,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid until.
    pub not_after: Timestamp,
    /// How many CAs may stand below it.
    #[ts(type = "number | null")]
    pub path_length: Option<u8>,
    /// Whether the private key may ever leave the vault.
    pub exportable: bool,
    /// A request for a superior CA would be written.
    pub subordinate: bool,
}

/// What was made.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaCreateReceiptView {
    /// The CA.
    pub ca: CaRowView,
    /// Its Self-Signed Certificate.
    pub self_signed: Option<CertificateView>,
    /// Its Public Key Certificate; none while it is awaited.
    pub public_key: Option<CertificateView>,
    /// The request for the superior CA.
    pub request: Option<WrittenFileView>,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}
