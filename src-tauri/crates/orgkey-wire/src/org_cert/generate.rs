use super::OrgCertRowView;
use crate::{AuditHeadView, CertificateView, FailureView, Language, LintView, OrgCertNote};
use orgkey_core::org_cert as core;
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The fields of the dialog.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrgCertSubject {
    /// Common Name.
    pub common_name: String,
    /// Contact Email: none, or one that no user has.
    pub email: Option<String>,
    /// Organization Name.
    pub organization: Option<String>,
    /// Organization Unit.
    pub unit: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State or Province.
    pub state: Option<String>,
    /// Country, two letters.
    pub country: Option<String>,
}

/// Generates a self-signed Organization Certificate. As a plan it only looks.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GenerateOrgCertRequest {
    /// The fields of the dialog.
    pub subject: OrgCertSubject,
    /// Addresses of its revocation list, which go into users' certificates.
    pub crl_points: Vec<String>,
}

/// The review step, whichever way it comes: what would be stored.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrgCertPlanView {
    /// The certificate as it would be; its end is the rule of its life.
    pub certificate: CertificateView,
    /// Those above it, the nearest first.
    pub chain: Vec<CertificateView>,
    /// The one in use, which would be retired and kept. Its users' certificates stay until they end.
    pub retires: Option<OrgCertRowView>,
    /// It is of the same name and key as an earlier one: that stays beside it, and its revocation lists go on.
    pub continues: bool,
    /// What is to be known.
    pub notes: Vec<OrgCertNote>,
    /// What the lint says of it.
    pub findings: Vec<LintView>,
    /// Users who would get a certificate within 24 hours.
    #[ts(type = "number")]
    pub due_users: u64,
    /// Why it cannot be taken as it stands.
    pub refusal: Option<FailureView>,
}

/// What was stored, whichever way it came.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrgCertReceiptView {
    /// The Organization Certificate in use now.
    pub row: OrgCertRowView,
    /// The one that was retired.
    pub retired: Option<OrgCertRowView>,
    /// Users who have no live certificate yet: the next maintenance run issues them.
    #[ts(type = "number")]
    pub due_users: u64,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl OrgCertSubject {
    /// The fields of the core.
    pub fn to_core(&self) -> core::OrgCertSubject<'_> {
        core::OrgCertSubject {
            common_name: &self.common_name,
            email: self.email.as_deref(),
            organization: self.organization.as_deref(),
            unit: self.unit.as_deref(),
            city: self.city.as_deref(),
            state: self.state.as_deref(),
            country: self.country.as_deref(),
        }
    }
}

impl GenerateOrgCertRequest {
    /// The request of the core.
    pub fn to_core(&self) -> core::GenerateOrgCert<'_> {
        core::GenerateOrgCert { subject: self.subject.to_core(), crl_points: self.crl_points.clone() }
    }
}

impl OrgCertPlanView {
    /// The preview, with the words of its refusal, as of a moment.
    pub fn new(plan: &core::OrgCertPlan, language: Language, now: Timestamp) -> Self {
        Self {
            certificate: CertificateView::new(&plan.certificate.summary(), now),
            chain: CertificateView::all(&plan.chain, now),
            retires: plan.retires.as_ref().map(|one| OrgCertRowView::new(one, language, now)),
            continues: plan.continues,
            notes: plan.notes.clone(),
            findings: plan.findings.iter().map(Into::into).collect(),
            due_users: plan.due_users,
            refusal: plan.refusal.as_ref().map(|failure| FailureView::new(failure, language)),
        }
    }
}

impl OrgCertReceiptView {
    /// The receipt, as of a moment.
    pub fn new(receipt: &core::OrgCertReceipt, language: Language, now: Timestamp) -> Self {
        Self {
            row: OrgCertRowView::new(&receipt.stored, language, now),
            retired: receipt.retired.as_ref().map(|one| OrgCertRowView::new(one, language, now)),
            due_users: receipt.due_users,
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
