use crate::{AuditHeadView, CaKeyKind, CaRowView, CertificateTemplate, CertificateView, ca::create::key_label};
use orgkey_core::ca as core;
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

impl ReplaceCaRequest {
    /// The request of the core.
    pub fn to_core(&self) -> core::ReplaceCa<'_> {
        core::ReplaceCa {
            ca: Some(&self.ca),
            name: self.name.as_deref(),
            subject: self.subject.as_deref(),
            key: self.key,
            valid: &self.valid,
            exportable: self.exportable,
        }
    }
}

impl From<&core::ReplacePlan> for CaReplacePlanView {
    fn from(plan: &core::ReplacePlan) -> Self {
        let dependants = |row: &core::InUse| CaDependantsView {
            template: row.template.parse::<core::Template>().ok(),
            count: row.count,
        };
        Self {
            old: (&plan.old).into(),
            name: plan.name.clone(),
            subject: plan.subject.to_string(),
            key_algorithm: key_label(plan.key.name()),
            not_after: plan.not_after,
            dependants: plan.dependants.iter().map(dependants).collect(),
            first_ends: plan.first_end,
            last_ends: plan.last_end,
            cross_ends: plan.cross_end,
        }
    }
}

impl CaReplaceReceiptView {
    /// The receipt, as of a moment.
    pub fn new(receipt: &core::ReplaceReceipt, now: Timestamp) -> Self {
        Self {
            ca: (&receipt.ca).into(),
            old: (&receipt.old).into(),
            cross: CertificateView::new(&receipt.cross.summary(), now),
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
