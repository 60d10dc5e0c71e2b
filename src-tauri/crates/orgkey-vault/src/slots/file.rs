use super::{AnySlot, Opened, SlotSummary, base64_bytes};
use crate::{
    encoding::Encoding,
    identity::{self, VaultIdentity},
    keys::{Key, PageKey},
    layout,
};
use hmac::{Hmac, Mac};
use orgkey_types::{Code, Failure, Outcome};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::Path;

/// Newest version of the file that this program reads; the one it writes.
pub(crate) const VERSION: u32 = 2;
/// The version in which a slot had no pair of its own and nobody signed.
const FIRST: u32 = 1;
const FORMAT: &str = "orgkey-vault-key-slots";
/// Largest file that is read, in bytes.
pub(super) const LARGEST: u64 = 256 * 1024;
const MOST_SLOTS: usize = 64;
/// Ed25519.
const SIGNATURE: usize = 64;

/// The content of `keyslots.json`.
///
/// The checksum needs no key: it tells damage from a wrong passphrase before anything is derived. The code (HMAC-SHA-256
/// under a key from the page key) is what authenticates the file, once a slot has opened. The signature is the vault's: keys
/// are sealed to a slot's public half, which everybody can do, so whoever can write to the folder could put a vault of his own
/// in its place, and the passphrase would open it. The passphrase opens the vault's identity too, and that has not signed it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeySlots {
    format: String,
    version: u32,
    pub(crate) vault_id: String,
    /// Grows by one with every change of the slots.
    pub(crate) generation: u64,
    pub(crate) slots: Vec<AnySlot>,
    #[serde(with = "base64_bytes")]
    mac: Vec<u8>,
    #[serde(default, with = "base64_bytes", skip_serializing_if = "Vec::is_empty")]
    signature: Vec<u8>,
    #[serde(with = "base64_bytes")]
    checksum: Vec<u8>,
}

/// The fields that tell whether the rest can be understood.
#[derive(Deserialize)]
struct Preamble {
    format: String,
    version: u32,
}

/// With what a file of slots is authenticated: the page key, and the seed of the vault's identity.
pub(crate) struct Endorsing<'a> {
    pub(crate) page: &'a PageKey,
    pub(crate) seed: &'a Key,
}

impl KeySlots {
    pub(crate) fn new(vault_id: &str, generation: u64, slots: Vec<AnySlot>, by: &Endorsing<'_>) -> Outcome<Self> {
        let (format, vault_id) = (FORMAT.to_owned(), vault_id.to_owned());
        let (mac, signature, checksum) = (Vec::new(), Vec::new(), Vec::new());
        let mut file = Self { format, version: VERSION, vault_id, generation, slots, mac, signature, checksum };
        file.mac = file.code(by.page)?.finalize().into_bytes().to_vec();
        file.signature = identity::sign(by.seed, FORMAT, &file.signed())?;
        file.checksum = file.sum();
        file.refuse_malformed()?;
        Ok(file)
    }

    /// # Errors
    /// [`Code::VaultLinked`], [`Code::KeySlotsDamaged`] when it is missing or damaged, [`Code::VaultNewer`], [`Code::KeySlotsWeak`],
    /// [`Code::TooExpensive`]; else why it cannot be read.
    pub(crate) fn read(path: &Path) -> Outcome<Self> {
        layout::refuse_link(path)?;
        match orgkey_files::read_bounded(path, LARGEST) {
            Ok(bytes) => Self::parse(&bytes),
            Err(failure) => match failure.code {
                Code::FileNotFound | Code::FileTooLarge | Code::NotAFile => Err(damaged(failure)),
                _ => Err(failure),
            },
        }
    }

    pub(crate) fn parse(bytes: &[u8]) -> Outcome<Self> {
        let Preamble { format, version } = serde_json::from_slice(bytes).map_err(damaged)?;
        if format != FORMAT {
            return Err(damaged("another format"));
        }
        if version > VERSION {
            return Err(Failure::about(Code::VaultNewer, format!("{format} {version}")));
        }
        let file: Self = serde_json::from_slice(bytes).map_err(damaged)?;
        if file.sum() != file.checksum {
            return Err(damaged("the checksum does not fit"));
        }
        file.refuse_malformed()?;
        Ok(file)
    }

