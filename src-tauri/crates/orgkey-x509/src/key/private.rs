use super::{KeyKind, PublicKey, kind, opening};
use crate::{limits, signing::Method};
use openssl::{
    error::ErrorStack,
    pkey::{PKey, Private},
};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Secret};
use std::fmt;

/// A private key that is open. Its numbers are wiped by OpenSSL when it is dropped; it prints its algorithm only and
/// has no `Clone`.
pub struct PrivateKey {
    key: PKey<Private>,
    public: PublicKey,
    method: Method,
}

impl PrivateKey {
    /// Makes a key. RSA-4096 takes up to some seconds, the others less.
    ///
    /// # Errors
    /// [`Code::Internal`] when OpenSSL cannot.
    pub fn generate(kind: KeyKind) -> Outcome<Self> {
        Self::around(kind.generate().map_err(|error| Failure::from(Code::Internal).because(error))?)
    }

    /// From the PKCS#8 (RFC 5958) DER of [`PrivateKey::to_pkcs8`], or of a PKCS#12 key bag.
    ///
    /// # Errors
    /// [`Code::FileDamaged`], or [`Code::AlgorithmUnsupported`] with the algorithm.
    pub fn from_pkcs8(pkcs8: &Secret) -> Outcome<Self> {
        if pkcs8.len() > limits::PRIVATE_KEY {
            return Err(Failure::about(Code::TooComplex, "private key"));
        }
        Self::around(PKey::private_key_from_pkcs8(pkcs8.expose()).map_err(opening::unreadable)?)
    }

    /// From PEM or DER in any of the usual forms: PKCS#8, encrypted PKCS#8, PKCS#1, SEC 1, and OpenSSL's old
    /// encrypted PEM. What opening costs is checked before the passphrase is used.
    ///
    /// # Errors
    /// [`Code::NotX509`] when it is no private key, [`Code::PassphraseMissing`], [`Code::WrongPassphrase`],
    /// [`Code::TooExpensive`], [`Code::AlgorithmUnsupported`], [`Code::FileDamaged`].
    pub fn from_any(bytes: &[u8], passphrase: Option<&Passphrase>) -> Outcome<Self> {
        Self::around(opening::open(bytes, passphrase)?)
    }

    /// PKCS#8 DER, not encrypted: for sealing in the vault, or for the shrouded bag of a PKCS#12 file.
    ///
    /// # Errors
    /// [`Code::Internal`] when OpenSSL cannot.
    pub fn to_pkcs8(&self) -> Outcome<Secret> {
        self.key.private_key_to_pkcs8().map(Secret::new).map_err(|error| Failure::from(Code::Internal).because(error))
    }

    /// Its public half.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// `rsa3072`, `p256`, … as [`KeyKind::name`] has it; other keys in the same manner, `rsa1024`.
    pub fn algorithm(&self) -> String {
        kind::word(&self.key)
    }

    pub(crate) fn method(&self) -> &Method {
        &self.method
    }

    /// A signature over the message, in the form that X.509 carries.
    pub(crate) fn sign(&self, message: &[u8]) -> Outcome<Vec<u8>> {
        self.method.sign(&self.key, message).map_err(|error: ErrorStack| Failure::from(Code::Internal).because(error))
    }

    fn around(key: PKey<Private>) -> Outcome<Self> {
        let method = Method::of(&key)?;
        let spki = key.public_key_to_der().map_err(opening::unreadable)?;
        let public = PublicKey::from_spki(&spki)?;
        public.affordable()?;
        Ok(Self { key, public, method })
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({})", self.algorithm())
    }
}
