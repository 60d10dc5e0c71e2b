use crate::{AuditEntryView, BackupView, FailureView, Language};
use orgkey_core as core;
use orgkey_types::{Failure, Fingerprint, KeySummary, Timestamp};
use serde::Serialize;
use ts_rs::TS;

pub use orgkey_core::KeyState;

/// The page Keys ▸ Organization Keys.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationKeysView {
    /// The Organization Key in use; none before the Setup Assistant has ended.
    pub current: Option<KeyRowView>,
    /// Earlier generations, newest first.
    pub earlier: Vec<KeyRowView>,
}

/// An Organization Key as a row.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeyRowView {
    /// Id in the vault.
    pub id: String,
    /// Generation, from 1.
    #[ts(type = "number")]
    pub generation: u64,
    /// First user ID.
    pub name: String,
    /// Fingerprint.
    pub fingerprint: Fingerprint,
    /// `Ed25519 · X25519`.
    pub algorithm: String,
    /// 4 or 6.
    #[ts(type = "number")]
    pub version: u8,
    /// State today.
    pub state: KeyState,
    /// When it was made.
    pub created: Timestamp,
    /// When it ends; none is never.
    pub expires: Option<Timestamp>,
    /// How its backups stand.
    pub backup: BackupState,
}

/// How the backups of a key stand.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupState {
    /// Whether at least one copy has been proven.
    pub proven: bool,
    /// Copies in the register that were proven.
    #[ts(type = "number")]
    pub copies: u32,
    /// The last proof.
    pub last_proven: Option<Timestamp>,
    /// The public part has changed since the last copy: the copy still restores, but shows older dates.
    pub public_part_stale: bool,
}

/// Everything about one Organization Key.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationKeyView {
    /// The row.
    pub row: KeyRowView,
    /// Its packets, summarised.
    pub summary: KeySummary,
    /// `generated` or `imported`.
    pub origin: String,
    /// When the maintenance run renews it; none when it never ends, is retired or revoked.
    pub renews: Option<Timestamp>,
    /// Why Export Keypair is not possible here; none when it is.
    pub export_refused: Option<crate::FailureView>,
    /// Copies that open with it.
    pub backups: Vec<BackupView>,
    /// What happened to it, newest first.
    pub history: Vec<AuditEntryView>,
}

impl From<&core::KeyRow> for KeyRowView {
    fn from(row: &core::KeyRow) -> Self {
        let (stored, summary) = (&row.stored, &row.stored.summary);
        Self {
            id: stored.id.clone(),
            generation: stored.generation,
            name: row.name(),
            fingerprint: summary.fingerprint.clone(),
            algorithm: row.algorithm(),
            version: summary.version,
            state: row.state,
            created: summary.created,
            expires: summary.expires,
            backup: BackupState {
                proven: row.coverage.copies > 0,
                copies: row.coverage.copies,
                last_proven: row.coverage.last_proven,
                public_part_stale: row.coverage.public_part_stale,
            },
        }
    }
}

impl OrganizationKeysView {
    /// The page from the rows, which come with the key in use first.
    pub fn new(rows: &[core::KeyRow]) -> Self {
        let in_use = |row: &&core::KeyRow| row.stored.state == "active";
        Self {
            current: rows.iter().find(in_use).map(Into::into),
            earlier: rows.iter().filter(|row| !in_use(row)).map(Into::into).collect(),
        }
    }
}

impl OrganizationKeyView {
    /// The details; the refusal is what stands in the way of Export Keypair for this administrator.
    pub fn new(details: &core::KeyDetails, export_refused: Option<&Failure>, language: Language) -> Self {
        Self {
            row: (&details.row).into(),
            summary: details.row.stored.summary.clone(),
            origin: details.row.stored.origin.clone(),
            renews: details.renews,
            export_refused: export_refused.map(|failure| FailureView::new(failure, language)),
            backups: details.backups.iter().map(Into::into).collect(),
            history: details.history.iter().map(Into::into).collect(),
        }
    }
}
