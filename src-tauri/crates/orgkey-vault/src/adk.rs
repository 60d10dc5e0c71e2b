//! The Additional Decryption Keys of an unlocked vault, and which of them users' keys name.

use crate::{
    audit::Intent,
    tables::{
        adk::{self, AdkRow},
        user::UserRow,
    },
    vault::Vault,
};
use orgkey_types::{Fingerprint, KeySummary, Outcome, Timestamp};

impl Vault {
    /// All of them, the one in use first.
    ///
    /// # Errors
    /// What the database says.
    pub fn adks(&self) -> Outcome<Vec<AdkRow>> {
        self.read(adk::all)
    }

    /// Takes a key into use as Additional Decryption Key, or none, and settles the intent in the same transaction.
    ///
    /// # Errors
    /// What the medium says.
    pub fn put_adk(&mut self, intent: Intent, new: Option<(&KeySummary, &[u8])>, now: Timestamp) -> Outcome<()> {
        self.settle_with(&intent, now, |change| adk::put(change.connection, new, now))
    }

    /// How many users' keys name which one.
    ///
    /// # Errors
    /// What the database says.
    pub fn adk_coverage(&self) -> Outcome<Vec<(Fingerprint, u64)>> {
        self.read(adk::coverage)
    }

    /// How many keys that the server can change name that one.
    ///
    /// # Errors
    /// What the database says.
    pub fn count_keys_naming(&self, adk: &Fingerprint, now: Timestamp) -> Outcome<u64> {
        self.read(|connection| adk::count_naming(connection, adk, now))
    }

    /// The users of those keys, behind that identifier.
    ///
    /// # Errors
    /// What the database says.
    pub fn keys_naming(&self, adk: &Fingerprint, now: Timestamp, after: u64, limit: u32) -> Outcome<Vec<UserRow>> {
        self.read(|connection| adk::naming(connection, adk, now, after, limit))
    }
}
