use crate::{AuditHeadView, CaRowView, CertificateView};
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
}

/// What was renewed.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaRenewReceiptView {
    /// The CA.
    pub ca: CaRowView,
    /// The new Self-Signed Certificate.
    pub self_signed: Option<CertificateView>,
    /// The new Public Key Certificate; of a subordinate CA its superior has to sign it.
    pub public_key: Option<CertificateView>,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}
