use crate::{AuditHeadView, KeyRowView};
use orgkey_core as core;
use orgkey_types::{Algorithm, Profile, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use orgkey_core::ReadBy;

/// One kind of key that can be generated.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeyChoiceView {
    /// Algorithm pair.
    pub algorithm: Algorithm,
    /// Key version.
    pub profile: Profile,
    /// `Ed25519 with X25519`.
    pub label: String,
    /// Programs that read such a key.
    pub read_by: ReadBy,
    /// The default.
    pub recommended: bool,
    /// Generation takes seconds rather than moments.
    pub slow: bool,
}

/// Makes the Organization Key.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GenerateKeyRequest {
    /// `Example Org <keys@example.test>`.
    pub user_id: String,
    /// Algorithm pair.
    pub algorithm: Algorithm,
    /// Key version.
    pub profile: Profile,
    /// `1y`, `18m`, `30d`, `2027-05-01` or `never`.
    pub expires: String,
}

/// What generating would make.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GeneratePlanView {
    /// The user ID.
    pub user_id: String,
    /// `Ed25519 with X25519`.
    pub label: String,
    /// Key version.
    pub profile: Profile,
    /// When the key will end; none is never.
    pub expires: Option<Timestamp>,
    /// Its generation.
    #[ts(type = "number")]
    pub generation: u64,
    /// Which programs can read it.
    pub read_by: ReadBy,
}

/// The generated key.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GenerateReceiptView {
    /// The new row.
    pub key: KeyRowView,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl From<core::KeyChoice> for KeyChoiceView {
    fn from(choice: core::KeyChoice) -> Self {
        Self {
            algorithm: choice.algorithm,
            profile: choice.profile,
            label: choice.algorithm.label().to_owned(),
            read_by: choice.read_by,
            recommended: choice.recommended,
            slow: choice.slow,
        }
    }
}

impl From<GenerateKeyRequest> for core::GenerateKey {
    fn from(request: GenerateKeyRequest) -> Self {
        Self {
            user_id: request.user_id,
            algorithm: request.algorithm,
            profile: request.profile,
            expires: request.expires,
        }
    }
}

impl From<core::GeneratePlan> for GeneratePlanView {
    fn from(plan: core::GeneratePlan) -> Self {
        Self {
            user_id: plan.user_id,
            label: plan.choice.algorithm.label().to_owned(),
            profile: plan.choice.profile,
            expires: plan.expires,
            generation: plan.generation,
            read_by: plan.choice.read_by,
        }
    }
}

impl From<core::GenerateReceipt> for GenerateReceiptView {
    fn from(receipt: core::GenerateReceipt) -> Self {
        Self { key: (&receipt.key).into(), audit_head: (&receipt.audit_head).into() }
    }
}
