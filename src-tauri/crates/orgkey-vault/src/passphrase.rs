use crate::{
    KdfCost, SlotSummary,
    slots::{AnySlot, Endorsing, KeySlots, Opened, Person, Slot, copy},
    tables::key_slots,
    vault::Vault,
};
use orgkey_types::{Code, Outcome, Passphrase, Timestamp};
use serde_json::json;

/// The action in the audit log.
pub(crate) const ACTION: &str = "change-passphrase";

impl Vault {
    /// Whether this is the passphrase of that administrator: asked again before secrets leave the vault. Costs one
    /// key derivation.
    ///
    /// # Errors
    /// [`Code::UnknownAdministrator`]; a wrong passphrase is no error here.
    pub fn passphrase_opens(&self, administrator: &str, passphrase: &Passphrase) -> Outcome<bool> {
        match self.open_slot(administrator, passphrase) {
            Ok(_) => Ok(true),
            Err(failure) if failure.code == Code::WrongPassphrase => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    /// Another administrator types a passphrase, and stands by until somebody asks for it with [`Self::take_second`].
    ///
    /// # Errors
    /// [`Code::UnknownAdministrator`]; [`Code::WrongPassphrase`]. Then nobody stands by.
    pub fn attend(&mut self, administrator: &str, passphrase: &Passphrase, now: Timestamp) -> Outcome<()> {
        self.set_second(None);
        self.open_slot(administrator, passphrase)?;
        let slot = self.slots().slot(administrator)?.summary();
        self.set_second(Some((slot, now)));
        Ok(())
    }

    /// Who stands by, and since when; asked once, nobody does any longer.
    pub fn take_second(&mut self) -> Option<(SlotSummary, Timestamp)> {
        self.second()
    }

    /// Wraps the keys of one administrator under a new passphrase; the database is not rewritten. The one that opened
    /// the vault before opens it no more, but it still opens generations of an earlier time and copies of the folder.
    ///
    /// After a crash either the old or the new passphrase opens the vault, never both and never none.
    ///
    /// # Errors
    /// [`Code::WrongPassphrase`] for the old one, [`Code::VaultReadOnly`], [`Code::KeySlotsWeak`] or
    /// [`Code::TooExpensive`] for the cost, and what the medium says. The old passphrase is then still in force.
    pub fn change_passphrase(
        &mut self,
        administrator: &str,
        old: &Passphrase,
        new: &Passphrase,
        cost: KdfCost,
        now: Timestamp,
    ) -> Outcome<()> {
        if !self.writable() {
            return Err(Code::VaultReadOnly.into());
        }
        cost.refuse_outside_bounds(administrator)?;
        let keys = self.open_slot(administrator, old)?;
        let next = self.rewrapped(administrator, &keys, new, cost, now)?;
        // Absent on purpose: a generation. Nothing is destroyed, and it would open with the old passphrase.
        let name = next.slot(administrator)?.administrator().to_owned();
        let intent = self.begin(ACTION, &name, json!({ "generation": next.generation }), now)?;
        if let Err(failure) = copy::replace(self.folder(), &next) {
            return Err(self.failed(intent, failure, now));
        }
        match self.settle_with(&intent, now, |change| key_slots::write(change.connection, &next)) {
            Ok(()) => {
                self.set_slots(next);
                Ok(())
            }
            Err(failure) => self.take_back(next, failure),
        }
    }

    pub(crate) fn open_slot(&self, administrator: &str, passphrase: &Passphrase) -> Outcome<Opened> {
        self.slots().slot(administrator)?.open(self.id(), passphrase)
    }

    fn rewrapped(
        &self,
        administrator: &str,
        keys: &Opened,
        new: &Passphrase,
        cost: KdfCost,
        now: Timestamp,
    ) -> Outcome<KeySlots> {
        let present = self.slots();
        let old = present.slot(administrator)?;
        let summary = old.summary();
        let person = Person { administrator: &summary.administrator, role: &summary.role, rights: summary.rights };
        // A pair of its own again: what is sealed to the new one does not open with the old passphrase and an old file.
        let slot = Slot::wrap(self.id(), &person, (keys, &self.identity()?), new, cost, now)?;
        let slot = AnySlot::Present(slot);
        let exchange = |other: &AnySlot| if other.id() == old.id() { slot.clone() } else { other.clone() };
        let slots = present.slots.iter().map(exchange).collect();
        let by = Endorsing { page: &keys.page, seed: &self.seed_of_identity()? };
        KeySlots::new(self.id(), present.generation.saturating_add(1), slots, &by)
    }

    /// The database refused what the file says already. Where the old file can be put back, nothing has happened;
    /// where it cannot, the new passphrase is in force and the next start settles the database.
    pub(crate) fn take_back(&mut self, next: KeySlots, failure: orgkey_types::Failure) -> Outcome<()> {
        if let Err(second) = copy::replace(self.folder(), self.slots()) {
            self.set_slots(next);
            return Err(failure.because(format!("the new key slots are in force; the old file is not back: {second}")));
        }
        Err(failure)
    }
}
