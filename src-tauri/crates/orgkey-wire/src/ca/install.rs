use crate::{AuditHeadView, CaRowView, CertificateView};
use orgkey_core::ca as core;
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Installs the certificate that the superior CA has signed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InstallCaCertificateRequest {
    /// Id of the CA that awaits it.
    pub ca: String,
    /// Tickets from `choose_ca_files`: the certificate and, in any order, those above it.
    pub files: Vec<String>,
}

/// What was installed.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaInstallReceiptView {
    /// The CA, active now.
    pub ca: CaRowView,
    /// Its Public Key Certificate.
    pub public_key: CertificateView,
    /// Those above it, the nearest first.
    pub chain: Vec<CertificateView>,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl CaInstallReceiptView {
    /// The receipt, as of a moment.
    pub fn new(receipt: &core::InstallCaReceipt, now: Timestamp) -> Self {
        Self {
            ca: (&receipt.ca).into(),
            public_key: CertificateView::new(&receipt.public_key.summary(), now),
            chain: CertificateView::all(&receipt.chain, now),
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
