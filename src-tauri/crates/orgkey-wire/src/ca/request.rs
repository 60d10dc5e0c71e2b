use crate::{AuditHeadView, CaRowView, WrittenFileView};
use orgkey_core::ca as core;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Writes the request for a superior CA once more: the first was lost, or the Public Key Certificate is to be renewed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WriteCaRequestRequest {
    /// Id of the CA.
    pub ca: String,
    /// Ticket from `choose_ca_request_target`.
    pub target: String,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// What was written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaRequestReceiptView {
    /// The CA.
    pub ca: CaRowView,
    /// The file.
    pub file: WrittenFileView,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl From<&core::RequestReceipt> for CaRequestReceiptView {
    fn from(receipt: &core::RequestReceipt) -> Self {
        Self { ca: (&receipt.ca).into(), file: (&receipt.file).into(), audit_head: (&receipt.audit_head).into() }
    }
}
