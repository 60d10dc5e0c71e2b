//! `keyslots.json` against the copy in the database, which nobody can exchange without the page key.
//!
//! A change of the slots writes the file first and the copy second. So a file that is ahead is a change that was cut
//! off after it took effect, and a file that is behind was put back by somebody: with it an old passphrase would
//! open the vault again.

use crate::{
    administrator,
    audit::{Settlement, settle},
    database::{Database, Mode},
    interrupted, layout,
    locked::Entrance,
    passphrase,
    slots::{self, KeySlots},
    tables::key_slots,
    write,
};
use orgkey_types::{Code, Failure, Outcome};
use std::cmp::Ordering;

/// What changes the slots alone, so that it has come to its end once the file is written. Where keys are exchanged the
/// intent is settled in the database that the new file opens.
const ACTIONS: [&str; 4] = [passphrase::ACTION, administrator::ADD, administrator::GRANT, administrator::REVOKE];

/// Brings both together where they differ, and says what was found.
pub(crate) fn slots(database: &mut Database, entrance: &mut Entrance<'_>, mode: Mode) -> Outcome<Vec<Failure>> {
    let copy = database.read(key_slots::read)?;
    match entrance.slots.generation.cmp(&copy.generation) {
        Ordering::Equal if entrance.slots == copy => Ok(Vec::new()),
        Ordering::Greater => settle_copy(database, entrance, &copy, mode),
        Ordering::Equal | Ordering::Less => heal_file(entrance, copy, mode),
    }
}

/// More than one step ahead means that the database is the one that was put back.
fn settle_copy(database: &mut Database, entrance: &Entrance<'_>, copy: &KeySlots, mode: Mode) -> Outcome<Vec<Failure>> {
    let mut notices = Vec::new();
    if entrance.slots.generation > copy.generation.saturating_add(1) {
        notices.push(Failure::about(Code::VaultRolledBack, "vault.db"));
    }
    if mode == Mode::Write {
        let open = database.read(interrupted::open_intents)?;
        write::change(database, &entrance.administrator, entrance.now, |change| {
            for intent in open.iter().filter(|intent| ACTIONS.contains(&intent.action.as_str())) {
                settle(change, intent, &Settlement::Completed)?;
            }
            key_slots::write(change.connection, &entrance.slots)
        })?;
    }
    Ok(notices)
}

/// The passphrase must open the copy as well; its rights are then those of the copy.
fn heal_file(entrance: &mut Entrance<'_>, copy: KeySlots, mode: Mode) -> Outcome<Vec<Failure>> {
    let rolled_back = || Failure::about(Code::KeySlotsRolledBack, layout::KEY_SLOTS);
    copy.authenticate(&entrance.keys.page)?;
    let passphrase = entrance.passphrase.ok_or_else(rolled_back)?;
    let slot = copy.slot(&entrance.administrator).map_err(|_| rolled_back())?;
    entrance.keys = slot.open(&copy.vault_id, passphrase).map_err(|_| rolled_back())?;
    if mode == Mode::Write {
        slots::copy::replace(&entrance.folder, &copy)?;
    }
    entrance.slots = copy;
    Ok(vec![rolled_back().because("the file was older than the vault and was replaced by the vault's own copy")])
}
