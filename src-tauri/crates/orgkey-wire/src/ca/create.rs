use crate::{AuditHeadView, CaRowView, CertificateView, WrittenFileView};
use orgkey_core::ca as core;
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

pub use orgkey_core::ca::KeyKind as CaKeyKind;

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
    /// Addresses of its revocation list, which go into what it issues.
    pub crl_points: Vec<String>,
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
    /// Something stands where the request goes, and would be replaced.
    pub replaces: bool,
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

impl CreateCaRequest {
    /// The request of the core; the request for a superior CA goes to the target.
    pub fn to_core<'a>(&'a self, target: Option<&'a Path>) -> core::CreateCa<'a> {
        core::CreateCa {
            name: &self.name,
            subject: &self.subject,
            key: self.key,
            valid: &self.valid,
            path_len: self.path_length,
            exportable: self.exportable,
            crl_points: self.crl_points.clone(),
            subordinate: self.subordinate,
            request_target: target,
            overwrite: self.overwrite,
        }
    }
}

impl CaKeyChoiceView {
    /// Every kind of key, the recommended one first.
    pub fn all() -> Vec<Self> {
        let choice = |key: CaKeyKind| Self {
            key,
            label: key_label(key.name()),
            recommended: key == CaKeyKind::Rsa3072,
            slow: key == CaKeyKind::Rsa4096,
        };
        CaKeyKind::ALL.iter().copied().map(choice).collect()
    }
}

/// `RSA 3072` for `rsa3072`; what is not known stays as it is.
pub(crate) fn key_label(name: &str) -> String {
    match name {
        "ed25519" => "Ed25519".to_owned(),
        "ed448" => "Ed448".to_owned(),
        "p256" => "NIST P-256".to_owned(),
        "p384" => "NIST P-384".to_owned(),
        "p521" => "NIST P-521".to_owned(),
        other if other.starts_with("ml-dsa") => other.to_uppercase(),
        other => match other.strip_prefix("rsa").filter(|bits| bits.bytes().all(|byte| byte.is_ascii_digit())) {
            Some(bits) => format!("RSA {bits}"),
            None => other.to_owned(),
        },
    }
}

impl From<&core::CreateCaPlan> for CaCreatePlanView {
    fn from(plan: &core::CreateCaPlan) -> Self {
        Self {
            name: plan.name.clone(),
            subject: plan.subject.to_string(),
            key_algorithm: key_label(plan.key.name()),
            not_before: plan.valid.not_before,
            not_after: plan.valid.not_after,
            path_length: plan.path_len,
            exportable: plan.exportable,
            subordinate: plan.subordinate,
            replaces: plan.replaces,
        }
    }
}

impl CaCreateReceiptView {
    /// The receipt, as of a moment.
    pub fn new(receipt: &core::CreateCaReceipt, now: Timestamp) -> Self {
        let certificate = |one: &core::Certificate| CertificateView::new(&one.summary(), now);
        Self {
            ca: (&receipt.ca).into(),
            self_signed: receipt.certificates.self_signed.as_ref().map(certificate),
            public_key: receipt.certificates.public_key.as_ref().map(certificate),
            request: receipt.request.as_ref().map(Into::into),
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
