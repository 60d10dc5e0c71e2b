use crate::{
    audit::Intent,
    database::Database,
    keys::{PageKey, SecretsKey},
    locked::LockedVault,
    slots::{KeySlots, Opened},
    tables::{
        organization::{self, Organization},
        setting,
    },
    writer::{Holder, Writer},
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
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
    role: String,
    holder: Option<Holder>,
    notices: Vec<Failure>,
}

/// What a vault is put together from.
pub(crate) struct Parts {
    pub(crate) folder: PathBuf,
    pub(crate) slots: KeySlots,
    pub(crate) administrator: String,
    pub(crate) role: String,
    pub(crate) keys: Opened,
    pub(crate) database: Database,
    pub(crate) writer: Option<Writer>,
    pub(crate) holder: Option<Holder>,
    pub(crate) notices: Vec<Failure>,
}

impl Vault {
    pub(crate) fn from_parts(parts: Parts) -> Self {
        let Parts { folder, slots, administrator, role, keys, database, writer, holder, notices } = parts;
        Self { database, keys, writer, folder, slots, administrator, role, holder, notices }
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
        &self.role
    }

    /// Whether private material can be opened at all.
    pub fn may_use_secrets(&self) -> bool {
        self.keys.secrets.is_some()
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

    pub(crate) fn secrets_key(&self) -> Outcome<&SecretsKey> {
        self.keys.secrets.as_ref().ok_or_else(|| Failure::about(Code::NotPermitted, "secrets"))
    }

    /// For the length of one transaction, which borrows the vault as a whole; wiped like the first.
    pub(crate) fn copy_of_secrets_key(&self) -> Outcome<SecretsKey> {
        self.secrets_key().map(|key| SecretsKey(key.0.duplicate()))
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

    pub(crate) fn set_slots(&mut self, slots: KeySlots) {
        self.slots = slots;
    }
}
