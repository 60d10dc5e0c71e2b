use crate::{AuditHeadView, FailureView, KeyRowView, Language};
use orgkey_core as core;
use orgkey_types::{Fingerprint, KeySummary, Passphrase};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use orgkey_core::Relation as ImportRelation;

/// Reads a keypair into the vault. As a plan it only looks.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportKeyRequest {
    /// Ticket from `choose_import_file` or of a dropped file.
    pub file: String,
    /// Passphrase of the file, where it has one.
    #[ts(type = "string | null")]
    pub passphrase: Option<Passphrase>,
    /// Which key of the file, where it has several.
    pub fingerprint: Option<Fingerprint>,
    /// Take a key that is past its end, to read old backups with it.
    pub accept_expired: bool,
    /// Take a revoked key, to read old backups with it.
    pub accept_revoked: bool,
    /// Make new self-signatures on a legacy key.
    pub renew_self_signatures: bool,
}

/// The preview of an import.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportPlanView {
    /// The key that was found.
    pub key: KeySummary,
    /// How it stands to the vault.
    pub relation: ImportRelation,
    /// The key in the vault that it would touch or collides with.
    pub existing: Option<KeyRowView>,
    /// Packets that would be added to the existing key.
    #[ts(type = "number")]
    pub added_packets: u32,
    /// Why it cannot be imported as it stands; none when Finish is possible.
    pub refusal: Option<FailureView>,
    /// Other keys in the file.
    pub other_keys: Vec<KeySummary>,
    /// What was noticed: blocks merged, text after the key.
    pub notes: Vec<String>,
}

/// What was stored.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportReceiptView {
    /// The key as it stands in the vault now.
    pub key: KeyRowView,
    /// What happened.
    pub relation: ImportRelation,
    /// Packets that were added to an existing key.
    #[ts(type = "number")]
    pub added_packets: u32,
    /// New self-signatures were made.
    pub self_signatures_renewed: bool,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl ImportKeyRequest {
    /// The request of the core, over a file that was read.
    pub fn to_core<'a>(&'a self, file: &'a [u8], file_name: &'a str) -> core::ImportKey<'a> {
        core::ImportKey {
            file,
            file_name,
            passphrase: self.passphrase.as_ref(),
            fingerprint: self.fingerprint.as_ref(),
            accept_expired: self.accept_expired,
            accept_revoked: self.accept_revoked,
            renew_self_signatures: self.renew_self_signatures,
        }
    }
}

impl ImportPlanView {
    /// The preview, with the words of its refusal.
    pub fn new(plan: &core::ImportPlan, language: Language) -> Self {
        Self {
            key: plan.key.clone(),
            relation: plan.relation,
            existing: plan.existing.as_ref().map(Into::into),
            added_packets: plan.added_packets,
            refusal: plan.refusal.as_ref().map(|failure| FailureView::new(failure, language)),
            other_keys: plan.others.clone(),
            notes: plan.notes.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<&core::ImportReceipt> for ImportReceiptView {
    fn from(receipt: &core::ImportReceipt) -> Self {
        Self {
            key: (&receipt.key).into(),
            relation: receipt.relation,
            added_packets: receipt.added_packets,
            self_signatures_renewed: receipt.self_signatures_renewed,
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
