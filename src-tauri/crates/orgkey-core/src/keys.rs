use crate::{
    permit::{UseCase, permit},
    register::{Backup, Coverage, copies, coverage_of},
    renew::renews,
};
use orgkey_types::{Code, Failure, KeySummary, Outcome, Timestamp};
use orgkey_vault::{AuditEntry, OrganizationKeyRow, Vault};
use serde::Serialize;

/// Days before its end from which a key counts as ending.
const ENDING_DAYS: i64 = 60;
/// Entries of the history that the details show.
const HISTORY: u32 = 100;

/// State of a key today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum KeyState {
    /// In use.
    Active,
    /// In use, ends within 60 days.
    Ending,
    /// Past its end.
    Expired,
    /// Revoked.
    Revoked,
    /// An earlier generation: decrypts and verifies only.
    Retired,
}

/// An Organization Key with what follows from its bytes and the register.
#[derive(Debug, Clone)]
pub struct KeyRow {
    /// The row of the vault.
    pub stored: OrganizationKeyRow,
    /// State today.
    pub state: KeyState,
    /// How its backups stand.
    pub coverage: Coverage,
}

impl KeyRow {
    /// First user ID, or the key ID where there is none.
    pub fn name(&self) -> String {
        let summary = &self.stored.summary;
        summary.user_ids.first().cloned().unwrap_or_else(|| summary.fingerprint.key_id().to_owned())
    }

    /// Algorithms of all components, each once: `Ed25519 · X25519`.
    pub fn algorithm(&self) -> String {
        let mut names: Vec<&str> = Vec::new();
        for component in &self.stored.summary.components {
            if !names.contains(&component.algorithm.as_str()) {
                names.push(&component.algorithm);
            }
        }
        names.join(" · ")
    }

    pub(crate) fn of(vault: &Vault, stored: OrganizationKeyRow, now: Timestamp) -> Outcome<Self> {
        let coverage = coverage_of(vault, &stored)?;
        let state = state_of(&stored, now);
        Ok(Self { stored, state, coverage })
    }
}

/// One key with everything that the details pane shows.
#[derive(Debug, Clone)]
pub struct KeyDetails {
    /// The row.
    pub row: KeyRow,
    /// When the maintenance run renews it; none when it never ends, is retired or revoked.
    pub renews: Option<Timestamp>,
    /// Copies that open with it, newest first.
    pub backups: Vec<Backup>,
    /// What happened to it, newest first.
    pub history: Vec<AuditEntry>,
}

/// All Organization Keys: the one in use first, then earlier generations, newest first.
///
/// # Errors
/// What the database says.
pub fn organization_keys(vault: &Vault, now: Timestamp) -> Outcome<Vec<KeyRow>> {
    permit(vault, UseCase::ShowOrganizationKeys)?;
    all_keys(vault, now)
}

/// The same as a part of something else.
pub(crate) fn all_keys(vault: &Vault, now: Timestamp) -> Outcome<Vec<KeyRow>> {
    let mut rows = vault.organization_keys()?;
    rows.sort_by_key(|row| (row.state != "active", std::cmp::Reverse(row.generation)));
    rows.into_iter().map(|row| KeyRow::of(vault, row, now)).collect()
}

/// One key with its details.
///
/// # Errors
/// [`Code::KeyNotFound`].
pub fn organization_key(vault: &Vault, key: &str, now: Timestamp) -> Outcome<KeyDetails> {
    permit(vault, UseCase::ShowOrganizationKeys)?;
    let row = find_key(vault, Some(key), now)?;
    let backups = copies(vault, Some(&row.stored.id))?;
    let history = vault.audit_page(None, HISTORY, Some(row.stored.summary.fingerprint.as_str()))?;
    let renews = renews(vault, &row.stored, now)?;
    Ok(KeyDetails { row, renews, backups, history })
}

/// Finds a key by id, fingerprint, key ID or generation; without a name the one in use.
///
/// # Errors
/// [`Code::KeyNotFound`], or [`Code::OrganizationKeyMissing`] where there is none at all.
pub fn find_key(vault: &Vault, name: Option<&str>, now: Timestamp) -> Outcome<KeyRow> {
    let rows = vault.organization_keys()?;
    let found = match name {
        None => rows
            .into_iter()
            .find(|row| row.state == "active")
            .ok_or_else(|| Failure::from(Code::OrganizationKeyMissing)),
        Some(name) => {
            rows.into_iter().find(|row| is_named(row, name)).ok_or_else(|| Failure::about(Code::KeyNotFound, name))
        }
    };
    KeyRow::of(vault, found?, now)
}

fn is_named(row: &OrganizationKeyRow, name: &str) -> bool {
    let compact: String = name.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let fingerprint: &KeySummary = &row.summary;
    row.id == name
        || fingerprint.fingerprint.as_str() == compact
        || fingerprint.fingerprint.key_id() == compact
        || row.generation.to_string() == name
}

fn state_of(row: &OrganizationKeyRow, now: Timestamp) -> KeyState {
    let soon = now.plus_seconds(ENDING_DAYS * 86_400);
    match &row.summary {
        _ if row.state != "active" => KeyState::Retired,
        summary if summary.revoked => KeyState::Revoked,
        summary if summary.has_ended(now) => KeyState::Expired,
        summary if summary.has_ended(soon) => KeyState::Ending,
        _ => KeyState::Active,
    }
}
