use crate::{
    AuditHeadView, CertificateFormat, CertificateView, FailureView, IssuedRowView, Language, LintView,
    SigningRequestView, WrittenFileView, ca::create::key_label, name_of,
};
use orgkey_core::ca as core;
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

pub use orgkey_core::ca::Template as CertificateTemplate;

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
    /// Addresses at which its revocation list will lie; none takes those of the CA.
    pub crl_points: Option<Vec<String>>,
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
    pub not_before: Timestamp,
    /// Valid until.
    pub not_after: Timestamp,
    /// The end was cut to the end of the CA.
    pub cut_to_ca: bool,
    /// Certificates that this CA has issued for the same key already.
    pub same_key: Vec<IssuedRowView>,
    /// What the lint says of it; the receipt of the run says the same.
    pub findings: Vec<LintView>,
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
    /// Why there is no file although one was asked for. The certificate is issued and stands in the list.
    pub unwritten: Option<FailureView>,
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

impl IssueCertificateRequest {
    /// The request of the core, over a file that was read.
    pub fn to_core<'a>(&'a self, request: &'a [u8], target: Option<&'a Path>) -> core::IssueCertificate<'a> {
        core::IssueCertificate {
            request,
            template: self.template,
            valid: &self.valid,
            subject: self.subject.as_deref(),
            alternative_names: self.alternative_names.clone(),
            crl_points: self.crl_points.clone(),
            target,
            format: self.format,
            overwrite: self.overwrite,
        }
    }
}

impl From<&core::RequestSummary> for SigningRequestView {
    fn from(request: &core::RequestSummary) -> Self {
        Self {
            subject: request.subject.clone(),
            key_algorithm: key_label(&request.key_algorithm),
            key_id: request.key_id.clone(),
            signature_holds: request.signature_holds,
            alternative_names: request.alternative_names.clone(),
        }
    }
}

impl IssuePlanView {
    /// The review step, with the words of its refusal.
    pub fn new(plan: &core::IssuePlan, target: Option<&Path>, language: Language) -> Self {
        Self {
            request: (&plan.request).into(),
            name: plan.name.clone(),
            subject: plan.subject.clone(),
            issuer: plan.issuer.clone(),
            alternative_names: plan.alternative_names.clone(),
            template: plan.template,
            not_before: plan.valid.not_before,
            not_after: plan.valid.not_after,
            cut_to_ca: plan.cut_to_ca,
            same_key: plan.same_key.iter().map(Into::into).collect(),
            findings: plan.findings.iter().map(Into::into).collect(),
            refusal: plan.refusal.as_ref().map(|failure| FailureView::new(failure, language)),
            file_name: target.map(name_of),
            replaces: plan.replaces,
        }
    }
}

impl IssueReceiptView {
    /// The receipt, as of a moment.
    pub fn new(receipt: &core::IssueReceipt, language: Language, now: Timestamp) -> Self {
        Self {
            row: (&receipt.row).into(),
            certificate: CertificateView::new(&receipt.certificate.summary(), now),
            findings: receipt.findings.iter().map(Into::into).collect(),
            file: receipt.file.as_ref().map(Into::into),
            unwritten: receipt.unwritten.as_ref().map(|failure| FailureView::new(failure, language)),
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
