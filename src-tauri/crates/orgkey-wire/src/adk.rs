use crate::AuditHeadView;
use orgkey_core as core;
use orgkey_types::{Fingerprint, KeySummary, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The Additional Decryption Key in use.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AdkView {
    /// Fingerprint.
    pub fingerprint: Fingerprint,
    /// First user ID, or the key ID where there is none.
    pub name: String,
    /// When the key was made.
    pub created: Timestamp,
    /// When it ends; none is never.
    pub expires: Option<Timestamp>,
    /// Since when it is in use.
    pub since: Timestamp,
}

/// Attaches the public key of a file. As a plan it only looks.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetAdkRequest {
    /// Ticket of the file.
    pub file: String,
}

/// Takes it out of use.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RemoveAdkRequest {
    /// Its key ID, typed again.
    pub confirm: String,
}

/// What attaching would mean.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AdkPlanView {
    /// The key of the file.
    pub key: KeySummary,
    /// The one that it takes the place of.
    pub replaces: Option<AdkView>,
    /// Users' keys that the next maintenance runs change.
    #[ts(type = "number")]
    pub users_to_roll_over: u64,
}

/// What was attached or removed.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AdkReceiptView {
    /// The one in use now.
    pub adk: Option<AdkView>,
    /// Users' keys that the next maintenance runs change.
    #[ts(type = "number")]
    pub users_to_roll_over: u64,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

/// Which users' keys name which one.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AdkCoverageView {
    /// The one in use first, then earlier ones and those of others, the keys without one last.
    pub rows: Vec<AdkUsersView>,
    /// Users' keys that the next maintenance runs change.
    #[ts(type = "number")]
    pub users_to_roll_over: u64,
}

/// Users' keys that name one of them, or none.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AdkUsersView {
    /// The one; none where the keys name none.
    pub fingerprint: Option<Fingerprint>,
    /// Its user ID, where it is or was one of this organisation.
    pub name: Option<String>,
    /// How many users.
    #[ts(type = "number")]
    pub users: u64,
    /// It is the one in use.
    pub in_use: bool,
}

impl From<&core::AdkRow> for AdkView {
    fn from(row: &core::AdkRow) -> Self {
        let summary = &row.summary;
        let name = summary.user_ids.first().cloned().unwrap_or_else(|| summary.fingerprint.key_id().to_owned());
        Self {
            fingerprint: summary.fingerprint.clone(),
            name,
            created: summary.created,
            expires: summary.expires,
            since: row.changed,
        }
    }
}

impl From<&core::AdkPlan> for AdkPlanView {
    fn from(plan: &core::AdkPlan) -> Self {
        Self {
            key: plan.key.clone(),
            replaces: plan.replaces.as_ref().map(Into::into),
            users_to_roll_over: plan.users_to_roll_over,
        }
    }
}

impl From<&core::AdkReceipt> for AdkReceiptView {
    fn from(receipt: &core::AdkReceipt) -> Self {
        Self {
            adk: receipt.adk.as_ref().map(Into::into),
            users_to_roll_over: receipt.users_to_roll_over,
            audit_head: (&receipt.audit_head).into(),
        }
    }
}

impl From<&core::AdkCoverage> for AdkCoverageView {
    fn from(coverage: &core::AdkCoverage) -> Self {
        let row = |row: &core::AdkUsers| AdkUsersView {
            fingerprint: row.fingerprint.clone(),
            name: row.name.clone(),
            users: row.users,
            in_use: row.in_use,
        };
        Self { rows: coverage.rows.iter().map(row).collect(), users_to_roll_over: coverage.users_to_roll_over }
    }
}
