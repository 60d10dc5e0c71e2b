//! The vault as it is at one moment, for a backup of the whole.

use crate::{
    database::{Database, Watch},
    keys::{Key, PageKey, SecretsKey, new_id},
    layout,
    slots::{AreaKeys, Opened},
    tables::identity,
    vault::Vault,
};
use orgkey_files::{Overwrite, PrivateFile, create_private_dir, open_regular, remove_folder};
use orgkey_types::{Area, Code, Failure, Outcome, Secret};
use std::{collections::BTreeMap, fs::File, path::PathBuf};
use zeroize::Zeroizing;

/// The audit action of a backup. It is announced before the snapshot is taken and settled after, so each backup holds it
/// open: a restore settles it.
pub const BACKUP_ACTION: &str = "create-server-backup";

/// Room for the keys as JSON, so that no reallocation leaves a copy.
const LONGEST: usize = 1_024;

/// A copy of the database in the vault's own folder, under a page key of its own, and the keys that open it. Dropped, it
/// goes; after a crash the next writer removes it.
pub struct Snapshot {
    folder: PathBuf,
    bytes: u64,
    keys: Secret,
}

impl Vault {
    /// Copies the database, committed transactions of its log included. `watch` is told of pages done and pages in all.
    ///
    /// Whoever opens the backup holds every secret of that moment, and the keys with it: they are what makes the copy
    /// readable, for `sqlcipher` too. Its page key opens no other database: what the vault learns later stays closed.
    ///
    /// # Errors
    /// [`Code::NotPermitted`] without the secrets key of an area, [`Code::VaultReadOnly`], [`Code::DiskFull`] and what else
    /// the medium or `watch` says.
    pub fn snapshot(&self, watch: &Watch<'_>) -> Outcome<Snapshot> {
        if !self.writable() {
            return Err(Code::VaultReadOnly.into());
        }
        for area in Area::WITH_SECRETS {
            self.secrets_key(area)?;
        }
        let page = PageKey(Key::random()?);
        let keys = written(&page, &self.keys().areas)?;
        let generations = layout::generations(self.folder());
        if !generations.is_dir() {
            create_private_dir(&generations)?;
        }
        let folder = generations.join(format!(".{}.part", new_id()?));
        create_private_dir(&folder)?;
        let mut snapshot = Snapshot { folder, bytes: 0, keys };
        // SQLite would create the file readable for others; so it finds an empty one.
        PrivateFile::create(&layout::database(&snapshot.folder), Overwrite::Refuse)?.commit()?;
        let copy = self.database().copy_into(Database::begin(&snapshot.folder, &page)?, watch)?;
        identity::reseal(&copy.0, self.id(), self.page_key(), &page)?;
        copy.close()?;
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

    /// The keys, as JSON: `page` for SQLCipher, `areas` for the sealed rows; lower-case hexadecimal.
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

fn written(page: &PageKey, areas: &AreaKeys) -> Outcome<Secret> {
    let digits = |key: &Key| Zeroizing::new(hex::encode(key.expose()));
    let mut text = Zeroizing::new(String::with_capacity(LONGEST));
    text.push_str("{\"page\":\"");
    text.push_str(&digits(&page.0));
    text.push_str("\",\"areas\":{");
    for (index, area) in Area::WITH_SECRETS.into_iter().enumerate() {
        text.push_str(if index == 0 { "\"" } else { ",\"" });
        text.push_str(area.name());
        text.push_str("\":\"");
        text.push_str(&digits(&areas.of(area)?.0));
        text.push('"');
    }
    text.push_str("}}\n");
    Ok(Secret::new(std::mem::take(&mut *text).into_bytes()))
}

/// The keys out of a backup.
///
/// # Errors
/// [`Code::BackupDamaged`] about `keys.json`.
pub(crate) fn read_keys(keys: &Secret) -> Outcome<Opened> {
    #[derive(serde::Deserialize)]
    struct Written<'a> {
        page: &'a str,
        #[serde(borrow)]
        areas: BTreeMap<Area, &'a str>,
    }
    let damaged = || Failure::about(Code::BackupDamaged, "keys.json");
    let text: Written<'_> = serde_json::from_slice(keys.expose()).map_err(|_| damaged())?;
    let key = |digits: &str| {
        let bytes = Zeroizing::new(hex::decode(digits).map_err(|_| damaged())?);
        Key::from_slice(&bytes).ok_or_else(damaged)
    };
    let mut areas = AreaKeys::default();
    for area in Area::WITH_SECRETS {
        areas.insert(area, SecretsKey(key(text.areas.get(&area).ok_or_else(damaged)?)?));
    }
    Ok(Opened { page: PageKey(key(text.page)?), areas, identity: None })
}
