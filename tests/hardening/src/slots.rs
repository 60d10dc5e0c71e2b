//! A second reader of `keyslots.json`, written from the description of the format: it gives the tests the keys of a vault,
//! which the program never lets out, so that they can be searched for.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use openssl::{
    derive::Deriver,
    md::Md,
    pkey::{Id, PKey, Public},
    pkey_ctx::PkeyCtx,
};
use orgkey_types::{Rights, Timestamp};
use serde_json::Value;
use std::path::Path;

/// All keys that a passphrase leads to.
pub struct Keys {
    /// What Argon2id made of the passphrase.
    pub wrapping: Vec<u8>,
    /// The private half of the slot's pair.
    pub private: Vec<u8>,
    /// Opens the pages of the database.
    pub page: Vec<u8>,
    /// Opens the sealed rows of Organization Keys.
    pub secrets: Vec<u8>,
}

/// Opens the first slot of a vault.
pub fn open(vault: &Path, passphrase: &str) -> Keys {
    let file: Value = serde_json::from_slice(&std::fs::read(vault.join("keyslots.json")).unwrap()).unwrap();
    let slot = &file["slots"][0];
    let (vault_id, wrapping) = (text(&file["vault_id"]), derive(slot, passphrase));
    let inside = unseal(&wrapping, &header(slot, "private key", vault_id), &bytes(&slot["private_key"]));
    // The vault's public identity stands behind it.
    let private = inside[..32].to_vec();
    let rights: Rights = serde_json::from_value(slot["rights"].clone()).unwrap();
    let bound =
        [header(slot, "page key", vault_id), part(text(&slot["role"]).as_bytes()), number(rights.bits().into())];
    let area = [header(slot, "area key", vault_id), part(b"organization-keys")];
    let page = unseal_to(&private, &bound.concat(), &bytes(&slot["page_key"]));
    let secrets = unseal_to(&private, &area.concat(), &bytes(&slot["area_keys"]["organization-keys"]));
    Keys { wrapping, private, page, secrets }
}

/// Nonce, ciphertext and tag.
fn unseal(key: &[u8], aad: &[u8], sealed: &[u8]) -> Vec<u8> {
    let (nonce, msg) = sealed.split_at(24);
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher.decrypt(XNonce::from_slice(nonce), Payload { msg, aad }).expect("the slot opens")
}

/// The same behind an ephemeral public key of X25519.
fn unseal_to(private: &[u8], context: &[u8], sealed: &[u8]) -> Vec<u8> {
    let (ephemeral, rest) = sealed.split_at(32);
    let own = PKey::private_key_from_raw_bytes(private, Id::X25519).unwrap();
    let peer = PKey::<Public>::public_key_from_raw_bytes(ephemeral, Id::X25519).unwrap();
    let mut deriver = Deriver::new(&own).unwrap();
    deriver.set_peer(&peer).unwrap();
    let parts = [b"orgkey sealed to a slot 1", ephemeral, &own.raw_public_key().unwrap(), context];
    let mut hkdf = PkeyCtx::new_id(Id::HKDF).unwrap();
    hkdf.derive_init().unwrap();
    hkdf.set_hkdf_md(Md::sha256()).unwrap();
    hkdf.set_hkdf_key(&deriver.derive_to_vec().unwrap()).unwrap();
    hkdf.add_hkdf_info(&parts.map(part).concat()).unwrap();
    let mut key = [0; 32];
    hkdf.derive(Some(&mut key)).unwrap();
    unseal(&key, context, rest)
}

fn derive(slot: &Value, passphrase: &str) -> Vec<u8> {
    let cost = |name: &str| u32::try_from(slot["kdf"][name].as_u64().unwrap()).unwrap();
    let params = Params::new(cost("memory_kib"), cost("passes"), cost("lanes"), Some(32)).unwrap();
    let mut key = vec![0; 32];
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password_into(passphrase.as_bytes(), &bytes(&slot["salt"]), &mut key).unwrap();
    key
}

/// The authenticated header: what stays the same for the life of the slot.
fn header(slot: &Value, purpose: &str, vault_id: &str) -> Vec<u8> {
    let named = |name: &str| text(&slot[name]);
    let words = ["orgkey key slot 2", purpose, vault_id, named("id"), named("administrator")];
    let created: Timestamp = serde_json::from_value(slot["created"].clone()).unwrap();
    let numbers = [created.seconds(), cost(slot, "memory_kib"), cost(slot, "passes"), cost(slot, "lanes")];
    let mut encoded = words.map(|words| part(words.as_bytes())).concat();
    encoded.extend(numbers.map(number).concat());
    encoded.extend(part(&bytes(&slot["salt"])));
    encoded.extend(part(&bytes(&slot["public_key"])));
    encoded
}

/// Behind its length in eight bytes, most significant first.
fn part(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u64).to_be_bytes(), bytes].concat()
}

fn number(number: i64) -> Vec<u8> {
    part(&number.to_be_bytes())
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
