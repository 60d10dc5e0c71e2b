use crate::{
    audit::Intent,
    database::Database,
    keys::{PageKey, SecretsKey},
    locked::LockedVault,
    slots::{KeySlots, Opened},
    tables::{
        backup::{self, BackupRow, NewBackup},
        organization::{self, Organization},
        organization_key::{self, NewOrganizationKey, OrganizationKeyRow, Replacement},
        setting,
    },
    writer::{Holder, Writer},
};
use orgkey_types::{Code, Failure, KeySummary, Outcome, Secret, Timestamp};
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
        organization::counter(self.connection())
    }

    /// Whose vault it is.
    ///
    /// # Errors
    /// What the database says.
    pub fn organization(&self) -> Outcome<Organization> {
        organization::read(self.connection())
    }

    /// A setting; none: never set.
    ///
    /// # Errors
    /// What the database says.
    pub fn setting(&self, name: &str) -> Outcome<Option<String>> {
        setting::read(self.connection(), name)
    }

    /// Stores a setting.
    ///
    /// # Errors
    /// [`Code::VaultReadOnly`], and what the medium says.
    pub fn set_setting(&mut self, name: &str, value: &str, now: Timestamp) -> Outcome<()> {
        self.write(now, |change| setting::write(change.connection, name, value))
    }

    /// All Organization Keys, newest generation first.
    ///
    /// # Errors
    /// What the database says.
    pub fn organization_keys(&self) -> Outcome<Vec<OrganizationKeyRow>> {
        organization_key::all(self.connection())
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Code::KeyNotFound`].
    pub fn organization_key(&self, id: &str) -> Outcome<OrganizationKeyRow> {
        organization_key::by_id(self.connection(), id)
    }

    /// The one in use.
    ///
    /// # Errors
    /// What the database says.
    pub fn active_organization_key(&self) -> Outcome<Option<OrganizationKeyRow>> {
        organization_key::active(self.connection())
    }

    /// The secret packets of one.
    ///
    /// # Errors
    /// [`Code::NotPermitted`] without the secrets key, [`Code::KeyNotFound`], [`Code::PublicOnly`],
    /// [`Code::VaultDamaged`] when the seal does not hold.
    pub fn organization_key_secrets(&self, id: &str) -> Outcome<Secret> {
        let key = self.secrets_key()?;
        organization_key::secrets(self.connection(), &self.organization_key(id)?, self.id(), key)
    }

    /// Stores a new Organization Key as the one in use, and settles the intent in the same transaction. When it is
    /// refused the intent is settled as failed.
    ///
    /// # Errors
    /// [`Code::OrganizationKeyExists`] while another one is in use or the same one is stored, [`Code::NotPermitted`],
    /// [`Code::VaultReadOnly`], and what the medium says.
    pub fn insert_organization_key(
        &mut self,
        intent: Intent,
        new: NewOrganizationKey<'_>,
        now: Timestamp,
    ) -> Outcome<OrganizationKeyRow> {
        let (id, secrets) = (self.id().to_owned(), self.copy_of_secrets_key());
        self.settle_with(&intent, now, |change| {
            let row = organization_key::insert(change.connection, (&id, &secrets?), &new, now)?;
            organization_key::by_id(change.connection, &row)
        })
    }

    /// Replaces the bytes of an Organization Key that stays the same key, and settles the intent in the same
    /// transaction. `secrets: None` leaves the secret part as it is.
    ///
    /// # Errors
    /// [`Code::KeyNotFound`], [`Code::KeyConflict`] when the fingerprint differs, [`Code::NotPermitted`] for new secrets,
    /// [`Code::VaultReadOnly`], and what the medium says.
    pub fn update_organization_key(
        &mut self,
        intent: Intent,
        id: &str,
        summary: &KeySummary,
        public: &[u8],
        secrets: Option<&Secret>,
        now: Timestamp,
    ) -> Outcome<OrganizationKeyRow> {
        let (vault_id, key) = (self.id().to_owned(), self.copy_of_secrets_key());
        self.settle_with(&intent, now, |change| {
            let row = organization_key::by_id(change.connection, id)?;
            let sealed = match secrets {
                Some(secrets) => Some(organization_key::seal_for(&row, &vault_id, &key?, secrets)?),
                None => None,
            };
            let new = Replacement { summary, public, sealed: sealed.as_deref() };
            organization_key::update(change.connection, &row, &new, now)?;
            organization_key::by_id(change.connection, id)
        })
    }

    /// Enters a copy in the backup register, and settles the intent in the same transaction.
    ///
    /// # Errors
    /// [`Code::VaultReadOnly`], and what the medium says.
    pub fn insert_backup(&mut self, intent: Intent, new: NewBackup, now: Timestamp) -> Outcome<BackupRow> {
        self.settle_with(&intent, now, |change| backup::insert(change, &new))
    }

    /// The backup register, newest first; of one subject, or all of it.
    ///
    /// # Errors
    /// What the database says.
    pub fn backups(&self, subject_id: Option<&str>) -> Outcome<Vec<BackupRow>> {
        backup::list(self.connection(), subject_id)
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
    fn copy_of_secrets_key(&self) -> Outcome<SecretsKey> {
        self.secrets_key().map(|key| SecretsKey(key.0.duplicate()))
    }

    pub(crate) fn page_key(&self) -> &PageKey {
        &self.keys.page
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.database.0
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
