//! `keyslots.json`: who may open the vault, and with what. It lies outside the encrypted database, so everything in it
//! is hostile until the page key that comes out of it has authenticated it.

pub(crate) mod copy;
mod file;
mod slot;

pub(crate) use file::KeySlots;
pub(crate) use slot::{Opened, Slot};

use orgkey_types::Timestamp;
use serde::Serialize;

/// What a key slot says about itself. Before unlocking nobody has authenticated it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SlotSummary {
    /// Whose passphrase opens it.
    pub administrator: String,
    /// `Supervisor`, and later others.
    pub role: String,
    /// When the slot was made; a change of passphrase makes a new one.
    pub created: Timestamp,
    /// Key derivation as shown: `Argon2id, 64 MiB, 3 passes`.
    pub kdf: String,
    /// Whether it wraps the secrets key too.
    pub may_use_secrets: bool,
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
