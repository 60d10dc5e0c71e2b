//! What of a CA is in use and what is out of use: for the impact of a replacement and for revocation lists.

use super::{all, issued::Revocation, natural};
use crate::database::sql;
use orgkey_types::{Outcome, Timestamp};
use rusqlite::{Connection, params};
use serde::Serialize;

/// A certificate that is out of use, as a revocation list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokedRow {
    /// Serial number.
    pub serial: Vec<u8>,
    /// Since when and why.
    pub revocation: Revocation,
}

/// All that are out of use and end after `ended_after`, in the order in which they were issued.
pub(crate) fn out_of_use(connection: &Connection, ca: &str, ended_after: Timestamp) -> Outcome<Vec<RevokedRow>> {
    let statement = "SELECT serial, revoked_at, reason, invalid_since FROM issued INDEXED BY issued_out_of_use \
                     WHERE ca_id = ?1 AND state <> 'valid' AND not_after > ?2 ORDER BY id";
    let mut statement = connection.prepare_cached(statement).map_err(sql)?;
    let mut rows = statement.query(params![ca, ended_after.seconds()]).map_err(sql)?;
    all(&mut rows, |row| {
        let invalid_since: Option<i64> = row.get(3).map_err(sql)?;
        Ok(RevokedRow {
            serial: row.get(0).map_err(sql)?,
            revocation: Revocation {
                at: Timestamp::from_seconds(row.get(1).map_err(sql)?),
                reason: row.get(2).map_err(sql)?,
                invalid_since: invalid_since.map(Timestamp::from_seconds),
            },
        })
    })
}

/// Those of one template that are in use: how many, and when the first and the last of them end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InUse {
    /// What they are for.
    pub template: String,
    /// How many.
    pub count: u64,
    /// When the first of them ends.
    pub first_end: Timestamp,
    /// When the last of them ends.
    pub last_end: Timestamp,
}

/// Neither revoked, held nor past their end, by template. Walks over all of them in an index: for a preview, not for a
/// page.
pub(crate) fn in_use(connection: &Connection, ca: &str, now: Timestamp) -> Outcome<Vec<InUse>> {
    let statement = "SELECT template, count(*), min(not_after), max(not_after) FROM issued INDEXED BY issued_in_use \
                     WHERE ca_id = ?1 AND state = 'valid' AND not_after > ?2 GROUP BY template ORDER BY template";
    let mut statement = connection.prepare_cached(statement).map_err(sql)?;
    let mut rows = statement.query(params![ca, now.seconds()]).map_err(sql)?;
    all(&mut rows, |row| {
        Ok(InUse {
            template: row.get(0).map_err(sql)?,
            count: natural(row.get(1).map_err(sql)?)?,
            first_end: Timestamp::from_seconds(row.get(2).map_err(sql)?),
            last_end: Timestamp::from_seconds(row.get(3).map_err(sql)?),
        })
    })
}
