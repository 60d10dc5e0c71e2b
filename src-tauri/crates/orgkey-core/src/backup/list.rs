use super::SERVER_BACKUP;
use crate::{
    permit::{UseCase, permit},
    register::{Backup, backup_register},
};
use orgkey_types::Outcome;
use orgkey_vault::Vault;
use std::path::{Path, PathBuf};

/// A server backup in the register.
#[derive(Debug, Clone)]
pub struct ServerBackup {
    /// The copy.
    pub copy: Backup,
    /// Where it was put.
    pub file: PathBuf,
    /// A file of that name and length lies there now. Only a drill shows that it is the same one.
    pub is_there: bool,
    /// Proven copies of the Organization Key that opens it.
    pub proven_copies: u32,
}

/// The server backups, newest first, without those that were retired.
///
/// # Errors
/// What the database says.
pub fn server_backups(vault: &Vault) -> Outcome<Vec<ServerBackup>> {
    permit(vault, UseCase::ShowCopies)?;
    let copies = backup_register(vault, None)?.into_iter();
    let mine = copies.filter(|copy| copy.stored.kind == SERVER_BACKUP && copy.stored.retired.is_none());
    mine.map(|copy| with_file(vault, copy)).collect()
}

fn with_file(vault: &Vault, copy: Backup) -> Outcome<ServerBackup> {
    let file = Path::new(&copy.stored.place).join(&copy.stored.file_name);
    let is_there = file.metadata().is_ok_and(|found| found.is_file() && found.len() == copy.stored.bytes);
    let key = vault.organization_key(&copy.stored.subject_id)?;
    let proven_copies = crate::coverage_of(vault, &key)?.copies;
    Ok(ServerBackup { copy, file, is_there, proven_copies })
}
