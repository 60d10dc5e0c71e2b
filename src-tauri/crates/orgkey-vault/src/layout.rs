//! The names inside a vault folder.

use orgkey_types::{Code, Failure, Outcome};
use std::path::{Path, PathBuf};

pub(crate) const DATABASE: &str = "vault.db";
pub(crate) const COPY_OF_KEY_SLOTS: &str = "keyslots.copy.json";
pub(crate) const KEY_SLOTS: &str = "keyslots.json";

pub(crate) fn database(folder: &Path) -> PathBuf {
    folder.join(DATABASE)
}

/// The database under new keys, until it takes the place of the one before.
pub(crate) fn next_database(folder: &Path) -> PathBuf {
    folder.join("vault.next.db")
}

/// What SQLite keeps beside a database: the write-ahead log (committed transactions that are not in the file yet), its
/// index, and a journal.
pub(crate) fn beside(database: &Path) -> [PathBuf; 3] {
    ["-wal", "-shm", "-journal"].map(|end| {
        let mut name = database.as_os_str().to_owned();
        name.push(end);
        name.into()
    })
}

pub(crate) fn key_slots(folder: &Path) -> PathBuf {
    folder.join(KEY_SLOTS)
}

/// The same slots once more, for whoever finds the file damaged.
pub(crate) fn copy_of_key_slots(folder: &Path) -> PathBuf {
    folder.join(COPY_OF_KEY_SLOTS)
}

/// What earlier versions kept: the slots before the last change. It may open an older vault with an older passphrase.
pub(crate) fn previous_key_slots(folder: &Path) -> PathBuf {
    folder.join("keyslots.previous.json")
}

pub(crate) fn writer_lock(folder: &Path) -> PathBuf {
    folder.join("writer.lock")
}

pub(crate) fn writer_card(folder: &Path) -> PathBuf {
    folder.join("writer.json")
}

/// While a vault is made: the name of the folder in which it is made.
pub(crate) fn unfinished(folder: &Path) -> PathBuf {
    folder.join("unfinished")
}

pub(crate) fn generations(folder: &Path) -> PathBuf {
    folder.join("generations")
}

/// A vault's own files are never symbolic links: through one, somebody else's file would be read or written as the vault's.
/// The folder itself may be one, as the administrator names it.
///
/// # Errors
/// [`Code::VaultLinked`].
pub(crate) fn refuse_link(path: &Path) -> Outcome<()> {
    match path.symlink_metadata() {
        Ok(found) if found.is_symlink() => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            Err(Failure::about(Code::VaultLinked, name))
        }
        _ => Ok(()),
    }
}

/// Whether a folder is that of a vault, also of a damaged one: two of the names that a vault has. One name alone may be
/// anybody's.
pub fn is_vault_folder(folder: &Path) -> bool {
    let names = [database(folder), key_slots(folder), writer_lock(folder), generations(folder)];
    names.iter().filter(|path| path.symlink_metadata().is_ok()).count() >= 2
}
