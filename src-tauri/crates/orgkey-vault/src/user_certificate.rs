//! Users' certificates of an unlocked vault. They stand in the register of their issuer, too, and are stored in the
//! transactions of [`CaChange`].

use crate::{
    ca::CaChange,
    tables::{
        user::{self, UserRow},
        user_certificate::{self, NewSmimeKey, SmimeKeyRow, UserCertificateRow},
        user_certificate_due::{self, CertificatesDue},
    },
    vault::Vault,
};
#[cfg(doc)]
use orgkey_types::Code;
use orgkey_types::{Area, Outcome, Secret, Timestamp};

impl CaChange<'_> {
    /// A key that the server made for a user's S/MIME; returns its identifier.
    ///
    /// # Errors
    /// [`Code::NotPermitted`] without the secrets key.
    pub fn insert_smime_key(&self, user: u64, new: &NewSmimeKey<'_>) -> Outcome<u64> {
        let sealing = (self.vault_id(), self.secrets_key(Area::Users)?);
        user_certificate::insert_key(self.connection(), sealing, user, new, self.now())
    }

    /// That an issued certificate is a user's. The user has a live certificate until the latest end of all.
    ///
    /// # Errors
    /// What the medium says.
    pub fn insert_user_certificate(
        &self,
        user: u64,
        issued: u64,
        smime_key: Option<u64>,
        ends: Timestamp,
    ) -> Outcome<()> {
        user_certificate::insert(self.connection(), user, issued, smime_key)?;
        user_certificate_due::raise_certificate_until(self.connection(), user, ends)
    }

    /// A certificate of the user was revoked: until when the user has another one is counted anew. A key that may be in
    /// wrong hands gets no further certificate.
    ///
    /// # Errors
    /// What the medium says.
    pub fn user_certificate_revoked(&self, user: u64, key_is_compromised: bool) -> Outcome<()> {
        if key_is_compromised {
            user_certificate::retire_keys(self.connection(), user)?;
        }
        user_certificate_due::count_certificate_until(self.connection(), user)
    }

    /// The user as it stands inside this transaction.
    ///
    /// # Errors
    /// [`Code::UserNotFound`].
    pub fn user(&self, id: u64) -> Outcome<UserRow> {
        user::by_id(self.connection(), id)
    }
}

impl Vault {
    /// Users who have no live certificate and could have one, behind a mark; whoever ended first comes first.
    ///
    /// # Errors
    /// What the database says.
    pub fn users_without_certificate(&self, due: &CertificatesDue, limit: u32) -> Outcome<Vec<UserRow>> {
        self.read(|connection| user_certificate_due::without_certificate(connection, due, limit))
    }

    /// How many there are of them.
    ///
    /// # Errors
    /// What the database says.
    pub fn count_without_certificate(&self, due: &CertificatesDue) -> Outcome<u64> {
        self.read(|connection| user_certificate_due::count_without_certificate(connection, due))
    }

    /// The user who was added last, deleted or not; 0 without any.
    ///
    /// # Errors
    /// What the database says.
    pub fn last_user(&self) -> Outcome<u64> {
        self.read(user::last)
    }

    /// The key for S/MIME that the server has made for a user and that gets certificates.
    ///
    /// # Errors
    /// What the database says.
    pub fn smime_key(&self, user: u64) -> Outcome<Option<SmimeKeyRow>> {
        self.read(|connection| user_certificate::key_of(connection, user))
    }

    /// Its private half: PKCS#8 DER.
    ///
    /// # Errors
    /// [`Code::NotPermitted`] without the secrets key, [`Code::PublicOnly`], [`Code::VaultDamaged`] when the seal does
    /// not hold.
    pub fn smime_key_secrets(&self, user: u64, id: u64) -> Outcome<Secret> {
        let key = self.secrets_key(Area::Users)?;
        self.read(|connection| user_certificate::secrets(connection, (self.id(), key), user, id))
    }

    /// The certificates of a user, newest first; no more than `limit`.
    ///
    /// # Errors
    /// What the database says.
    pub fn user_certificates(&self, user: u64, limit: u32) -> Outcome<Vec<UserCertificateRow>> {
        self.read(|connection| user_certificate::of_user(connection, user, limit))
    }

    /// Opens the seals of all users' keys for S/MIME; how many held.
    pub(crate) fn check_smime_seals(&self) -> Outcome<u64> {
        let key = self.secrets_key(Area::Users)?;
        self.read(|connection| user_certificate::check_seals(connection, self.id(), key))
    }
}
