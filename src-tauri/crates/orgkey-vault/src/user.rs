//! The internal users of an unlocked vault. Everything that one use case changes about them stands or falls in one
//! transaction, which settles the intent that announced it.

use crate::{
    audit::Intent,
    keys::SecretsKey,
    tables::{
        adk, organization_key,
        user::{self, KeyColumns, NewUser, UserRow},
        user_key::{self, UserCertificationRow, UserKeyRow},
        user_page::{self, UserQuery},
    },
    vault::Vault,
    write::Change,
};
use orgkey_types::{Area, Code, Failure, Fingerprint, Outcome, Secret, Timestamp};
use std::cell::RefCell;

/// Rows that wait for being made searchable, at most.
const UNINDEXED: usize = 10_000;

/// The key of a user, as it is to be stored.
pub struct NewUserKey<'a> {
    /// What of it stands in the row of the user.
    pub columns: KeyColumns<'a>,
    /// The public packets, byte for byte.
    pub public: &'a [u8],
    /// The private part that stays with the server.
    pub secrets: Option<&'a Secret>,
    /// `generated` or `imported`.
    pub origin: &'static str,
    /// The certification by the Organization Key, where one was made.
    pub certification: Option<&'a UserCertificationRow>,
}

/// What one use case changes about users, inside its transaction.
pub struct UserChange<'a> {
    change: &'a Change<'a>,
    vault_id: &'a str,
    secrets: Outcome<SecretsKey>,
    unindexed: RefCell<Vec<(u64, String, String, Fingerprint)>>,
}

impl<'a> UserChange<'a> {
    pub(crate) fn new(change: &'a Change<'a>, vault_id: &'a str, secrets: Outcome<SecretsKey>) -> Self {
        Self { change, vault_id, secrets, unindexed: RefCell::default() }
    }

    /// Makes searchable what still waits for it; the last call before the transaction ends.
    pub(crate) fn finish(self) -> Outcome<()> {
        user::index(self.change.connection, &self.unindexed.into_inner())
    }

    /// The user of that address, as it stands inside this transaction.
    ///
    /// # Errors
    /// What the database says.
    pub fn by_email(&self, email: &str) -> Outcome<Option<UserRow>> {
        user::by_email(self.change.connection, email)
    }

    /// The user, deleted or not, who has that key.
    ///
    /// # Errors
    /// What the database says.
    pub fn by_key(&self, fingerprint: &Fingerprint) -> Outcome<Option<UserRow>> {
        by_key(self.change.connection, fingerprint)
    }

    /// Whether that is an Organization Key, of any generation: it is nobody's own key.
    ///
    /// # Errors
    /// What the database says.
    pub fn is_organization_key(&self, fingerprint: &Fingerprint) -> Outcome<bool> {
        organization_key::exists(self.change.connection, fingerprint)
    }

    /// The bytes of a key.
    ///
    /// # Errors
    /// [`Code::KeyNotFound`].
    pub fn key(&self, fingerprint: &Fingerprint) -> Outcome<UserKeyRow> {
        user_key::read(self.change.connection, fingerprint)
    }

    /// A new user with a key; returns the identifier.
    ///
    /// # Errors
    /// [`Code::UserExists`] when the address is taken, [`Code::UserKeyConflict`] when the key is;
    /// [`Code::NotPermitted`] for a private part without the secrets key.
    pub fn insert(&self, new: &NewUser<'_>, key: &NewUserKey<'_>) -> Outcome<u64> {
        let (connection, fingerprint) = (self.change.connection, key.columns.fingerprint);
        if user_key::user_of(connection, fingerprint)?.is_some() {
            return Err(Failure::about(Code::UserKeyConflict, new.email));
        }
        let id = user::insert(connection, new, &key.columns, key.secrets.is_some(), self.change.now)?;
        let sealed = self.seal(id, key)?;
        let content = (key.public, sealed.as_deref(), key.origin);
        user_key::insert(connection, id, fingerprint, content, self.change.now)?;
        self.certify_new(id, key)?;
        self.make_searchable((id, new.email.to_owned(), new.name.to_owned(), fingerprint.clone()))?;
        Ok(id)
    }

    /// New bytes for the key of a user, which stays the same key. A private part that the vault has is never removed.
    ///
    /// # Errors
    /// [`Code::UserKeyConflict`] for another fingerprint; [`Code::NotPermitted`] for a private part without the secrets
    /// key.
    pub fn update_key(&self, row: &UserRow, key: &NewUserKey<'_>) -> Outcome<()> {
        let fingerprint = key.columns.fingerprint;
        if row.fingerprint != *fingerprint {
            return Err(Failure::about(Code::UserKeyConflict, &row.email));
        }
        let sealed = self.seal(row.id, key)?;
        let connection = self.change.connection;
        user_key::update(connection, fingerprint, key.public, sealed.as_deref(), self.change.now)?;
        user::set_key(connection, row.id, &key.columns, row.has_secrets || sealed.is_some())?;
        self.certify_new(row.id, key)
    }

    /// Which Additional Decryption Key the key of a user names.
    ///
    /// # Errors
    /// What the medium says.
    pub fn set_adk(&self, id: u64, adk: Option<&Fingerprint>) -> Outcome<()> {
        adk::set_of_user(self.change.connection, id, adk)
    }

    /// When the user was last in contact.
    ///
    /// # Errors
    /// What the medium says.
    pub fn set_contact(&self, id: u64, at: Timestamp) -> Outcome<()> {
        user::set_contact(self.change.connection, id, at)
    }

