use crate::{AuditHeadView, FailureView, IssuedRowView, Language, RevocationReason};
use orgkey_core::user as core;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Issues users' certificates now.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssueUserCertificatesRequest {
    /// Addresses: each gets a new certificate, also beside a live one.
    pub emails: Vec<String>,
    /// Everybody who has no live one.
    pub all: bool,
}

/// Revokes all live certificates of users.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevokeUserCertificatesRequest {
    /// Addresses.
    pub emails: Vec<String>,
    /// Why. There is no hold, and no reason that only a CA's own certificates have.
    pub reason: RevocationReason,
    /// Issue a new certificate to each in the same step.
    pub reissue: bool,
}

/// What became of one user.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UserCertificateRowView {
    /// Address.
    pub email: String,
    /// The certificate that the user got, or that was revoked.
    pub certificate: Option<IssuedRowView>,
    /// Why there is none.
    pub refusal: Option<FailureView>,
}

/// What was issued.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UserCertificatesReceiptView {
    /// Certificates that were issued.
    #[ts(type = "number")]
    pub issued: u64,
    /// Users who got none.
    #[ts(type = "number")]
    pub refused: u64,
    /// The first thousand that were issued and the first thousand that were refused.
    pub rows: Vec<UserCertificateRowView>,
    /// Head of the audit log after it.
    pub audit_head: Option<AuditHeadView>,
}

/// What was revoked.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevokedUserCertificatesView {
    /// Certificates that were revoked.
    #[ts(type = "number")]
    pub revoked: u64,
    /// Each of them; a user without a live one is refused.
    pub rows: Vec<UserCertificateRowView>,
    /// What was issued in the same step.
    pub reissued: Option<UserCertificatesReceiptView>,
    /// Nobody else knows before the next revocation list: its number, were it made now.
    #[ts(type = "number | null")]
    pub next_crl_number: Option<u64>,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl IssueUserCertificatesRequest {
    /// The request of the core.
    pub fn to_core(&self) -> core::IssueUserCertificates<'_> {
        core::IssueUserCertificates { emails: &self.emails, all: self.all }
    }
}

impl RevokeUserCertificatesRequest {
    /// The request of the core.
    pub fn to_core(&self) -> core::RevokeUserCertificates<'_> {
        core::RevokeUserCertificates { emails: &self.emails, reason: self.reason, reissue: self.reissue }
    }
}

impl UserCertificateRowView {
    fn new(row: &core::UserCertificate, language: Language) -> Self {
        Self {
            email: row.email.clone(),
            certificate: row.issued.as_ref().map(Into::into),
            refusal: row.refusal.as_ref().map(|failure| FailureView::new(failure, language)),
        }
    }

    fn all(rows: &[core::UserCertificate], language: Language) -> Vec<Self> {
        rows.iter().map(|row| Self::new(row, language)).collect()
    }
}

impl UserCertificatesReceiptView {
    /// The receipt, with the words of its refusals.
    pub fn new(receipt: &core::UserCertificates, language: Language) -> Self {
        Self {
            issued: receipt.issued,
            refused: receipt.refused,
            rows: UserCertificateRowView::all(&receipt.rows, language),
            audit_head: receipt.audit_head.as_ref().map(Into::into),
        }
    }
}

impl RevokedUserCertificatesView {
    /// The receipt, with the words of its refusals.
    pub fn new(receipt: &core::RevokedUserCertificates, language: Language) -> Self {
        let again = receipt.reissued.as_ref();
        Self {
            revoked: receipt.revoked,
            rows: UserCertificateRowView::all(&receipt.rows, language),
            reissued: again.map(|issued| UserCertificatesReceiptView::new(issued, language)),
            next_crl_number: receipt.next_crl_number,
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
