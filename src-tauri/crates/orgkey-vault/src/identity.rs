//! The identity of a vault: an Ed25519 key (RFC 8032) of its own. With it the vault signs what leaves it as evidence, so
//! that a reader without vault and passphrase sees whose it is, and that nobody has touched it on the way.

use crate::{
    encoding::Encoding,
    keys::{Key, PageKey},
    tables::identity,
    vault::Vault,
};
use openssl::{
    error::ErrorStack,
    pkey::{Id, PKey, Private},
    sign::{Signer, Verifier},
};
use orgkey_types::{Code, Failure, Outcome};
use sha2::{Digest, Sha256};

/// The public part of a vault's identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VaultIdentity {
    public: Vec<u8>,
}

impl VaultIdentity {
    pub(crate) fn of(public: Vec<u8>) -> Self {
        Self { public }
    }

    /// From its hexadecimal form; none where that is no such key.
    pub fn from_hex(text: &str) -> Option<Self> {
        let public = hex::decode(text).ok()?;
        PKey::public_key_from_raw_bytes(&public, Id::ED25519).ok()?;
        Some(Self { public })
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.public
    }

    /// The public key, lower-case hexadecimal.
    pub fn hex(&self) -> String {
        hex::encode(&self.public)
    }

    /// SHA-256 of the public key, lower-case hexadecimal: what a person compares with a receipt.
    pub fn fingerprint(&self) -> String {
        hex::encode(Sha256::digest(&self.public))
    }

    /// Whether the vault has signed that message for that purpose.
    pub fn has_signed(&self, purpose: &str, message: &[u8], signature: &[u8]) -> bool {
        let verified = PKey::public_key_from_raw_bytes(&self.public, Id::ED25519).and_then(|key| {
            let mut verifier = Verifier::new_without_digest(&key)?;
            verifier.verify_oneshot(signature, &statement(purpose, message))
        });
        verified.unwrap_or(false)
    }
}

impl Vault {
    /// The identity of this vault.
    ///
    /// # Errors
    /// What the database says.
    pub fn identity(&self) -> Outcome<VaultIdentity> {
        self.read(identity::public)
    }

    /// Signs a message in the name of the vault. `purpose` separates the domains: what was signed for one use can never
    /// pass for another.
    ///
    /// # Errors
    /// [`orgkey_types::Code::VaultDamaged`] when the seal does not hold.
    pub fn sign(&self, purpose: &str, message: &[u8]) -> Outcome<Vec<u8>> {
        sign(&self.seed_of_identity()?, purpose, message)
    }

    pub(crate) fn seed_of_identity(&self) -> Outcome<Key> {
        self.read(|connection| identity::seed(connection, self.id(), self.page_key()))
    }
}

pub(crate) fn sign(seed: &Key, purpose: &str, message: &[u8]) -> Outcome<Vec<u8>> {
    let key = private(seed)?;
    let mut signer = Signer::new_without_digest(&key).map_err(fault)?;
    signer.sign_oneshot_to_vec(&statement(purpose, message)).map_err(fault)
}

/// A new one: its public part, and the seed of its private part.
pub(crate) fn make() -> Outcome<(VaultIdentity, Key)> {
    let seed = Key::random()?;
    let public = private(&seed)?.raw_public_key().map_err(fault)?;
    Ok((VaultIdentity { public }, seed))
}

/// What seals the private part. It comes from the page key and not from the secrets key: whoever may write entries into
/// the audit log signs its head too, also an administrator without the right to secrets. So a signature says that a
/// file comes from this vault, and not which administrator made it; and whoever holds the page key could sign another
/// log, which a head on a receipt outside of the vault reveals.
pub(crate) fn sealing_key(page: &PageKey) -> Outcome<Key> {
    page.derive("orgkey vault identity 1")
}

fn private(seed: &Key) -> Outcome<PKey<Private>> {
    PKey::private_key_from_raw_bytes(seed.expose(), Id::ED25519).map_err(fault)
}

fn statement(purpose: &str, message: &[u8]) -> Vec<u8> {
    Encoding::new(purpose).bytes(message).finish()
}

fn fault(error: ErrorStack) -> Failure {
    Failure::from(Code::Internal).because(error)
}
