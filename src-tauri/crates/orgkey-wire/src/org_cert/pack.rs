use crate::{AuditHeadView, WrittenFileView, name_of};
use orgkey_core::org_cert as core;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Writes what partners outside need into a new folder.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PackOrgCertRequest {
    /// Id of an earlier one; none is the one in use.
    pub id: Option<String>,
    /// Ticket from `choose_org_cert_target` for a folder that is not there yet.
    pub target: String,
}

/// What was written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrgCertPackReceiptView {
    /// Name of the folder.
    pub folder: String,
    /// Its files: the certificate as PEM and DER, with those above it as P7B, and the sheet with its fingerprints.
    pub files: Vec<WrittenFileView>,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl From<&core::PackReceipt> for OrgCertPackReceiptView {
    fn from(receipt: &core::PackReceipt) -> Self {
        Self {
            folder: name_of(&receipt.folder),
            files: receipt.files.iter().map(Into::into).collect(),
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
