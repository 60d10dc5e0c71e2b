//! Authenticated encryption with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha). Its nonce has 192 bits, so random ones
//! never meet. Format: nonce (24 bytes), ciphertext, tag (16 bytes).

use crate::keys::{Key, fill};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use orgkey_types::{Code, Outcome, Secret};

const NONCE: usize = 24;

pub(crate) fn seal(key: &Key, context: &[u8], secret: &[u8]) -> Outcome<Vec<u8>> {
    let mut sealed = vec![0; NONCE];
    fill(&mut sealed)?;
    let payload = Payload { msg: secret, aad: context };
    let nonce = XNonce::from_slice(&sealed);
    let ciphertext = cipher(key).encrypt(nonce, payload).map_err(|_| Code::Internal)?;
    sealed.extend(ciphertext);
    Ok(sealed)
}

/// `None`: another key, another context, or damage. Which of them cannot be told.
pub(crate) fn open(key: &Key, context: &[u8], sealed: &[u8]) -> Option<Secret> {
    let (nonce, ciphertext) = sealed.split_at_checked(NONCE)?;
    let payload = Payload { msg: ciphertext, aad: context };
    cipher(key).decrypt(XNonce::from_slice(nonce), payload).ok().map(Secret::new)
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.expose().into())
}
