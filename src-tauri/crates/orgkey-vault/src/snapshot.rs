//! The vault as it is at one moment, for a backup of the whole.

use crate::{
    database::Copied,
    keys::{Key, PageKey, SecretsKey, new_id},
    layout,
    slots::Opened,
    vault::Vault,
};
use orgkey_files::{Overwrite, PrivateFile, create_private_dir, open_regular, remove_folder};
use orgkey_types::{Code, Failure, Outcome, Secret};
use std::{fs::File, path::PathBuf};
use zeroize::Zeroizing;

/// The audit action of a backup. It is announced before the snapshot is taken and settled after, so each backup holds it
/// open: a restore settles it.
pub const BACKUP_ACTION: &str = "create-server-backup";

/// A copy of the database in the vault's own folder, encrypted as the vault is, and the keys that open it. Dropped, it
/// goes; after a crash the next writer removes it.
pub struct Snapshot {
    folder: PathBuf,
    bytes: u64,
    keys: Secret,
}

impl Vault {
    /// Copies the database, committed transactions of its log included. `copied` is told of pages done and pages in all.
    ///
    /// Whoever opens the backup holds every secret of that moment, and the keys with it: they are what makes the copy
    /// readable, for `sqlcipher` too.
    ///
    /// # Errors
    /// [`Code::NotPermitted`] without the secrets key, [`Code::VaultReadOnly`], [`Code::DiskFull`] and what else the
    /// medium or `copied` says.
    pub fn snapshot(&self, copied: &mut Copied<'_>) -> Outcome<Snapshot> {
        if !self.writable() {
            return Err(Code::VaultReadOnly.into());
        }
        let keys = written(self.page_key(), self.secrets_key()?);
        let generations = layout::generations(self.folder());
        if !generations.is_dir() {
            create_private_dir(&generations)?;
        }
        let folder = generations.join(format!(".{}.part", new_id()?));
        create_private_dir(&folder)?;
        let mut snapshot = Snapshot { folder, bytes: 0, keys };
        // SQLite would create the file readable for others; so it finds an empty one.
        PrivateFile::create(&layout::database(&snapshot.folder), Overwrite::Refuse)?.commit()?;
        self.database().copy_watched(&snapshot.folder, self.page_key(), copied)?;
        snapshot.bytes = snapshot.open()?.metadata().map_err(unreadable)?.len();
        Ok(snapshot)
    }
}

impl Snapshot {
    /// Length of the database file, in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The database file, from its beginning.
    ///
    /// # Errors
    /// What the medium says.
    pub fn open(&self) -> Outcome<File> {
        open_regular(&layout::database(&self.folder))
    }

    /// The keys, as JSON: `page` for SQLCipher, `secrets` for the sealed rows; lower-case hexadecimal.
    pub fn keys(&self) -> &Secret {
        &self.keys
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        let _ = remove_folder(&self.folder);
    }
}

fn unreadable(error: std::io::Error) -> Failure {
    Failure::about(Code::FileUnreadable, layout::DATABASE).because(error)
}

fn written(page: &PageKey, secrets: &SecretsKey) -> Secret {
    let digits = |key: &Key| Zeroizing::new(hex::encode(key.expose()));
    let (page, secrets) = (digits(&page.0), digits(&secrets.0));
    let pieces = ["{\"page\":\"", &page, "\",\"secrets\":\"", &secrets, "\"}\n"];
    let mut text = Vec::with_capacity(pieces.iter().map(|piece| piece.len()).sum());
    pieces.iter().for_each(|piece| text.extend_from_slice(piece.as_bytes()));
    Secret::new(text)
}

/// The keys out of a backup.
///
/// # Errors
/// [`Code::BackupDamaged`] about `keys.json`.
pub(crate) fn read_keys(keys: &Secret) -> Outcome<Opened> {
    #[derive(serde::Deserialize)]
    struct Written<'a> {
        page: &'a str,
        secrets: &'a str,
    }
    let damaged = || Failure::about(Code::BackupDamaged, "keys.json");
    let text: Written<'_> = serde_json::from_slice(keys.expose()).map_err(|_| damaged())?;
    let key = |digits: &str| {
        let bytes = Zeroizing::new(hex::decode(digits).map_err(|_| damaged())?);
        Key::from_slice(&bytes).ok_or_else(damaged)
    };
    Ok(Opened { page: PageKey(key(text.page)?), secrets: Some(SecretsKey(key(text.secrets)?)) })
}
