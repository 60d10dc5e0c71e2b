use super::{ca, natural};
use crate::database::sql;
use orgkey_types::{Outcome, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

/// The revocation lists. Of each CA the bytes of the newest one are kept: a list of a hundred thousand entries has
/// megabytes, and every later one says all that an earlier one said.
pub(crate) const SCHEMA: &str = "
CREATE TABLE crl (
    ca_id       TEXT NOT NULL REFERENCES ca (id),
    number      INTEGER NOT NULL CHECK (number > 0),
    this_update INTEGER NOT NULL,
    next_update INTEGER NOT NULL CHECK (next_update > this_update),
    entries     INTEGER NOT NULL CHECK (entries >= 0),
    sha256      TEXT NOT NULL,
    der         BLOB,
    UNIQUE (ca_id, number)
) STRICT;
CREATE TRIGGER crl_number_only_grows BEFORE INSERT ON crl
WHEN new.number <= (SELECT coalesce(max(number), 0) FROM crl WHERE ca_id = new.ca_id)
BEGIN SELECT RAISE(ABORT, 'the number of a revocation list only grows'); END;
CREATE TRIGGER crl_is_never_removed BEFORE DELETE ON crl
BEGIN SELECT RAISE(ABORT, 'a revocation list is never removed'); END;
";

/// One revocation list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CrlRow {
    /// Its number.
    pub number: u64,
    /// When it was made.
    pub this_update: Timestamp,
    /// When there is to be another one.
    pub next_update: Timestamp,
    /// How many certificates stand on it.
    pub entries: u64,
    /// SHA-256 of the DER, lower-case hexadecimal.
    pub sha256: String,
    /// The list, byte for byte; of the newest one.
    #[serde(skip)]
    pub der: Option<Vec<u8>>,
}

/// What a new row is made of.
pub struct NewCrl<'a> {
    /// Its number: higher than any before.
    pub number: u64,
    /// When it was made.
    pub this_update: Timestamp,
    /// When there is to be another one.
    pub next_update: Timestamp,
    /// How many certificates stand on it.
    pub entries: u64,
    /// The list.
    pub der: &'a [u8],
}

/// # Errors
/// `crl-number-stale` when the number is not higher than the last.
pub(crate) fn insert(connection: &Connection, ca: &str, new: &NewCrl<'_>) -> Outcome<()> {
    ca::raise_list_number(connection, ca, new.number)?;
    ca::all_is_published(connection, ca)?;
    connection.execute("UPDATE crl SET der = NULL WHERE ca_id = ?1", [ca]).map_err(sql)?;
    let statement = "INSERT INTO crl (ca_id, number, this_update, next_update, entries, sha256, der) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let values = params![
        ca,
        ca::number(new.number)?,
        new.this_update.seconds(),
        new.next_update.seconds(),
        ca::number(new.entries)?,
        orgkey_files::sha256(new.der),
        new.der
    ];
    connection.execute(statement, values).map_err(sql)?;
    Ok(())
}

const COLUMNS: &str = "number, this_update, next_update, entries, sha256";

/// Newest first, without their bytes.
pub(crate) fn of(connection: &Connection, ca: &str, limit: u32) -> Outcome<Vec<CrlRow>> {
    let statement = format!("SELECT {COLUMNS}, NULL FROM crl WHERE ca_id = ?1 ORDER BY number DESC LIMIT ?2");
    let mut statement = connection.prepare_cached(&statement).map_err(sql)?;
    super::all(&mut statement.query(params![ca, limit]).map_err(sql)?, read)
}

/// The newest one with its bytes.
pub(crate) fn newest(connection: &Connection, ca: &str) -> Outcome<Option<CrlRow>> {
    let statement = format!("SELECT {COLUMNS}, der FROM crl WHERE ca_id = ?1 ORDER BY number DESC LIMIT 1");
    let found = connection.query_row(&statement, [ca], |row| Ok(read(row))).optional().map_err(sql)?;
    found.transpose()
}

fn read(row: &Row<'_>) -> Outcome<CrlRow> {
    Ok(CrlRow {
        number: natural(row.get(0).map_err(sql)?)?,
        this_update: Timestamp::from_seconds(row.get(1).map_err(sql)?),
        next_update: Timestamp::from_seconds(row.get(2).map_err(sql)?),
        entries: natural(row.get(3).map_err(sql)?)?,
        sha256: row.get(4).map_err(sql)?,
        der: row.get(5).map_err(sql)?,
    })
}
