//! Key slots of the first version become those of the present one when a writer opens the vault: that is when the
//! passphrase is at hand, without which the administrator could not get a pair. The one secrets key serves every area
//! until an administrator is added or rights change; then each area gets a key of its own.

use crate::{
    database::Database,
    locked::Entrance,
    slots::{AnySlot, Endorsing, KeySlots, Person, Slot, copy},
    tables::{
        audit::{self, Saying},
        identity, key_slots,
    },
    write,
};
use orgkey_types::Outcome;
use serde_json::json;

/// # Errors
/// What the medium says. Where the file is written and the database is not, the next start settles it.
pub(crate) fn slots(database: &mut Database, entrance: &mut Entrance<'_>) -> Outcome<()> {
    let (true, Some(next)) = (entrance.slots.is_first(), upgraded(database, entrance)?) else { return Ok(()) };
    copy::replace(&entrance.folder, &next)?;
    write::change(database, &entrance.administrator, entrance.now, |change| {
        let (action, phase, subject) = ("upgrade-key-slots", crate::Phase::Event, entrance.administrator.as_str());
        let detail = &json!({ "version": next.version(), "generation": next.generation });
        audit::append(change, &Saying { action, phase, subject, detail, intent: None })?;
        key_slots::write(change.connection, &next)
    })?;
    entrance.slots = next;
    Ok(())
}

fn upgraded(database: &Database, entrance: &Entrance<'_>) -> Outcome<Option<KeySlots>> {
    let first = entrance.slots.slot(&entrance.administrator)?;
    let (Some(cost), Some(passphrase)) = (first.cost_of_first(), entrance.passphrase) else { return Ok(None) };
    let (vault_id, summary, keys) = (&entrance.slots.vault_id, first.summary(), &entrance.keys);
    let identity = database.read(identity::public)?;
    let seed = database.read(|connection| identity::seed(connection, vault_id, &keys.page))?;
    let person = Person { administrator: &summary.administrator, role: &summary.role, rights: summary.rights };
    let slot = Slot::wrap(vault_id, &person, (keys, &identity), passphrase, cost, entrance.now)?;
    let by = Endorsing { page: &keys.page, seed: &seed };
    let generation = entrance.slots.generation.saturating_add(1);
    KeySlots::new(vault_id, generation, vec![AnySlot::Present(slot)], &by).map(Some)
}