    pub(crate) fn to_bytes(&self) -> Outcome<Vec<u8>> {
        let mut bytes =
            serde_json::to_vec_pretty(self).map_err(|error| Failure::from(Code::Internal).because(error))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Whether everything in the file was written by somebody who held the page key.
    ///
    /// # Errors
    /// [`Code::KeySlotsDamaged`].
    pub(crate) fn authenticate(&self, page: &PageKey) -> Outcome<()> {
        self.code(page)?.verify_slice(&self.mac).map_err(|_| damaged("the authentication code does not fit"))
    }

    /// Whether whoever opened a slot has the file before him that the vault has signed.
    ///
    /// # Errors
    /// [`Code::KeySlotsDamaged`].
    pub(crate) fn authenticate_for(&self, opened: &Opened) -> Outcome<()> {
        self.authenticate(&opened.page)?;
        match (&opened.identity, self.version) {
            (None, FIRST) => Ok(()),
            (Some(identity), VERSION) if self.is_signed_by(identity) => Ok(()),
            _ => Err(damaged("the vault has not signed it")),
        }
    }

    fn is_signed_by(&self, identity: &VaultIdentity) -> bool {
        identity.has_signed(FORMAT, &self.signed(), &self.signature)
    }

    /// The slot of that name; with an empty name the only one.
    ///
    /// # Errors
    /// [`Code::UnknownAdministrator`], [`Code::AdministratorMissing`].
    pub(crate) fn slot(&self, administrator: &str) -> Outcome<&AnySlot> {
        match (administrator, self.slots.as_slice()) {
            ("", [only]) => Ok(only),
            ("", _) => Err(Code::AdministratorMissing.into()),
            (name, slots) => slots
                .iter()
                .find(|slot| slot.administrator() == name)
                .ok_or_else(|| Failure::about(Code::UnknownAdministrator, name)),
        }
    }

    pub(crate) fn summaries(&self) -> Vec<SlotSummary> {
        self.slots.iter().map(AnySlot::summary).collect()
    }

    /// Version of the file.
    pub(crate) fn version(&self) -> u32 {
        self.version
    }

    /// Whether it is of the first version.
    pub(crate) fn is_first(&self) -> bool {
        self.version == FIRST
    }

    fn refuse_malformed(&self) -> Outcome<()> {
        let most = if self.is_first() { 1 } else { MOST_SLOTS };
        let signature = if self.is_first() { 0 } else { SIGNATURE };
        let known = (FIRST..=VERSION).contains(&self.version) && self.format == FORMAT;
        if !known || self.slots.is_empty() || self.slots.len() > most || self.signature.len() != signature {
            return Err(damaged("wrong number of slots, version, format or signature"));
        }
        for (index, slot) in self.slots.iter().enumerate() {
            slot.refuse_malformed()?;
            if matches!(slot, AnySlot::First(_)) != self.is_first() {
                return Err(damaged("a slot of another version"));
            }
            let twin = |other: &AnySlot| other.administrator() == slot.administrator() || other.id() == slot.id();
            if self.slots.iter().take(index).any(twin) {
                return Err(damaged("two slots of one name"));
            }
        }
        Ok(())
    }

    fn content(&self) -> Vec<u8> {
        let encoding = Encoding::new(FORMAT).number(self.version.into()).text(&self.vault_id);
        let encoding = encoding.bytes(&self.generation.to_be_bytes());
        let encoded = |encoding: Encoding, slot: &AnySlot| encoding.bytes(&slot.encode(&self.vault_id));
        self.slots.iter().fold(encoding, encoded).finish()
    }

    fn code(&self, page: &PageKey) -> Outcome<Hmac<Sha256>> {
        let key = page.derive("orgkey key slots code 1")?;
        let code = Hmac::new_from_slice(key.expose()).map_err(|error| Failure::from(Code::Internal).because(error))?;
        Ok(Hmac::chain_update(code, self.content()))
    }

    fn signed(&self) -> Vec<u8> {
        Encoding::new("signature").bytes(&self.content()).bytes(&self.mac).finish()
    }

    fn sum(&self) -> Vec<u8> {
        let encoding = Encoding::new("checksum").bytes(&self.content()).bytes(&self.mac);
        let encoding = if self.is_first() { encoding } else { encoding.bytes(&self.signature) };
        Sha256::digest(encoding.finish()).to_vec()
    }
}

fn damaged(cause: impl std::fmt::Display) -> Failure {
    Failure::from(Code::KeySlotsDamaged).because(cause)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
