use crate::{AuditHeadView, FailureView, GeneratePlanView, KeyRowView, Language, MaintenanceRunView};
use orgkey_core as core;
use orgkey_types::{Algorithm, Profile, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Replaces the Organization Key by one of a new generation. As a plan it only looks, and neither reason nor name are
/// asked for.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplaceKeyRequest {
    /// Id of the key in use.
    pub key: String,
    /// User ID of the new key.
    pub user_id: String,
    /// Algorithm pair.
    pub algorithm: Algorithm,
    /// Key version.
    pub profile: Profile,
    /// `1y`, `18m`, `30d`, `2027-05-01` or `never`.
    pub expires: String,
    /// Why, for the audit log; 1 to 500 characters.
    pub reason: String,
    /// Name of the organisation, typed again.
    pub confirm: String,
    /// Sign all users with the new key at once; else the next maintenance run does.
    pub sign_users_now: bool,
}

/// What it means.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplaceKeyPlanView {
    /// The key that would be retired; it stays in the vault and goes on decrypting.
    pub old: KeyRowView,
    /// What would be generated.
    pub new: GeneratePlanView,
    /// Users who are verified today and would be unverified until they are signed again.
    #[ts(type = "number")]
    pub users_unverified: u64,
    /// Copies in the register, by the generation that opens them, newest first. They stay good for what they hold.
    pub copies: Vec<GenerationCopiesView>,
    /// What stands in the way; none when nothing does.
    pub refusal: Option<FailureView>,
}

/// Copies that one generation of the Organization Key opens.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GenerationCopiesView {
    /// The generation.
    #[ts(type = "number")]
    pub generation: u64,
    /// How many of them were proven.
    #[ts(type = "number")]
    pub proven: u32,
    /// The last proof.
    pub last_proven: Option<Timestamp>,
}

/// What was replaced.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplaceKeyReceiptView {
    /// The new Organization Key; it has no backup yet.
    pub key: KeyRowView,
    /// The old one, retired.
    pub old: KeyRowView,
    /// Whether the old key has certified the new one; one that is revoked or has ended cannot.
    pub cross_certified: bool,
    /// Users who became unverified.
    #[ts(type = "number")]
    pub users_unverified: u64,
    /// The maintenance run that signed the users, where that was asked for.
    pub run: Option<MaintenanceRunView>,
    /// Why that run did not come to its end; the key is replaced all the same.
    pub run_failure: Option<FailureView>,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl ReplaceKeyRequest {
    /// The request of the core.
    pub fn to_core(&self) -> core::ReplaceKey<'_> {
        core::ReplaceKey {
            key: Some(&self.key),
            new: core::GenerateKey {
                user_id: self.user_id.clone(),
                algorithm: self.algorithm,
                profile: self.profile,
                expires: self.expires.clone(),
            },
            reason: &self.reason,
            confirm: &self.confirm,
            sign_users_now: self.sign_users_now,
        }
    }
}

impl ReplaceKeyPlanView {
    /// The plan, its refusal in the words of a language.
    pub fn new(plan: &core::ReplaceKeyPlan, language: Language) -> Self {
        let copies = |row: &core::KeyRow| GenerationCopiesView {
            generation: row.stored.generation,
            proven: row.coverage.copies,
            last_proven: row.coverage.last_proven,
        };
        Self {
            old: (&plan.old).into(),
            copies: plan.generations.iter().map(copies).collect(),
            users_unverified: plan.users_unverified,
            refusal: plan.refusal.as_ref().map(|failure| FailureView::new(failure, language)),
            new: plan.new.clone().into(),
        }
    }
}

impl ReplaceKeyReceiptView {
    /// The receipt, failures in the words of a language.
    pub fn new(receipt: &core::ReplaceKeyReceipt, language: Language) -> Self {
        let (run, run_failure) = match &receipt.run {
            Some(Ok(run)) => (Some(MaintenanceRunView::new(&run.run, language)), None),
            Some(Err(failure)) => (None, Some(FailureView::new(failure, language))),
            None => (None, None),
        };
        Self {
            key: (&receipt.key).into(),
            old: (&receipt.old).into(),
            cross_certified: receipt.cross_certified,
            users_unverified: receipt.users_unverified,
            run,
            run_failure,
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
