use super::{from_json, natural};
use crate::{database::sql, tables::ca::number, write::Change};
use orgkey_types::{Outcome, Timestamp};
use rusqlite::{Connection, Row, params};

/// The maintenance runs. The row is written as a run begins, and with each of its transactions: a run that was killed has
/// its numbers up to there, and the next one marks it as interrupted.
pub(crate) const SCHEMA: &str = "
CREATE TABLE maintenance_run (
    number        INTEGER PRIMARY KEY CHECK (number > 0),
    at            INTEGER NOT NULL,
    administrator TEXT NOT NULL,
    outcome       TEXT NOT NULL CHECK (outcome IN ('running', 'done', 'stopped', 'failed', 'interrupted')),
    report        TEXT NOT NULL
) STRICT;
";

/// Runs that are kept: more than a year at two a day.
const KEPT: i64 = 1_000;

/// One run.
#[derive(Debug, Clone, PartialEq)]
pub struct MaintenanceRunRow {
    /// From 1, without gaps.
    pub number: u64,
    /// The moment for which it ran.
    pub at: Timestamp,
    /// Who ran it.
    pub administrator: String,
    /// `running`, `done`, `stopped`, `failed` or `interrupted`.
    pub outcome: String,
    /// What it did; no secrets.
    pub report: serde_json::Value,
}

/// A new run. Nobody else writes to the vault: one that still says `running` was killed.
pub(crate) fn begin(change: &Change<'_>) -> Outcome<u64> {
    let connection = change.connection;
    let killed = "UPDATE maintenance_run SET outcome = 'interrupted' WHERE outcome = 'running'";
    connection.execute(killed, []).map_err(sql)?;
    let statement = "INSERT INTO maintenance_run (at, administrator, outcome, report) \
                     VALUES (?1, ?2, 'running', '{}') RETURNING number";
    let values = params![change.now.seconds(), change.administrator];
    let new: i64 = connection.query_row(statement, values, |row| row.get(0)).map_err(sql)?;
    connection.execute("DELETE FROM maintenance_run WHERE number <= ?1", [new - KEPT]).map_err(sql)?;
    natural(new)
}

pub(crate) fn note(connection: &Connection, run: u64, outcome: &str, report: &serde_json::Value) -> Outcome<()> {
    let statement = "UPDATE maintenance_run SET outcome = ?2, report = ?3 WHERE number = ?1";
    connection.execute(statement, params![number(run)?, outcome, report.to_string()]).map_err(sql)?;
    Ok(())
}

/// The last runs, newest first.
pub(crate) fn last(connection: &Connection, limit: u32) -> Outcome<Vec<MaintenanceRunRow>> {
    let statement = "SELECT number, at, administrator, outcome, report FROM maintenance_run \
                     ORDER BY number DESC LIMIT ?1";
    let mut statement = connection.prepare(statement).map_err(sql)?;
    super::all(&mut statement.query([limit]).map_err(sql)?, read)
}

fn read(row: &Row<'_>) -> Outcome<MaintenanceRunRow> {
    let report: String = row.get(4).map_err(sql)?;
    Ok(MaintenanceRunRow {
        number: natural(row.get(0).map_err(sql)?)?,
        at: Timestamp::from_seconds(row.get(1).map_err(sql)?),
        administrator: row.get(2).map_err(sql)?,
        outcome: row.get(3).map_err(sql)?,
        report: from_json(&report)?,
    })
}

/// The newest moment of a run or of a change of an Organization Key; none before there was either.
pub(crate) fn newest_moment(connection: &Connection) -> Outcome<Option<Timestamp>> {
    let statement = "SELECT max(moment) FROM (SELECT max(at) AS moment FROM maintenance_run \
                     UNION ALL SELECT max(public_changed) FROM organization_key)";
    let newest: Option<i64> = connection.query_row(statement, [], |row| row.get(0)).map_err(sql)?;
    Ok(newest.map(Timestamp::from_seconds))
}
