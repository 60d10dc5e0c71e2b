use crate::{AuditHeadView, CaRowView, CertificateView};
use orgkey_core::ca as core;
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Renews the certificates of a CA with the same key and the same name. As a plan it only looks.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenewCaRequest {
    /// Id of the CA.
    pub ca: String,
    /// `10y` or a date.
    pub valid: String,
}

/// The review step: what would change.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaRenewPlanView {
    /// The CA.
    pub ca: CaRowView,
    /// Its end today.
    pub ends: Timestamp,
    /// Its end then.
    pub would_end: Timestamp,
    /// The Public Key Certificate comes from a superior CA, which has to sign it anew.
    pub superior_signs: bool,
}

/// What was renewed.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaRenewReceiptView {
    /// The CA.
    pub ca: CaRowView,
    /// The new Self-Signed Certificate.
    pub self_signed: Option<CertificateView>,
    /// The Public Key Certificate.
    pub public_key: Option<CertificateView>,
    /// The superior CA has to sign the Public Key Certificate anew: write a request and install its answer.
    pub superior_signs: bool,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl RenewCaRequest {
    /// The request of the core.
    pub fn to_core(&self) -> core::RenewCa<'_> {
        core::RenewCa { ca: Some(&self.ca), valid: &self.valid }
    }
}

impl From<&core::RenewPlan> for CaRenewPlanView {
    fn from(plan: &core::RenewPlan) -> Self {
        Self { ca: (&plan.ca).into(), ends: plan.ends, would_end: plan.would_end, superior_signs: plan.superior_signs }
    }
}

impl CaRenewReceiptView {
    /// The receipt, as of a moment.
    pub fn new(receipt: &core::RenewReceipt, now: Timestamp) -> Self {
        let certificate = |one: &core::Certificate| CertificateView::new(&one.summary(), now);
        Self {
            ca: (&receipt.ca).into(),
            self_signed: receipt.certificates.self_signed.as_ref().map(certificate),
            public_key: receipt.certificates.public_key.as_ref().map(certificate),
            superior_signs: receipt.superior_signs,
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
