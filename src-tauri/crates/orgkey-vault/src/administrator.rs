//! The administrators of an unlocked vault: their slots, their rights and the keys that follow from them. Who may do
//! this, and who may be left, is decided by the use cases; here is what the keys allow.

use crate::{
    KdfCost, SlotSummary,
    database::Watch,
    keys::PageKey,
    rotate::Rotation,
    slots::{AnySlot, AreaKeys, Endorsing, KeySlots, Opened, Person, Slot, copy},
    tables::key_slots,
    vault::Vault,
};
use orgkey_types::{Area, Code, Failure, Outcome, Passphrase, Rights, Timestamp};
use serde_json::Value;

/// The actions in the audit log.
pub(crate) const ADD: &str = "add-administrator";
pub(crate) const GRANT: &str = "grant-right";
pub(crate) const REVOKE: &str = "revoke-right";
const REMOVE: &str = "remove-administrator";

/// Who is to have a slot.
pub struct NewAdministrator<'a> {
    /// Name; no other slot has it.
    pub administrator: &'a str,
    /// What for, as shown.
    pub role: &'a str,
    /// What the administrator may do.
    pub rights: Rights,
    /// The administrator's own.
    pub passphrase: &'a Passphrase,
    /// What opening the slot costs.
    pub cost: KdfCost,
}

/// A change of the slots on its way.
struct Wanted<'a> {
    action: &'a str,
    subject: &'a str,
    detail: Value,
    /// Areas whose key somebody is not to hold any longer.
    lost: Vec<Area>,
    /// Somebody is not to open the database any longer.
    leaves: bool,
    /// The slots as they are to be, under those keys.
    slots: &'a dyn Fn(&Opened) -> Outcome<Vec<AnySlot>>,
}

impl Vault {
    /// The slots, authenticated.
    pub fn administrators(&self) -> Vec<SlotSummary> {
        self.slots().summaries()
    }

    /// Gives somebody a slot.
    ///
    /// # Errors
    /// [`Code::NotPermitted`] about a right that needs a key which this session does not hold; [`Code::KeySlotsWeak`] or
    /// [`Code::TooExpensive`] for the cost; [`Code::KeySlotsDamaged`] for a name that is taken or too long;
    /// [`Code::VaultReadOnly`]; what `watch` or the medium says.
    pub fn add_administrator(
        &mut self,
        new: &NewAdministrator<'_>,
        detail: Value,
        watch: &Watch<'_>,
        now: Timestamp,
    ) -> Outcome<()> {
        new.cost.refuse_outside_bounds(new.administrator)?;
        new.rights.secrets().try_for_each(|area| self.secrets_key(area).map(|_| ()))?;
        let (vault_id, identity, old) = (self.id().to_owned(), self.identity()?, self.present_slots()?);
        let person = Person { administrator: new.administrator, role: new.role, rights: new.rights };
        let slots = |keys: &Opened| {
            let slot = Slot::wrap(&vault_id, &person, (keys, &identity), new.passphrase, new.cost, now)?;
            let mut slots = given(&vault_id, &old, keys, |slot| Some(slot.rights()))?;
            slots.push(AnySlot::Present(slot));
            Ok(slots)
        };
        let (action, subject) = (ADD, new.administrator);
        self.change_slots(
            Wanted { action, subject, detail, lost: Vec::new(), leaves: false, slots: &slots },
            watch,
            now,
        )
    }

    /// Gives somebody these rights in the place of the ones there are. Who loses secrets of an area loses its key: the area
    /// gets a new one, and the database too.
    ///
    /// # Errors
    /// [`Code::UnknownAdministrator`]; [`Code::NotPermitted`] about a key that would be given or exchanged, and that this
    /// session does not hold; [`Code::VaultReadOnly`]; what `watch` or the medium says.
    pub fn set_rights(
        &mut self,
        administrator: &str,
        rights: Rights,
        detail: Value,
        watch: &Watch<'_>,
        now: Timestamp,
    ) -> Outcome<()> {
        let before = self.slots().slot(administrator)?.rights();
        let (gained, lost) = (rights.beyond(before), before.beyond(rights));
        gained.secrets().try_for_each(|area| self.secrets_key(area).map(|_| ()))?;
        let (vault_id, old) = (self.id().to_owned(), self.present_slots()?);
        let slots = |keys: &Opened| {
            given(&vault_id, &old, keys, |slot| {
                Some(if slot.administrator() == administrator { rights } else { slot.rights() })
            })
        };
        let action = if lost == Rights::NONE { GRANT } else { REVOKE };
        let (subject, lost) = (administrator, lost.secrets().collect::<Vec<_>>());
        let leaves = !lost.is_empty();
        self.change_slots(Wanted { action, subject, detail, lost, leaves, slots: &slots }, watch, now)
    }

