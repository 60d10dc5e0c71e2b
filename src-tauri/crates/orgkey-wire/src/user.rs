//! Managed Keys: the internal users. The shapes of the command line's answers; TypeScript forms come with the page that
//! asks for them.

use crate::{AuditEntryView, AuditHeadView, FailureView, Language, ProofView};
use orgkey_core::user as core;
use orgkey_types::{Fingerprint, KeyMode, KeySummary, Timestamp};
use serde::{Deserialize, Serialize};

/// How a user stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UserState {
    /// The key is live and certified by the Organization Key in use.
    Verified,
    /// It is not.
    Unverified,
    /// It is not, because the server holds the key and the user was not in contact for three months.
    WaitingForContact,
    /// Deleted; the keys are kept.
    Deleted,
}

/// Order of the list of users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UserOrder {
    /// By address.
    #[default]
    Email,
    /// By name.
    Name,
    /// The first key to end first.
    Ends,
    /// Whoever was silent longest first.
    Contact,
}

/// A user as a row.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserRowView {
    /// Address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Who holds the private key.
    pub mode: KeyMode,
    /// State today.
    pub state: UserState,
    /// Fingerprint of the key in use.
    pub fingerprint: Fingerprint,
    /// Its algorithms.
    pub algorithm: String,
    /// When it ends; none is never.
    pub expires: Option<Timestamp>,
    /// It is revoked.
    pub revoked: bool,
    /// The vault holds a private part of it.
    pub has_secrets: bool,
    /// Generation of the Organization Key that has certified it.
    pub certified_by: Option<u64>,
    /// Until when.
    pub certified_until: Option<Timestamp>,
    /// When the user was added.
    pub added: Timestamp,
    /// When the user was last in contact.
    pub last_contact: Timestamp,
    /// When the user was deleted.
    pub deleted: Option<Timestamp>,
}

/// A page of the users.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserPageView {
    /// The rows.
    pub rows: Vec<UserRowView>,
    /// Users in all, whatever the filter says.
    pub total: u64,
    /// Mark for the next page; none when this is the last one.
    pub next: Option<String>,
}

/// Everything about one user.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserDetailsView {
    /// The row.
    pub row: UserRowView,
    /// What the key is.
    pub key: KeySummary,
    /// `generated` or `imported`.
    pub origin: String,
    /// When the Organization Key certified it last.
    pub certified_at: Option<Timestamp>,
    /// What happened to the user, newest first.
    pub history: Vec<AuditEntryView>,
}

/// The new user.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AddUserReceiptView {
    /// The user.
    pub user: UserRowView,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

/// How a found user stands to the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UserRelation {
    /// The vault does not have the user.
    New,
    /// Nothing is new.
    Same,
    /// The file adds to the key.
    Newer,
    /// Not taken.
    Refused,
}

/// One user of an import.
#[derive(Debug, Clone, Serialize)]
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
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserImportView {
    /// New users.
    pub new: u64,
    /// Users of whom nothing is new.
    pub same: u64,
    /// Users whose key has grown.
    pub newer: u64,
    /// Not taken.
    pub refused: u64,
    /// The first thousand that were taken and the first thousand that were not, in the order of the file.
    pub rows: Vec<ImportedUserView>,
    /// Head of the audit log after it; none for a plan.
    pub audit_head: Option<AuditHeadView>,
}

/// What an export of users' keys has written.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserExportReceiptView {
    /// Address; none for all users.
    pub email: Option<String>,
    /// `public` or `keypair`.
    pub part: core::UserExportPart,
    /// Protection of a keypair, in words.
    pub protection: Option<String>,
    /// Keys in the file.
    pub keys: u64,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// When it was written and proven.
    pub at: Timestamp,
    /// One line per key of a keypair file; empty for public keys, whose bytes were compared.
    pub proof: Vec<ProofView>,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl From<UserState> for core::UserState {
    fn from(state: UserState) -> Self {
        match state {
            UserState::Verified => Self::Verified,
            UserState::Unverified => Self::Unverified,
            UserState::WaitingForContact => Self::WaitingForContact,
            UserState::Deleted => Self::Deleted,
        }
    }
}

impl From<core::UserState> for UserState {
    fn from(state: core::UserState) -> Self {
        match state {
            core::UserState::Verified => Self::Verified,
            core::UserState::Unverified => Self::Unverified,
            core::UserState::WaitingForContact => Self::WaitingForContact,
            core::UserState::Deleted => Self::Deleted,
        }
    }
}

impl From<UserOrder> for core::UserOrder {
    fn from(order: UserOrder) -> Self {
        match order {
            UserOrder::Email => Self::Email,
            UserOrder::Name => Self::Name,
            UserOrder::Ends => Self::End,
            UserOrder::Contact => Self::Contact,
        }
    }
}

impl From<core::UserRelation> for UserRelation {
    fn from(relation: core::UserRelation) -> Self {
        match relation {
            core::UserRelation::New => Self::New,
            core::UserRelation::Same => Self::Same,
            core::UserRelation::Newer => Self::Newer,
            core::UserRelation::Refused => Self::Refused,
        }
    }
}

impl From<&core::User> for UserRowView {
    fn from(user: &core::User) -> Self {
        let stored = &user.stored;
        Self {
            email: stored.email.clone(),
            name: stored.name.clone(),
            mode: stored.mode,
            state: user.state.into(),
            fingerprint: stored.fingerprint.clone(),
            algorithm: stored.algorithm.clone(),
            expires: stored.expires,
            revoked: stored.revoked,
            has_secrets: stored.has_secrets,
            certified_by: stored.certified.map(|(by, _)| by),
            certified_until: stored.certified.map(|(_, until)| until),
            added: stored.added,
            last_contact: stored.last_contact,
            deleted: stored.deleted,
        }
    }
}

impl From<&core::UserPage> for UserPageView {
    fn from(page: &core::UserPage) -> Self {
        Self { rows: page.rows.iter().map(Into::into).collect(), total: page.total, next: page.next.clone() }
    }
}

impl From<&core::UserDetails> for UserDetailsView {
    fn from(details: &core::UserDetails) -> Self {
        Self {
            row: (&details.user).into(),
            key: details.key.clone(),
            origin: details.stored_key.origin.clone(),
            certified_at: details.stored_key.certification.as_ref().map(|certification| certification.made),
            history: details.history.iter().map(Into::into).collect(),
        }
    }
}

impl From<&core::AddUserReceipt> for AddUserReceiptView {
    fn from(receipt: &core::AddUserReceipt) -> Self {
        Self { user: (&receipt.user).into(), audit_head: (&receipt.audit_head).into() }
    }
}

impl UserImportView {
    /// The receipt, or the plan, with the words of its refusals in that language.
    pub fn new(receipt: &core::UserImportReceipt, language: Language) -> Self {
        let row = |row: &core::ImportedUser| ImportedUserView {
            source: row.source.clone(),
            email: row.email.clone(),
            fingerprint: row.fingerprint.clone(),
            relation: row.relation.into(),
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

impl From<&core::UserExportReceipt> for UserExportReceiptView {
    fn from(receipt: &core::UserExportReceipt) -> Self {
        Self {
            email: receipt.email.clone(),
            part: receipt.part,
            protection: receipt.preset.map(|preset| preset.protection().to_owned()),
            keys: receipt.keys,
            bytes: receipt.file.bytes,
            sha256: receipt.file.sha256.clone(),
            at: receipt.at,
            proof: receipt.proof.iter().map(Into::into).collect(),
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
