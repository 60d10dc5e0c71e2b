use super::{Opened, SlotSummary, first::FirstSlot, slot::Slot};
use crate::{cost::KdfCost, keys::Key};
use orgkey_types::{Outcome, Passphrase, Rights};
use serde::{Deserialize, Serialize};

/// A slot of either version.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum AnySlot {
    Present(Slot),
    First(FirstSlot),
}

/// The same question to either.
macro_rules! either {
    ($slot:expr, $name:ident => $answer:expr) => {
        match $slot {
            AnySlot::Present($name) => $answer,
            AnySlot::First($name) => $answer,
        }
    };
}

impl AnySlot {
    /// # Errors
    /// [`orgkey_types::Code::WrongPassphrase`] about the administrator.
    pub(crate) fn open(&self, vault_id: &str, passphrase: &Passphrase) -> Outcome<Opened> {
        self.unwrap_with(vault_id, &self.derive(passphrase)?)
    }

    /// The slow part of [`AnySlot::open`].
    pub(crate) fn derive(&self, passphrase: &Passphrase) -> Outcome<Key> {
        either!(self, slot => slot.derive(passphrase))
    }

    /// The fast part.
    pub(crate) fn unwrap_with(&self, vault_id: &str, wrapping: &Key) -> Outcome<Opened> {
        either!(self, slot => slot.unwrap_with(vault_id, wrapping))
    }

    pub(crate) fn id(&self) -> &str {
        either!(self, slot => &slot.id)
    }

    pub(crate) fn administrator(&self) -> &str {
        either!(self, slot => &slot.administrator)
    }

    pub(crate) fn rights(&self) -> Rights {
        either!(self, slot => slot.rights())
    }

    /// Where it is of the first version: what its derivation costs.
    pub(crate) fn cost_of_first(&self) -> Option<KdfCost> {
        match self {
            Self::First(slot) => Some(slot.kdf),
            Self::Present(_) => None,
        }
    }

    pub(super) fn encode(&self, vault_id: &str) -> Vec<u8> {
        either!(self, slot => slot.encode(vault_id))
    }

    /// What can be judged without a passphrase.
    pub(super) fn refuse_malformed(&self) -> Outcome<()> {
        either!(self, slot => slot.refuse_malformed())
    }

    pub(crate) fn summary(&self) -> SlotSummary {
        either!(self, slot => slot.summary())
    }
}
