//! A second reader of `keyslots.json`, written from the description of the format: it gives the tests the keys of a vault,
//! which the program never lets out, so that they can be searched for.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use orgkey_types::Timestamp;
use serde_json::Value;
use std::path::Path;

/// All keys that a passphrase leads to.
pub struct Keys {
    /// What Argon2id made of the passphrase.
    pub wrapping: Vec<u8>,
    /// Opens the pages of the database.
    pub page: Vec<u8>,
    /// Opens the sealed rows.
    pub secrets: Vec<u8>,
}

/// Opens the first slot of a vault.
pub fn open(vault: &Path, passphrase: &str) -> Keys {
    let file: Value = serde_json::from_slice(&std::fs::read(vault.join("keyslots.json")).unwrap()).unwrap();
    let slot = &file["slots"][0];
    let wrapping = derive(slot, passphrase);
    let unwrap = |purpose: &str, name: &str| {
        let sealed = bytes(&slot[name]);
        let (nonce, msg) = sealed.split_at(24);
        let aad = &header(slot, purpose, text(&file["vault_id"]));
        let cipher = XChaCha20Poly1305::new(wrapping.as_slice().into());
        cipher.decrypt(XNonce::from_slice(nonce), Payload { msg, aad }).expect("the slot opens")
    };
    Keys { page: unwrap("page key", "page_key"), secrets: unwrap("secrets key", "secrets_key"), wrapping }
}

fn derive(slot: &Value, passphrase: &str) -> Vec<u8> {
    let cost = |name: &str| u32::try_from(slot["kdf"][name].as_u64().unwrap()).unwrap();
    let params = Params::new(cost("memory_kib"), cost("passes"), cost("lanes"), Some(32)).unwrap();
    let mut key = vec![0; 32];
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password_into(passphrase.as_bytes(), &bytes(&slot["salt"]), &mut key).unwrap();
    key
}

/// The authenticated header: each part behind its length in eight bytes, most significant first.
fn header(slot: &Value, purpose: &str, vault_id: &str) -> Vec<u8> {
    let mut encoded = Vec::new();
    let mut part = |bytes: &[u8]| {
        encoded.extend((bytes.len() as u64).to_be_bytes());
        encoded.extend(bytes);
    };
    let named = |name: &str| text(&slot[name]);
    for words in ["orgkey key slot 1", purpose, vault_id, named("id"), named("administrator"), named("role")] {
        part(words.as_bytes());
    }
    let created: Timestamp = serde_json::from_value(slot["created"].clone()).unwrap();
    for number in [created.seconds(), cost(slot, "memory_kib"), cost(slot, "passes"), cost(slot, "lanes")] {
        part(&number.to_be_bytes());
    }
    part(&bytes(&slot["salt"]));
    part(&i64::from(slot["may_use_secrets"].as_bool().unwrap()).to_be_bytes());
    encoded
}

fn cost(slot: &Value, name: &str) -> i64 {
    slot["kdf"][name].as_i64().unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
    STANDARD.decode(text(value)).unwrap()
}
