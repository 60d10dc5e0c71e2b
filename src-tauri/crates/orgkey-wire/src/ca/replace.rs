use crate::{AuditHeadView, CaKeyKind, CaRowView, CertificateTemplate, CertificateView};
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Replaces a CA by one of a new key; the old one is kept as retired. As a plan it only looks.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplaceCaRequest {
    /// Id of the CA.
    pub ca: String,
    /// Name of the new one in the vault; none adds a number to the old name.
    pub name: Option<String>,
    /// Subject of the new one; none takes the old name byte for byte.
    pub subject: Option<String>,
    /// Kind of the new key.
    pub key: CaKeyKind,
    /// `10y` or a date.
    pub valid: String,
    /// Whether the new private key may ever leave the vault.
    pub exportable: bool,
}

/// The impact preview.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaReplacePlanView {
    /// The CA that would be retired.
    pub old: CaRowView,
    /// Name of the new one.
    pub name: String,
    /// Subject of the new one.
    pub subject: String,
    /// `P-256`.
    pub key_algorithm: String,
    /// Its end.
    pub not_after: Timestamp,
    /// Valid certificates of the old one, by what they are for: they go on until they end, and whoever trusts the new
    /// one alone needs the cross-certificate to accept them.
    pub dependants: Vec<CaDependantsView>,
    /// The first of them to end.
    pub first_ends: Option<Timestamp>,
    /// The last of them to end: revocation lists of the old CA are needed so long.
    pub last_ends: Option<Timestamp>,
    /// The end of the cross-certificate: the old key says that the new key is right.
    pub cross_ends: Timestamp,
}

/// Valid certificates of one kind.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaDependantsView {
    /// What they are for; none where only their serial numbers are known.
    pub template: Option<CertificateTemplate>,
    /// How many.
    #[ts(type = "number")]
    pub count: u64,
}

/// What was replaced.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaReplaceReceiptView {
    /// The new CA; it has no backup yet.
    pub ca: CaRowView,
    /// The old one, retired.
    pub old: CaRowView,
    /// The new key, certified by the old one.
    pub cross: CertificateView,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}
