//! The two keys of a vault. Neither has `Debug`, `Clone` or `Serialize`; both are wiped when dropped.

use crate::encoding::Encoding;
use hmac::{Hmac, Mac};
use orgkey_types::{Code, Failure, Outcome};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Length of every symmetric key here, in bytes.
pub(crate) const KEY_LENGTH: usize = 32;

/// 256 bits that are wiped on drop. They stand on the heap and never move: moving a value copies its bytes, and on the
/// stack nobody wipes what was moved away from.
pub(crate) struct Key(Box<Zeroizing<[u8; KEY_LENGTH]>>);

impl Key {
    pub(crate) fn random() -> Outcome<Self> {
        let mut key = Self::empty();
        fill(&mut **key.0)?;
        Ok(key)
    }

    pub(crate) fn empty() -> Self {
        Self(Box::new(Zeroizing::new([0; KEY_LENGTH])))
    }

    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut key = Self::empty();
        if bytes.len() != KEY_LENGTH {
            return None;
        }
        key.0.copy_from_slice(bytes);
        Some(key)
    }

    /// A second copy, wiped like the first.
    pub(crate) fn duplicate(&self) -> Self {
        let mut copy = Self::empty();
        copy.0.copy_from_slice(self.expose());
        copy
    }

    pub(crate) fn expose(&self) -> &[u8; KEY_LENGTH] {
        &self.0
    }

    pub(crate) fn expose_mut(&mut self) -> &mut [u8; KEY_LENGTH] {
        &mut self.0
    }
}

/// Opens the metadata; every administrator's slot wraps it.
pub(crate) struct PageKey(pub(crate) Key);

impl PageKey {
    /// A key for one purpose, from which nobody gets back to this one.
    pub(crate) fn derive(&self, purpose: &str) -> Outcome<Key> {
        let mac = Hmac::<Sha256>::new_from_slice(self.0.expose());
        let mac = mac.map_err(|error| Failure::from(Code::Internal).because(error))?;
        let derived: Zeroizing<[u8; KEY_LENGTH]> =
            Zeroizing::new(mac.chain_update(Encoding::new(purpose).finish()).finalize().into_bytes().into());
        Key::from_slice(&*derived).ok_or_else(|| Code::Internal.into())
    }
}

/// Opens the private material of an area; sealed only to those with the right.
pub(crate) struct SecretsKey(pub(crate) Key);

impl SecretsKey {
    pub(crate) fn duplicate(&self) -> Self {
        Self(self.0.duplicate())
    }
}

/// Random bytes from the operating system.
pub(crate) fn fill(bytes: &mut [u8]) -> Outcome<()> {
    getrandom::fill(bytes).map_err(|error| Failure::from(Code::Internal).because(error))
}

/// A new random identifier: 128 bits in lower-case hexadecimal.
pub(crate) fn new_id() -> Outcome<String> {
    let mut bytes = [0; 16];
    fill(&mut bytes)?;
    Ok(hex::encode(bytes))
}
