use super::sql;
use orgkey_types::Outcome;
use rusqlite::{Connection, config::DbConfig};

/// Each setting of a connection with the value that must come back. SQLite's defaults are weaker in every row.
const SETTINGS: &[(&str, &str, &str)] = &[
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"), // NORMAL may lose committed work at power loss
    ("secure_delete", "ON", "1"),
    ("foreign_keys", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("temp_store", "MEMORY", "2"), // nothing decrypted in a temporary file
    ("cell_size_check", "ON", "1"),
    ("cache_size", "-65536", "-65536"), // KiB; with SQLite's 2 MiB a million issued certificates are read again and again
];

/// A reading connection leaves the journal mode alone, which is stored in the file.
pub(super) fn apply(connection: &Connection, writable: bool) -> Outcome<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).map_err(sql)?;
    for (name, value, _) in SETTINGS {
        if writable || *name != "journal_mode" {
            connection.pragma_update_and_check(None, name, value, |_| Ok(())).or_else(nothing_returned).map_err(sql)?;
        }
    }
    if !writable {
        connection.pragma_update(None, "query_only", "ON").map_err(sql)?;
    }
    Ok(())
}

/// Some settings answer with their new value, some with nothing.
fn nothing_returned(error: rusqlite::Error) -> rusqlite::Result<()> {
    if matches!(error, rusqlite::Error::QueryReturnedNoRows) { Ok(()) } else { Err(error) }
}

/// The settings that do not hold, as `name = value`. How a journal is kept says nothing about a connection that writes
/// none: on a write-protected medium SQLite names another one.
pub(crate) fn deviations(connection: &Connection) -> Outcome<Vec<String>> {
    let writable = !connection.is_readonly(rusqlite::MAIN_DB).map_err(sql)?;
    let mut found = Vec::new();
    for (name, _, expected) in SETTINGS.iter().filter(|(name, ..)| writable || *name != "journal_mode") {
        let value: rusqlite::types::Value = connection.pragma_query_value(None, name, |row| row.get(0)).map_err(sql)?;
        let value = match value {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            _ => String::new(),
        };
        if value != *expected {
            found.push(format!("{name} = {value}"));
        }
    }
    Ok(found)
}