    /// Deletes the user; row and keys are kept, and the address is free.
    ///
    /// # Errors
    /// What the medium says.
    pub fn delete(&self, id: u64) -> Outcome<()> {
        user::set_deleted(self.change.connection, id, self.change.now)
    }

    /// A newer certification of a key; the one before is pruned.
    ///
    /// # Errors
    /// What the medium says.
    pub fn certify(&self, id: u64, fingerprint: &Fingerprint, certification: &UserCertificationRow) -> Outcome<()> {
        user_key::certify(self.change.connection, id, fingerprint, certification)?;
        user::set_certified(self.change.connection, id, certification.generation, certification.ends)
    }

    fn certify_new(&self, id: u64, key: &NewUserKey<'_>) -> Outcome<()> {
        let Some(certification) = key.certification else { return Ok(()) };
        self.certify(id, key.columns.fingerprint, certification)
    }

    fn seal(&self, id: u64, key: &NewUserKey<'_>) -> Outcome<Option<Vec<u8>>> {
        let Some(secrets) = key.secrets else { return Ok(None) };
        let secrets_key = self.secrets.as_ref().map_err(|failure| Failure {
            code: failure.code,
            subject: failure.subject.clone(),
            cause: None,
        })?;
        user_key::seal_for((self.vault_id, secrets_key), key.columns.fingerprint, id, secrets).map(Some)
    }

    fn make_searchable(&self, texts: (u64, String, String, Fingerprint)) -> Outcome<()> {
        let mut unindexed = self.unindexed.borrow_mut();
        unindexed.push(texts);
        if unindexed.len() < UNINDEXED {
            return Ok(());
        }
        user::index(self.change.connection, &std::mem::take(&mut *unindexed))
    }
}

fn by_key(connection: &rusqlite::Connection, fingerprint: &Fingerprint) -> Outcome<Option<UserRow>> {
    user_key::user_of(connection, fingerprint)?.map(|id| user::by_id(connection, id)).transpose()
}

impl Vault {
    /// Changes users and settles the intent, in one transaction. When it is refused the intent is settled as failed.
    ///
    /// # Errors
    /// [`Code::VaultReadOnly`]; what `work` or the medium says.
    pub fn change_users<T>(
        &mut self,
        intent: Intent,
        now: Timestamp,
        work: impl FnOnce(&UserChange<'_>) -> Outcome<T>,
    ) -> Outcome<T> {
        let (vault_id, secrets) = (self.id().to_owned(), self.copy_of_secrets_key(Area::Users));
        self.settle_with(&intent, now, |change| {
            let users = UserChange::new(change, &vault_id, secrets);
            let value = work(&users)?;
            users.finish()?;
            Ok(value)
        })
    }

    /// A page of the users.
    ///
    /// # Errors
    /// [`Code::UserNotFound`] when the row after which it is to begin does not exist.
    pub fn users_page(&self, query: &UserQuery, now: Timestamp) -> Outcome<Vec<UserRow>> {
        self.read(|connection| user_page::page(connection, query, now))
    }

    /// How many users there are who are not deleted.
    ///
    /// # Errors
    /// What the database says.
    pub fn user_count(&self) -> Outcome<u64> {
        self.read(user::count)
    }

    /// The user of that address who is not deleted.
    ///
    /// # Errors
    /// What the database says.
    pub fn user_by_email(&self, email: &str) -> Outcome<Option<UserRow>> {
        self.read(|connection| user::by_email(connection, email))
    }

    /// The user, deleted or not, who has that key.
    ///
    /// # Errors
    /// What the database says.
    pub fn user_by_key(&self, fingerprint: &Fingerprint) -> Outcome<Option<UserRow>> {
        self.read(|connection| by_key(connection, fingerprint))
    }

    /// Whether that is an Organization Key of this vault, of any generation.
    ///
    /// # Errors
    /// What the database says.
    pub fn is_organization_key(&self, fingerprint: &Fingerprint) -> Outcome<bool> {
        self.read(|connection| organization_key::exists(connection, fingerprint))
    }

    /// The next user, deleted or not, in the order in which they were added; 0 begins.
    ///
    /// # Errors
    /// What the database says.
    pub fn user_after(&self, id: u64) -> Outcome<Option<UserRow>> {
        self.read(|connection| user::after(connection, id))
    }

    /// The bytes of a user's key, with its certification.
    ///
    /// # Errors
    /// [`Code::KeyNotFound`].
    pub fn user_key(&self, fingerprint: &Fingerprint) -> Outcome<UserKeyRow> {
        self.read(|connection| user_key::read(connection, fingerprint))
    }

    /// The private part of a user's key.
    ///
    /// # Errors
    /// [`Code::NotPermitted`] without the secrets key, [`Code::PublicOnly`], [`Code::VaultDamaged`] when the seal does
    /// not hold.
    pub fn user_secrets(&self, user: &UserRow) -> Outcome<Secret> {
        let key = self.secrets_key(Area::Users)?;
        self.read(|connection| user_key::secrets(connection, (self.id(), key), user.id, &user.fingerprint))
    }

    /// Opens the seals of all users' keys; how many held.
    pub(crate) fn check_user_seals(&self) -> Outcome<u64> {
        let key = self.secrets_key(Area::Users)?;
        self.read(|connection| user_key::check_seals(connection, self.id(), key))
    }
}
