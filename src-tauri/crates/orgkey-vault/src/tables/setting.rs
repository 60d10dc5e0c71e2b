use crate::database::sql;
use orgkey_types::Outcome;
use rusqlite::{Connection, OptionalExtension, params};

/// What an administrator set, by name.
pub(crate) const SCHEMA: &str = "
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
";

pub(crate) fn read(connection: &Connection, name: &str) -> Outcome<Option<String>> {
    connection.query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0)).optional().map_err(sql)
}

pub(crate) fn write(connection: &Connection, name: &str, value: &str) -> Outcome<()> {
    let statement = "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    connection.execute(statement, params![name, value]).map_err(sql)?;
    Ok(())
}
