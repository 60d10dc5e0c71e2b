//! The records of an unlocked vault: Organization Keys and the backup register. Every change settles the intent that
//! announced it, in the same transaction.

use crate::{
    audit::{Intent, Settlement, settle},
    tables::{
        backup::{self, BackupRow, NewBackup},
        organization_key::{self, NewOrganizationKey, OrganizationKeyRow, Replacement},
    },
    vault::Vault,
};
use orgkey_types::{Area, Code, KeySummary, Outcome, Secret, Timestamp};

impl Vault {
    /// All Organization Keys, newest generation first.
    ///
    /// # Errors
    /// What the database says.
    pub fn organization_keys(&self) -> Outcome<Vec<OrganizationKeyRow>> {
        self.read(organization_key::all)
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Code::KeyNotFound`].
    pub fn organization_key(&self, id: &str) -> Outcome<OrganizationKeyRow> {
        self.read(|connection| organization_key::by_id(connection, id))
    }

    /// The one in use.
    ///
    /// # Errors
    /// What the database says.
    pub fn active_organization_key(&self) -> Outcome<Option<OrganizationKeyRow>> {
        self.read(organization_key::active)
    }

    /// The secret packets of one.
    ///
    /// # Errors
    /// [`Code::NotPermitted`] without the secrets key, [`Code::KeyNotFound`], [`Code::PublicOnly`],
    /// [`Code::VaultDamaged`] when the seal does not hold.
    pub fn organization_key_secrets(&self, id: &str) -> Outcome<Secret> {
        let key = self.secrets_key(Area::OrganizationKeys)?;
        self.read(|connection| {
            let row = organization_key::by_id(connection, id)?;
            organization_key::secrets(connection, &row, self.id(), key)
        })
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
        let (id, secrets) = (self.id().to_owned(), self.copy_of_secrets_key(Area::OrganizationKeys));
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
        let (vault_id, key) = (self.id().to_owned(), self.copy_of_secrets_key(Area::OrganizationKeys));
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

    /// Retires the Organization Key in use, which may get new public packets with it, and stores a new one as the one in
    /// use; settles the intent in the same transaction. When it is refused the intent is settled as failed.
    ///
    /// # Errors
    /// [`Code::KeyNotFound`], [`Code::KeyConflict`] when the fingerprint of the old one differs,
    /// [`Code::OrganizationKeyExists`] when the new one is stored already, [`Code::NotPermitted`],
    /// [`Code::VaultReadOnly`], and what the medium says.
    pub fn replace_organization_key(
        &mut self,
        intent: Intent,
        old: (&str, &KeySummary, &[u8]),
        new: NewOrganizationKey<'_>,
        now: Timestamp,
    ) -> Outcome<OrganizationKeyRow> {
        let (vault_id, secrets) = (self.id().to_owned(), self.copy_of_secrets_key(Area::OrganizationKeys));
        let (id, summary, public) = old;
        self.settle_with(&intent, now, |change| {
            let row = organization_key::by_id(change.connection, id)?;
            let kept = Replacement { summary, public, sealed: None };
            organization_key::update(change.connection, &row, &kept, now)?;
            organization_key::retire(change.connection, id)?;
            let new = organization_key::insert(change.connection, (&vault_id, &secrets?), &new, now)?;
            organization_key::by_id(change.connection, &new)
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
        self.read(|connection| backup::list(connection, subject_id))
    }

    /// One copy of the register.
    ///
    /// # Errors
    /// [`Code::CopyNotFound`].
    pub fn backup(&self, id: &str) -> Outcome<BackupRow> {
        self.read(|connection| backup::by_id(connection, id))
    }

    /// Notes that a copy has passed a drill, and settles the intent in the same transaction.
    ///
    /// # Errors
    /// [`Code::VaultReadOnly`], and what the medium says.
    pub fn copy_passed(
        &mut self,
        intent: Intent,
        id: &str,
        proof: &serde_json::Value,
        now: Timestamp,
    ) -> Outcome<BackupRow> {
        self.settle_with(&intent, now, |change| {
            backup::passed(change, id, proof)?;
            backup::by_id(change.connection, id)
        })
    }

    /// Notes that a copy has not passed a drill, and settles the intent as failed in the same transaction.
    ///
    /// # Errors
    /// [`Code::VaultReadOnly`], and what the medium says.
    pub fn copy_not_passed(&mut self, intent: Intent, id: &str, reason: Code, now: Timestamp) -> Outcome<()> {
        self.write(now, |change| {
            backup::not_passed(change, id, reason)?;
            settle(change, &intent, &Settlement::Failed(reason))
        })
    }

    /// Notes that a copy was destroyed, and settles the intent in the same transaction.
    ///
    /// # Errors
    /// [`Code::VaultReadOnly`], and what the medium says.
    pub fn retire_copy(&mut self, intent: Intent, id: &str, reason: &str, now: Timestamp) -> Outcome<BackupRow> {
        self.settle_with(&intent, now, |change| {
            backup::retire(change, id, reason)?;
            backup::by_id(change.connection, id)
        })
    }
}
