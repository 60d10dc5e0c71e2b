//! `keyslots.json`: who may open the vault, and with what. It lies outside the encrypted database, so everything in it
//! is hostile until the page key that comes out of it has authenticated it.

mod any;
pub(crate) mod copy;
mod envelope;
mod file;
mod first;
mod opened;
mod slot;

pub(crate) use any::AnySlot;
pub(crate) use file::{Endorsing, KeySlots};
pub(crate) use opened::{AreaKeys, Opened};
pub(crate) use slot::{Person, Slot};

use orgkey_types::{Rights, Timestamp};
use serde::Serialize;

/// What a key slot says about itself. Before unlocking nobody has authenticated it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SlotSummary {
    /// Whose passphrase opens it.
    pub administrator: String,
    /// `Supervisor`, or what else the administrator was made for.
    pub role: String,
    /// What the administrator may do.
    pub rights: Rights,
    /// When the slot was made; a change of passphrase makes a new one.
    pub created: Timestamp,
    /// Key derivation as shown: `Argon2id, 64 MiB, 3 passes`.
    pub kdf: String,
}

impl SlotSummary {
    /// Whether it leads to any secrets.
    pub fn may_use_secrets(&self) -> bool {
        self.rights.secrets().next().is_some()
    }
}

/// Bytes as base64 (RFC 4648 §4) in JSON. Non-canonical forms are refused, so that one value has one spelling.
pub(crate) mod base64_bytes {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
