//! Files: what certificates, keys, requests and lists come in, in any mix, and what they leave in.

mod find;
mod pem;
mod write;

use crate::{Certificate, PrivateKey, Request, RevocationList};
use orgkey_types::{Outcome, Passphrase, Secret};

pub use find::read_any;
pub(crate) use pem::first_private_block;
pub use write::{p7b, pem};

/// One thing that was found in a file.
#[derive(Debug)]
pub enum Found {
    /// A certificate, from PEM, DER or P7B.
    Certificate(Certificate),
    /// A certificate signing request.
    Request(Request),
    /// A revocation list.
    RevocationList(RevocationList),
    /// A private key, still closed.
    PrivateKey(FoundKey),
    /// A PKCS#12 file, for `orgkey-pkcs12`: its bytes.
    Pkcs12(Vec<u8>),
}

/// A private key that was found and not opened yet.
#[derive(Debug)]
pub struct FoundKey {
    encrypted: bool,
    bytes: Secret,
}

impl FoundKey {
    /// Whether a passphrase is needed.
    pub fn encrypted(&self) -> bool {
        self.encrypted
    }

    /// Opens it.
    ///
    /// # Errors
    /// As [`PrivateKey::from_any`].
    pub fn open(&self, passphrase: Option<&Passphrase>) -> Outcome<PrivateKey> {
        PrivateKey::from_any(self.bytes.expose(), passphrase)
    }
}