    /// Takes somebody's slot away, and exchanges every key that it led to.
    ///
    /// # Errors
    /// As [`Self::set_rights`].
    pub fn remove_administrator(
        &mut self,
        administrator: &str,
        detail: Value,
        watch: &Watch<'_>,
        now: Timestamp,
    ) -> Outcome<()> {
        let lost = self.slots().slot(administrator)?.rights().secrets().collect();
        let (vault_id, old) = (self.id().to_owned(), self.present_slots()?);
        let slots = |keys: &Opened| {
            given(&vault_id, &old, keys, |slot| (slot.administrator() != administrator).then(|| slot.rights()))
        };
        let (action, subject) = (REMOVE, administrator);
        self.change_slots(Wanted { action, subject, detail, lost, leaves: true, slots: &slots }, watch, now)
    }

    fn change_slots(&mut self, wanted: Wanted<'_>, watch: &Watch<'_>, now: Timestamp) -> Outcome<()> {
        if !self.writable() {
            return Err(Code::VaultReadOnly.into());
        }
        let mut areas = wanted.lost;
        areas.extend(self.keys().areas.shared());
        areas.sort_unstable();
        areas.dedup();
        areas.iter().try_for_each(|area| self.secrets_key(*area).map(|_| ()))?;
        let rotates = wanted.leaves || !areas.is_empty();
        let keys = self.next_keys(rotates, &areas)?;
        let by = Endorsing { page: &keys.page, seed: &self.seed_of_identity()? };
        let generation = self.slots().generation.saturating_add(1);
        let slots = KeySlots::new(self.id(), generation, (wanted.slots)(&keys)?, &by)?;
        let intent = self.begin(wanted.action, wanted.subject, wanted.detail, now)?;
        if rotates {
            return self.rotate(intent, Rotation { keys, slots, areas }, watch, now);
        }
        if let Err(failure) = copy::replace(self.folder(), &slots) {
            return Err(self.failed(intent, failure, now));
        }
        match self.settle_with(&intent, now, |change| key_slots::write(change.connection, &slots)) {
            Ok(()) => {
                self.set_slots(slots);
                Ok(())
            }
            Err(failure) => self.take_back(slots, failure),
        }
    }

    fn next_keys(&self, rotates: bool, areas: &[Area]) -> Outcome<Opened> {
        let (present, identity) = (self.keys(), Some(self.identity()?));
        let areas = present.areas.exchanged(&AreaKeys::random(areas.iter().copied())?);
        if rotates {
            return Ok(Opened { areas, identity, ..Opened::new(Rights::NONE)? });
        }
        Ok(Opened { page: PageKey(present.page.0.duplicate()), areas, identity })
    }

    /// A vault that came with slots of the first version has those of the present one since it was opened for writing.
    fn present_slots(&self) -> Outcome<Vec<Slot>> {
        let present = |slot: &AnySlot| match slot {
            AnySlot::Present(slot) => Ok(slot.clone()),
            AnySlot::First(_) => Err(Failure::from(Code::VaultReadOnly).because("key slots of the first version")),
        };
        self.slots().slots.iter().map(present).collect()
    }
}

/// The slots that are left, with the rights that they are to have.
fn given(
    vault_id: &str,
    slots: &[Slot],
    keys: &Opened,
    rights: impl Fn(&Slot) -> Option<Rights>,
) -> Outcome<Vec<AnySlot>> {
    let left = slots.iter().filter_map(|slot| rights(slot).map(|rights| (slot, rights)));
    let made = |(slot, rights): (&Slot, Rights)| slot.given(vault_id, rights, &keys.page, &keys.areas);
    left.map(|left| made(left).map(AnySlot::Present)).collect()
}
