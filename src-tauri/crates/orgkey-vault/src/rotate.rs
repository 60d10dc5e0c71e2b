//! New keys for a vault: because somebody is not to hold the ones there are any longer.
//!
//! The database is copied into `vault.next.db` under the new page key, and the rows of the areas concerned are sealed anew
//! in that copy. Then the new `keyslots.json` is written: from that moment on the slots lead to the copy and to nothing
//! else. Last the copy takes the name of the database. Whatever ends in the middle leaves either slots that open the old
//! database (the copy is swept) or slots that open the copy (the next writer gives it its name; a reader reads it where it
//! is). Whoever kept the old slots, an old database or a generation opens with them what he could open before, and nothing
//! of what came after.

use crate::{
    audit::{Intent, Settlement, settle},
    database::{Database, Mode, Watch, sql},
    keys::PageKey,
    layout, seal,
    slots::{KeySlots, Opened, copy},
    tables::{SEALED, SealedTable, identity, key_slots},
    vault::Vault,
    write,
};
use orgkey_files::{Overwrite, PrivateFile, replace_file, sync_folder, withdraw};
use orgkey_types::{Area, Code, Failure, Outcome, Timestamp};
use rusqlite::{Connection, params};
use std::path::Path;

/// Rows that are sealed anew between two looks at the watcher; so many are in memory.
const ROWS_AT_ONCE: i64 = 500;

/// New keys, the slots that lead to them, and the areas whose rows they seal.
pub(crate) struct Rotation {
    pub(crate) keys: Opened,
    pub(crate) slots: KeySlots,
    pub(crate) areas: Vec<Area>,
}

/// Opens the database that the slots lead to, wherever an interrupted rotation has left it.
///
/// # Errors
/// [`Code::KeySlotsRolledBack`] where slots from before a rotation were put back; else as [`Database::open`].
pub(crate) fn open(folder: &Path, slots: &KeySlots, key: &PageKey, mode: Mode) -> Outcome<Database> {
    let damaged = match Database::open(folder, key, mode) {
        Err(failure) if failure.code == Code::VaultDamaged => failure,
        other => return other,
    };
    let path = layout::next_database(folder);
    if !path.is_file() {
        return Err(older_than_copy(folder, slots).unwrap_or(damaged));
    }
    let Ok(next) = Database::open_file(&path, key, mode) else { return Err(damaged) };
    if mode == Mode::Read {
        return Ok(next);
    }
    next.close()?;
    put_in_place(folder)?;
    Database::open(folder, key, mode)
}

/// Nothing authenticates the copy here; it only chooses between two refusals.
fn older_than_copy(folder: &Path, slots: &KeySlots) -> Option<Failure> {
    let copy = KeySlots::read(&layout::copy_of_key_slots(folder)).ok()?;
    let older = copy.vault_id == slots.vault_id && copy.generation > slots.generation;
    older.then(|| Failure::about(Code::KeySlotsRolledBack, layout::KEY_SLOTS))
}

/// Takes away a copy that no slots lead to. Only where the database itself has opened.
pub(crate) fn sweep(folder: &Path) -> Outcome<()> {
    let next = layout::next_database(folder);
    forget_beside(&next)?;
    if next.symlink_metadata().is_ok() { withdraw(&next) } else { Ok(()) }
}

/// The log of the old database goes first, and durably: beside the new one it would be taken for that one's.
fn put_in_place(folder: &Path) -> Outcome<()> {
    let (next, database) = (layout::next_database(folder), layout::database(folder));
    forget_beside(&database)?;
    forget_beside(&next)?;
    replace_file(&next, &database)
}

fn forget_beside(database: &Path) -> Outcome<()> {
    layout::beside(database).iter().filter(|path| path.symlink_metadata().is_ok()).try_for_each(|path| withdraw(path))
}

impl Vault {
    /// Exchanges keys and database, and settles the intent in the new one. When it is refused the old ones are in force,
    /// and the intent is settled as failed.
    ///
    /// # Errors
    /// What `watch` or the medium says. Where the new slots are in force and the database has not got its name, the cause
    /// says so: this session is at its end then, and the next one finds everything done.
    pub(crate) fn rotate(
        &mut self,
        intent: Intent,
        rotation: Rotation,
        watch: &Watch<'_>,
        now: Timestamp,
    ) -> Outcome<()> {
        let folder = self.folder().to_owned();
        if let Err(failure) = self.make_next(&intent, &rotation, watch, now).and_then(|()| commit(&folder, &rotation)) {
            let _ = sweep(&folder);
            return Err(self.failed(intent, failure, now));
        }
        self.take_next(rotation).map_err(|failure| {
            let cause = failure.cause.as_deref().unwrap_or_default();
            Failure {
                cause: Some(format!("the new keys are in force, and the next start goes on: {cause}")),
                ..failure
            }
        })
    }

