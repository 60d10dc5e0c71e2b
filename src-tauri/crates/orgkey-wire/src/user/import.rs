use crate::{AuditHeadView, FailureView, Language};
use orgkey_core::user as core;
use orgkey_types::{Fingerprint, KeyMode, Passphrase};
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

pub use orgkey_core::user::UserRelation;

/// Imports many users. As a plan it only looks; a passphrase that is given is tried.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportUsersRequest {
    /// Ticket from `choose_user_file` or `choose_user_folder`.
    pub source: String,
    /// Key mode of all of them; none makes a keypair the server's (`skm`) and a public key the client's (`ckm`).
    pub mode: Option<KeyMode>,
    /// Passphrase of the private parts.
    #[ts(type = "string | null")]
    pub passphrase: Option<Passphrase>,
}

/// One user of an import.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportedUserView {
    /// File name, and the line of a CSV file.
    pub source: String,
    /// Address, or the user ID in which none was found.
    pub email: Option<String>,
    /// Fingerprint; none where the key is still to be generated.
    pub fingerprint: Option<Fingerprint>,
    /// How it stands to the vault.
    pub relation: UserRelation,
    /// Why it was not taken.
    pub refusal: Option<FailureView>,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UserImportView {
    /// New users.
    #[ts(type = "number")]
    pub new: u64,
    /// Users of whom nothing is new.
    #[ts(type = "number")]
    pub same: u64,
    /// Users whose key has grown.
    #[ts(type = "number")]
    pub newer: u64,
    /// Not taken.
    #[ts(type = "number")]
    pub refused: u64,
    /// The first thousand that were taken and the first thousand that were not, in the order of the file.
    pub rows: Vec<ImportedUserView>,
    /// Head of the audit log after it; none for a plan.
    pub audit_head: Option<AuditHeadView>,
}

impl ImportUsersRequest {
    /// The request of the core, for the path of the ticket.
    pub fn to_core<'a>(&'a self, path: &'a Path) -> core::ImportUsers<'a> {
        core::ImportUsers { path, mode: self.mode, passphrase: self.passphrase.as_ref() }
    }
}

impl UserImportView {
    /// The receipt, or the plan, with the words of its refusals in that language.
    pub fn new(receipt: &core::UserImportReceipt, language: Language) -> Self {
        let row = |row: &core::ImportedUser| ImportedUserView {
            source: row.source.clone(),
            email: row.email.clone(),
            fingerprint: row.fingerprint.clone(),
            relation: row.relation,
            refusal: row.refusal.as_ref().map(|refusal| FailureView::new(refusal, language)),
        };
        Self {
            new: receipt.counts.new,
            same: receipt.counts.same,
            newer: receipt.counts.newer,
            refused: receipt.counts.refused,
            rows: receipt.rows.iter().map(row).collect(),
            audit_head: receipt.audit_head.as_ref().map(Into::into),
        }
    }
}
