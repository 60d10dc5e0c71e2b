use super::OrgCertSubject;
use crate::{AuditHeadView, CertificateFormat, WrittenFileView, ca::key_label};
use orgkey_core::org_cert as core;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// What of the Organization Certificate is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum OrgCertFile {
    /// A request for a certification authority.
    Request,
    /// The certificate.
    Certificate,
    /// The keypair: PKCS#12.
    Keypair,
    /// The revocation list.
    Crl,
    /// The folder for partners.
    Pack,
}

/// Opens the native save dialog.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseOrgCertTargetRequest {
    /// What is to be written.
    pub what: OrgCertFile,
    /// Its format, of a certificate or a list.
    pub format: CertificateFormat,
}

/// Writes a request (PKCS#10) over the Organization Key for a certification authority.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WriteOrgCertRequestRequest {
    /// The fields of the dialog.
    pub subject: OrgCertSubject,
    /// Ticket from `choose_org_cert_target`.
    pub target: String,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// What was written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrgCertRequestReceiptView {
    /// Subject that is asked for, as RFC 4514 writes names.
    pub subject: String,
    /// `RSA 3072`, `Ed25519`.
    pub key_algorithm: String,
    /// The request.
    pub file: WrittenFileView,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl WriteOrgCertRequestRequest {
    /// The request of the core; the file goes to the target.
    pub fn to_core<'a>(&'a self, target: &'a Path) -> core::WriteOrgCertRequest<'a> {
        core::WriteOrgCertRequest { subject: self.subject.to_core(), target, overwrite: self.overwrite }
    }
}

impl From<&core::OrgCertRequestReceipt> for OrgCertRequestReceiptView {
    fn from(receipt: &core::OrgCertRequestReceipt) -> Self {
        Self {
            subject: receipt.subject.clone(),
            key_algorithm: key_label(&receipt.key_algorithm),
            file: (&receipt.file).into(),
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