    fn make_next(&self, intent: &Intent, rotation: &Rotation, watch: &Watch<'_>, now: Timestamp) -> Outcome<()> {
        let path = layout::next_database(self.folder());
        sweep(self.folder())?;
        // SQLite would create the file readable for others; so it finds an empty one.
        PrivateFile::create(&path, Overwrite::Refuse)?.commit()?;
        let (old, new) = (self.keys(), &rotation.keys);
        let next = Database::open_file(&path, &new.page, Mode::Write)?;
        let mut next = self.database().copy_into(next, watch)?;
        write::change(&mut next, self.administrator(), now, |change| {
            for table in SEALED.iter().filter(|table| rotation.areas.contains(&table.area)) {
                let resealing = Resealing { connection: change.connection, vault_id: self.id(), table, old, new };
                resealing.run(watch)?;
            }
            identity::reseal(change.connection, self.id(), &old.page, &new.page)?;
            key_slots::write(change.connection, &rotation.slots)?;
            settle(change, intent, &Settlement::Done)
        })?;
        next.close()?;
        sync_folder(self.folder())
    }

    fn take_next(&mut self, rotation: Rotation) -> Outcome<()> {
        self.exchange(rotation.keys, Database::none()?).close()?;
        self.set_slots(rotation.slots);
        let folder = self.folder().to_owned();
        put_in_place(&folder)?;
        let database = Database::open(&folder, self.page_key(), Mode::Write)?;
        self.set_database(database);
        Ok(())
    }
}

/// The moment at which the new keys come into force. A medium may fail after it has taken the new name: then the file
/// itself says which it is.
fn commit(folder: &Path, rotation: &Rotation) -> Outcome<()> {
    let failure = match copy::replace(folder, &rotation.slots) {
        Ok(()) => return Ok(()),
        Err(failure) => failure,
    };
    let stands = KeySlots::read(&layout::key_slots(folder)).is_ok_and(|slots| slots == rotation.slots);
    if stands { Ok(()) } else { Err(failure) }
}

struct Resealing<'a> {
    connection: &'a Connection,
    vault_id: &'a str,
    table: &'a SealedTable,
    old: &'a Opened,
    new: &'a Opened,
}

impl Resealing<'_> {
    fn run(&self, watch: &Watch<'_>) -> Outcome<()> {
        let total = format!("SELECT count(*) FROM {} WHERE secrets IS NOT NULL", self.table.name);
        let total: i64 = self.connection.query_row(&total, [], |row| row.get(0)).map_err(sql)?;
        let (mut after, mut done) = (i64::MIN, 0);
        loop {
            let rows = self.sealed_anew(after)?;
            let Some((last, _)) = rows.last() else { return Ok(()) };
            after = *last;
            done += rows.len() as u64;
            self.store(&rows)?;
            watch(done, total.unsigned_abs())?;
        }
    }

    fn sealed_anew(&self, after: i64) -> Outcome<Vec<(i64, Vec<u8>)>> {
        let SealedTable { name, columns, .. } = self.table;
        let statement = format!(
            "SELECT rowid, secrets, {columns} FROM {name} WHERE rowid > ?1 AND secrets IS NOT NULL ORDER BY rowid LIMIT ?2"
        );
        let mut statement = self.connection.prepare_cached(&statement).map_err(sql)?;
        let mut rows = statement.query([after, ROWS_AT_ONCE]).map_err(sql)?;
        crate::tables::all(&mut rows, |row| {
            let (id, sealed): (i64, Vec<u8>) = (row.get(0).map_err(sql)?, row.get(1).map_err(sql)?);
            let context = (self.table.context)(self.vault_id, row)?;
            let (old, new) = (self.old.areas.of(self.table.area)?, self.new.areas.of(self.table.area)?);
            let opened = seal::open(&old.0, &context, &sealed);
            let secret =
                opened.ok_or_else(|| Failure::about(Code::VaultDamaged, name).because("a seal does not hold"))?;
            Ok((id, seal::seal(&new.0, &context, secret.expose())?))
        })
    }

    fn store(&self, rows: &[(i64, Vec<u8>)]) -> Outcome<()> {
        let statement = format!("UPDATE {} SET secrets = ?2 WHERE rowid = ?1", self.table.name);
        let mut statement = self.connection.prepare_cached(&statement).map_err(sql)?;
        rows.iter().try_for_each(|(id, sealed)| statement.execute(params![id, sealed]).map(|_| ()).map_err(sql))
    }
}
