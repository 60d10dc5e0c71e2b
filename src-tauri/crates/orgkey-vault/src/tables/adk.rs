use super::{from_json, natural, to_json, user::UserRow};
use crate::{database::sql, tables::ca::number};
use orgkey_types::{Code, Fingerprint, KeySummary, Outcome, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// The Additional Decryption Keys: at most one is in use. Earlier ones are kept, so that users' keys which still name
/// them are known. Which one a user's key names first stands beside the user, written with the key's bytes.
pub(crate) const SCHEMA: &str = "
CREATE TABLE adk (
    fingerprint TEXT PRIMARY KEY,
    in_use      INTEGER NOT NULL CHECK (in_use IN (0, 1)),
    summary     TEXT NOT NULL,
    public      BLOB NOT NULL,
    changed     INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX adk_one_in_use ON adk (in_use) WHERE in_use = 1;
ALTER TABLE user ADD COLUMN adk TEXT;
CREATE INDEX user_by_adk ON user (adk) WHERE deleted IS NULL AND adk IS NOT NULL;
";

/// An Additional Decryption Key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdkRow {
    /// What the key is.
    pub summary: KeySummary,
    /// It is the one in use.
    pub in_use: bool,
    /// Its public packets, byte for byte.
    pub public: Vec<u8>,
    /// When it came into use, or went out of it.
    pub changed: Timestamp,
}

/// The one in use first.
pub(crate) fn all(connection: &Connection) -> Outcome<Vec<AdkRow>> {
    let statement = "SELECT summary, in_use, public, changed FROM adk ORDER BY in_use DESC, changed DESC, fingerprint";
    let mut statement = connection.prepare_cached(statement).map_err(sql)?;
    super::all(&mut statement.query([]).map_err(sql)?, read)
}

fn read(row: &Row<'_>) -> Outcome<AdkRow> {
    let summary: String = row.get(0).map_err(sql)?;
    Ok(AdkRow {
        summary: from_json(&summary)?,
        in_use: row.get(1).map_err(sql)?,
        public: row.get(2).map_err(sql)?,
        changed: Timestamp::from_seconds(row.get(3).map_err(sql)?),
    })
}

/// Takes a key into use, or none; the one before stays as an earlier one.
pub(crate) fn put(connection: &Connection, new: Option<(&KeySummary, &[u8])>, now: Timestamp) -> Outcome<()> {
    let retire = "UPDATE adk SET in_use = 0, changed = ?1 WHERE in_use = 1";
    connection.execute(retire, [now.seconds()]).map_err(sql)?;
    let Some((summary, public)) = new else { return Ok(()) };
    let statement = "INSERT OR REPLACE INTO adk (fingerprint, in_use, summary, public, changed) \
                     VALUES (?1, 1, ?2, ?3, ?4)";
    let values = params![summary.fingerprint.as_str(), to_json(summary)?, public, now.seconds()];
    connection.execute(statement, values).map_err(sql)?;
    Ok(())
}

/// Which one the key of a user names.
pub(crate) fn set_of_user(connection: &Connection, user: u64, adk: Option<&Fingerprint>) -> Outcome<()> {
    let mut statement = connection.prepare_cached("UPDATE user SET adk = ?2 WHERE id = ?1").map_err(sql)?;
    statement.execute(params![number(user)?, adk.map(Fingerprint::as_str)]).map_err(sql)?;
    Ok(())
}

/// How many users' keys name which one.
pub(crate) fn coverage(connection: &Connection) -> Outcome<Vec<(Fingerprint, u64)>> {
    let statement = "SELECT adk, count(*) FROM user INDEXED BY user_by_adk \
                     WHERE deleted IS NULL AND adk IS NOT NULL GROUP BY adk";
    let mut statement = connection.prepare_cached(statement).map_err(sql)?;
    super::all(&mut statement.query([]).map_err(sql)?, |row| {
        let (adk, users): (String, i64) = (row.get(0).map_err(sql)?, row.get(1).map_err(sql)?);
        Ok((adk.parse().map_err(|_| Code::VaultDamaged)?, natural(users)?))
    })
}

/// Keys of the server that live and name that one.
const NAMING: &str = "user INDEXED BY user_by_adk WHERE deleted IS NULL AND adk = ?1 AND mode = 'skm' \
                      AND has_secrets AND NOT revoked AND ends > ?2";

/// How many of the server's keys name that one.
pub(crate) fn count_naming(connection: &Connection, adk: &Fingerprint, now: Timestamp) -> Outcome<u64> {
    let mut statement = connection.prepare_cached(&format!("SELECT count(*) FROM {NAMING}")).map_err(sql)?;
    let count = statement.query_row(params![adk.as_str(), now.seconds()], |row| row.get(0)).optional().map_err(sql)?;
    natural(count.unwrap_or(0))
}

/// The users whose key is such a one, behind that identifier.
pub(crate) fn naming(
    connection: &Connection,
    adk: &Fingerprint,
    now: Timestamp,
    after: u64,
    limit: u32,
) -> Outcome<Vec<UserRow>> {
    let columns = super::user::COLUMNS;
    let statement = format!("SELECT {columns} FROM {NAMING} AND id > ?3 ORDER BY id LIMIT ?4");
    let mut statement = connection.prepare_cached(&statement).map_err(sql)?;
    let values = params![adk.as_str(), now.seconds(), number(after)?, limit];
    super::all(&mut statement.query(values).map_err(sql)?, super::user::read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::apply_pending;

    #[test]
    fn keys_that_name_an_earlier_one_are_found_by_an_index() {
        let connection = Connection::open_in_memory().unwrap();
        apply_pending(&connection).unwrap();
        let statement = format!("EXPLAIN QUERY PLAN SELECT id FROM {NAMING} AND id > ?3 ORDER BY id LIMIT ?4");
        let plan: String = connection.query_row(&statement, ["a", "0", "0", "1"], |row| row.get(3)).unwrap();
        assert!(plan.starts_with("SEARCH user USING INDEX user_by_adk (adk=? AND rowid>?"), "{plan}");
    }
}
