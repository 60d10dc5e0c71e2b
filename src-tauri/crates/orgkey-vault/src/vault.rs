use crate::{
    audit::Intent,
    database::Database,
    keys::{PageKey, SecretsKey},
    locked::LockedVault,
    slots::{AreaKeys, KeySlots, Opened, SlotSummary},
    tables::{
        organization::{self, Organization},
        setting,
    },
    writer::{Holder, Writer},
};
#[cfg(doc)]
use orgkey_types::Code;
use orgkey_types::{Area, Failure, Outcome, Right, Rights, Timestamp};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// An unlocked vault. It holds the keys; dropping it wipes them, closes the database and gives the writer's lock back.
/// Has no `Debug`.
pub struct Vault {
    // Dropped in this order: the database is closed while the lock still keeps others out.
    database: Database,
    keys: Opened,
    writer: Option<Writer>,
    folder: PathBuf,
    slots: KeySlots,
    administrator: String,
    own: SlotSummary,
    holder: Option<Holder>,
    notices: Vec<Failure>,
    second: Option<(SlotSummary, Timestamp)>,
}

/// What a vault is put together from.
pub(crate) struct Parts {
    pub(crate) folder: PathBuf,
    pub(crate) slots: KeySlots,
    pub(crate) administrator: String,
    pub(crate) own: SlotSummary,
    pub(crate) keys: Opened,
    pub(crate) database: Database,
    pub(crate) writer: Option<Writer>,
    pub(crate) holder: Option<Holder>,
    pub(crate) notices: Vec<Failure>,
}

impl Vault {
    pub(crate) fn from_parts(parts: Parts) -> Self {
        let Parts { folder, slots, administrator, own, keys, database, writer, holder, notices } = parts;
        let second = None;
        Self { database, keys, writer, folder, slots, administrator, own, holder, notices, second }
    }

    pub(crate) fn set_second(&mut self, second: Option<(SlotSummary, Timestamp)>) {
        self.second = second;
    }

    pub(crate) fn second(&mut self) -> Option<(SlotSummary, Timestamp)> {
        self.second.take()
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its identifier: 32 hexadecimal digits.
    pub fn id(&self) -> &str {
        &self.slots.vault_id
    }

    /// Who opened it.
    pub fn administrator(&self) -> &str {
        &self.administrator
    }

    /// The role on that key slot.
    pub fn role(&self) -> &str {
        &self.own.role
    }

    /// The rights on that key slot, which the page key has authenticated.
    pub fn rights(&self) -> Rights {
        self.own.rights
    }

    /// Whether whoever opened it has that right.
    pub fn may(&self, area: Area, right: Right) -> bool {
        self.own.rights.has(area, right)
    }

    /// Whether private material of an area can be opened: whether the slot has led to the area's key.
    pub fn may_use_secrets(&self, area: Area) -> bool {
        self.keys.areas.get(area).is_some()
    }

    /// Whether it can be changed.
    pub fn writable(&self) -> bool {
        self.writer.is_some()
    }

    /// Who writes to it, when somebody else did as it was opened.
    pub fn holder(&self) -> Option<&Holder> {
        self.holder.as_ref()
    }

    /// What was found while it was opened: interrupted operations, a rolled-back or exposed file.
    pub fn notices(&self) -> &[Failure] {
        &self.notices
    }

    /// A number that grows with every change.
    ///
    /// # Errors
    /// What the database says.
    pub fn counter(&self) -> Outcome<u64> {
        self.read(organization::counter)
    }

    /// Whose vault it is.
    ///
    /// # Errors
    /// What the database says.
    pub fn organization(&self) -> Outcome<Organization> {
        self.read(organization::read)
    }

    /// A setting; none: never set.
    ///
    /// # Errors
    /// What the database says.
    pub fn setting(&self, name: &str) -> Outcome<Option<String>> {
        self.read(|connection| setting::read(connection, name))
    }

    /// Stores a setting.
    ///
    /// # Errors
    /// [`Code::VaultReadOnly`], and what the medium says.
    pub fn set_setting(&mut self, name: &str, value: &str, now: Timestamp) -> Outcome<()> {
        self.write(now, |change| setting::write(change.connection, name, value))
    }

    /// Stores settings, and settles the intent in the same transaction.
    ///
    /// # Errors
    /// [`Code::VaultReadOnly`], and what the medium says.
    pub fn set_settings(&mut self, intent: Intent, settings: &[(&str, String)], now: Timestamp) -> Outcome<()> {
        self.settle_with(&intent, now, |change| {
            settings.iter().try_for_each(|(name, value)| setting::write(change.connection, name, value))
        })
    }

    /// Closes the database, wipes the keys and gives the writer's lock back.
    pub fn lock(self) -> LockedVault {
        let Self { database, keys, writer, folder, slots, .. } = self;
        // Closing moves the write-ahead log into the file. When that fails the log stays and the next start does it.
        let _ = database.close();
        drop(keys);
        drop(writer);
        LockedVault::of(folder, slots)
    }

    pub(crate) fn secrets_key(&self, area: Area) -> Outcome<&SecretsKey> {
        self.keys.areas.of(area)
    }

    /// For the length of one transaction, which borrows the vault as a whole; wiped like the first.
    pub(crate) fn copy_of_secrets_key(&self, area: Area) -> Outcome<SecretsKey> {
        self.secrets_key(area).map(SecretsKey::duplicate)
    }

    /// The same of every area that the slot has led to.
    pub(crate) fn copy_of_area_keys(&self) -> AreaKeys {
        self.keys.areas.exchanged(&AreaKeys::default())
    }

    pub(crate) fn page_key(&self) -> &PageKey {
        &self.keys.page
    }

    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Outcome<T>) -> Outcome<T> {
        self.database.read(work)
    }

    pub(crate) fn database(&self) -> &Database {
        &self.database
    }

    pub(crate) fn database_and_administrator(&mut self) -> (&mut Database, &str) {
        (&mut self.database, &self.administrator)
    }

    pub(crate) fn slots(&self) -> &KeySlots {
        &self.slots
    }

    pub(crate) fn keys(&self) -> &Opened {
        &self.keys
    }

    /// Slots that are in force from now on; what they say of whoever opened the vault holds for this session too.
    pub(crate) fn set_slots(&mut self, slots: KeySlots) {
        if let Ok(own) = slots.slot(&self.administrator) {
            self.own = own.summary();
        }
        self.keys.areas.keep(self.own.rights);
        self.slots = slots;
    }

    pub(crate) fn set_database(&mut self, database: Database) {
        self.database = database;
    }

    /// Keys that are in force from now on, and the database that they open. The one before is closed.
    pub(crate) fn exchange(&mut self, keys: Opened, database: Database) -> Database {
        self.keys = keys;
        std::mem::replace(&mut self.database, database)
    }
}
