use crate::{database::sql, slots::KeySlots};
use orgkey_types::Outcome;
use rusqlite::{Connection, params};

/// One row: the copy of `keyslots.json` that cannot be exchanged without the page key.
pub(crate) const SCHEMA: &str = "
CREATE TABLE key_slots (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    document BLOB NOT NULL
) STRICT;
";

pub(crate) fn read(connection: &Connection) -> Outcome<KeySlots> {
    let document: Vec<u8> =
        connection.query_row("SELECT document FROM key_slots", [], |row| row.get(0)).map_err(sql)?;
    KeySlots::parse(&document)
}

pub(crate) fn write(connection: &Connection, slots: &KeySlots) -> Outcome<()> {
    let statement = "INSERT INTO key_slots VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET document = excluded.document";
    connection.execute(statement, params![slots.to_bytes()?]).map_err(sql)?;
    Ok(())
}
