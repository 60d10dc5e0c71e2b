use super::{from_json, natural, setting};
use crate::{chain::Chain, database::sql};
use orgkey_types::{Outcome, Timestamp};
use rusqlite::{Connection, params};
use serde::Serialize;

/// One row: what the vault is, its counter, and the head of its audit chain.
pub(crate) const SCHEMA: &str = "
CREATE TABLE vault (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    id         TEXT NOT NULL,
    name       TEXT NOT NULL,
    domains    TEXT NOT NULL,
    created    INTEGER NOT NULL,
    counter    INTEGER NOT NULL CHECK (counter >= 0),
    audit_seq  INTEGER NOT NULL,
    audit_hash BLOB NOT NULL
) STRICT;
CREATE TRIGGER vault_counter_grows BEFORE UPDATE OF counter ON vault WHEN new.counter <= old.counter
BEGIN SELECT RAISE(ABORT, 'the counter only grows'); END;
";

/// Whose vault it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// Name of the organisation.
    pub name: String,
    /// Managed mail domains.
    pub domains: Vec<String>,
    /// Language of the page: the setting `language`.
    pub language: String,
    /// When the vault was made.
    pub created: Timestamp,
}

/// The setting that carries the language.
pub(crate) const LANGUAGE: &str = "language";

pub(crate) fn insert(connection: &Connection, id: &str, name: &str, domains: &str, at: Timestamp) -> Outcome<()> {
    let genesis = Chain::beginning(id);
    let statement = "INSERT INTO vault VALUES (1, ?1, ?2, ?3, ?4, 0, 0, ?5)";
    connection.execute(statement, params![id, name, domains, at.seconds(), genesis.hash()]).map_err(sql)?;
    Ok(())
}

pub(crate) fn read(connection: &Connection) -> Outcome<Organization> {
    let (name, domains, created): (String, String, i64) = connection
        .query_row("SELECT name, domains, created FROM vault", [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .map_err(sql)?;
    let language = setting::read(connection, LANGUAGE)?.unwrap_or_default();
    Ok(Organization { name, domains: from_json(&domains)?, language, created: Timestamp::from_seconds(created) })
}

pub(crate) fn id(connection: &Connection) -> Outcome<String> {
    connection.query_row("SELECT id FROM vault", [], |row| row.get(0)).map_err(sql)
}

pub(crate) fn counter(connection: &Connection) -> Outcome<u64> {
    natural(connection.query_row("SELECT counter FROM vault", [], |row| row.get(0)).map_err(sql)?)
}

/// One further, in each transaction that writes.
pub(crate) fn advance(connection: &Connection) -> Outcome<i64> {
    let statement = "UPDATE vault SET counter = counter + 1 RETURNING counter";
    connection.query_row(statement, [], |row| row.get(0)).map_err(sql)
}
