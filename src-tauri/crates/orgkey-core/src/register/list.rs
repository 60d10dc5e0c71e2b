use super::KEYPAIR;
use crate::ca;
use crate::permit::{UseCase, permit};
use orgkey_openpgp::ProvenKey;
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{BackupRow, OrganizationKeyRow, Vault};

/// A copy in the register, with its proof read back from its row.
#[derive(Debug, Clone)]
pub struct Backup {
    /// The row of the vault.
    pub stored: BackupRow,
    /// How each key of the file was proven.
    pub proof: Vec<ProvenKey>,
    /// The backup of a CA without the certificates that the CA has now: they were renewed since.
    pub outdated: bool,
}

/// How the backups of a key stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Keypair copies that were proven.
    pub copies: u32,
    /// The last proof.
    pub last_proven: Option<Timestamp>,
    /// The public part has changed since the last copy was made.
    pub public_part_stale: bool,
}

/// All copies, newest first; or those of one key.
///
/// # Errors
/// What the database says.
pub fn backup_register(vault: &Vault, key: Option<&str>) -> Outcome<Vec<Backup>> {
    permit(vault, UseCase::ShowCopies)?;
    copies(vault, key)
}

/// The same as a part of something else.
pub(crate) fn copies(vault: &Vault, key: Option<&str>) -> Outcome<Vec<Backup>> {
    let mut rows = vault.backups(key)?;
    rows.sort_by_key(|row| std::cmp::Reverse((row.made_at, row.id.clone())));
    rows.into_iter().map(|row| with_proof(vault, row)).collect()
}

/// Whether the copies of a key would bring it back.
///
/// # Errors
/// What the database says.
pub fn coverage_of(vault: &Vault, key: &OrganizationKeyRow) -> Outcome<Coverage> {
    let copies: Vec<BackupRow> =
        vault.backups(Some(&key.id))?.into_iter().filter(|copy| copy.kind == KEYPAIR && copy.restores()).collect();
    let newest = copies.iter().map(|copy| copy.made_at).max();
    Ok(Coverage {
        copies: u32::try_from(copies.len()).unwrap_or(u32::MAX),
        last_proven: copies.iter().filter_map(|copy| copy.proven_at).max(),
        public_part_stale: newest.is_some_and(|made| made < key.public_changed),
    })
}

fn with_proof(vault: &Vault, stored: BackupRow) -> Outcome<Backup> {
    let proof = serde_json::from_value(stored.proof.clone()).unwrap_or_default();
    Ok(Backup { outdated: ca::is_outdated(vault, &stored)?, proof, stored })
}

/// The copy of that id, of the only id that begins so, or of that file name.
///
/// # Errors
/// [`Code::CopyNotFound`], [`Code::CopyAmbiguous`].
pub fn find_copy(vault: &Vault, name: &str) -> Outcome<Backup> {
    let named =
        |row: &BackupRow| row.id == name || row.file_name == name || (!name.is_empty() && row.id.starts_with(name));
    let mut found: Vec<BackupRow> = vault.backups(None)?.into_iter().filter(named).collect();
    match (found.pop(), found.is_empty()) {
        (Some(row), true) => with_proof(vault, row),
        (None, _) => Err(Failure::about(Code::CopyNotFound, name)),
        (Some(_), false) => Err(Failure::about(Code::CopyAmbiguous, name)),
    }
}
