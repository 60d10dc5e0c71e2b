use crate::{
    AuditHeadView, CertificateFormat, CertificateView, FailureView, IssuedRowView, LintView, SigningRequestView,
    WrittenFileView,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateTemplate {
    /// A TLS server.
    Server,
    /// A TLS client.
    Client,
    /// Signed and encrypted mail.
    Smime,
    /// A CA below this one.
    SubordinateCa,
}

/// Issues a certificate from a certificate signing request. As a plan it only looks.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssueCertificateRequest {
    /// Id of the CA.
    pub ca: String,
    /// Ticket from `choose_request_file` or of a dropped file.
    pub file: String,
    /// What the certificate is for.
    pub template: CertificateTemplate,
    /// `1y`, `90d` or a date; cut to the end of the CA.
    pub valid: String,
    /// Another subject than the request asks for.
    pub subject: Option<String>,
    /// Other alternative names than the request asks for: `DNS:mail.example.test`.
    pub alternative_names: Option<Vec<String>>,
    /// Addresses at which its revocation list will lie.
    pub crl_points: Vec<String>,
    /// Ticket from `choose_certificate_target`; the plan does without.
    pub target: Option<String>,
    /// Format of the file.
    pub format: CertificateFormat,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// The review step: what would be issued.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssuePlanView {
    /// What the request says.
    pub request: SigningRequestView,
    /// Name that the Issued list would show.
    pub name: String,
    /// Subject of the certificate.
    pub subject: String,
    /// Issuer of the certificate.
    pub issuer: String,
    /// Alternative names of the certificate.
    pub alternative_names: Vec<String>,
    /// What it is for.
    pub template: CertificateTemplate,
    /// Valid from.
    pub not_before: orgkey_types::Timestamp,
    /// Valid until.
    pub not_after: orgkey_types::Timestamp,
    /// The end was cut to the end of the CA.
    pub cut_to_ca: bool,
    /// Certificates that this CA has issued for the same key already.
    pub same_key: Vec<IssuedRowView>,
    /// Why it cannot be issued as it stands; none when Finish is possible.
    pub refusal: Option<FailureView>,
    /// File name; none before a target was chosen.
    pub file_name: Option<String>,
    /// Something stands there and would be replaced.
    pub replaces: bool,
}

/// What was issued.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssueReceiptView {
    /// The row in the Issued list.
    pub row: IssuedRowView,
    /// The certificate.
    pub certificate: CertificateView,
    /// What the lint says of it.
    pub findings: Vec<LintView>,
    /// The file.
    pub file: Option<WrittenFileView>,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

/// Opens the native save dialog for a certificate.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseCertificateTargetRequest {
    /// Name to offer: the name that the plan or the row shows.
    pub name: String,
    /// Format of the file.
    pub format: CertificateFormat,
}
