use super::ca::number;
use crate::database::sql;
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

/// What the CAs have issued. A row is never removed, nothing of it changes but its standing, and what is revoked stays
/// revoked. The certificates lie in a table of their own, so that a page of the list reads small rows; `issued_text` is
/// searched by any three characters in a row (FTS5's trigrams) and keeps no text itself. No trigger runs on an insert:
/// with one, SQLite keeps a journal for each statement, and at each of those FTS5 writes out what it has collected;
/// issuing many at once then cost twenty times as much. [`super::issued_new::Pending`] is counted and indexed at the
/// end instead.
pub(crate) const SCHEMA: &str = "
CREATE TABLE issued (
    id            INTEGER PRIMARY KEY CHECK (id > 0),
    ca_id         TEXT NOT NULL REFERENCES ca (id),
    serial        BLOB NOT NULL CHECK (length(serial) BETWEEN 1 AND 64),
    name          TEXT NOT NULL COLLATE NOCASE,
    subject       TEXT NOT NULL,
    template      TEXT NOT NULL,
    key_id        BLOB,
    not_before    INTEGER NOT NULL,
    not_after     INTEGER NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('valid', 'held', 'revoked')),
    reason        TEXT,
    revoked_at    INTEGER,
    invalid_since INTEGER,
    sha256        TEXT,
    UNIQUE (ca_id, serial),
    CHECK ((state = 'valid') = (revoked_at IS NULL)),
    CHECK ((state = 'valid') = (reason IS NULL))
) STRICT;
CREATE INDEX issued_of_ca ON issued (ca_id);
CREATE INDEX issued_by_name ON issued (ca_id, name, id, subject, serial);
CREATE INDEX issued_by_end ON issued (ca_id, not_after);
CREATE INDEX issued_of_key ON issued (key_id) WHERE key_id IS NOT NULL;
CREATE INDEX issued_out_of_use ON issued (ca_id, state) WHERE state <> 'valid';
CREATE TABLE issued_certificate (
    id  INTEGER PRIMARY KEY REFERENCES issued (id),
    der BLOB NOT NULL
) STRICT;
CREATE VIRTUAL TABLE issued_text USING fts5 (name, subject, serial, content='', tokenize='trigram');
CREATE TRIGGER issued_is_counted AFTER UPDATE OF state ON issued BEGIN
    UPDATE ca SET held = held + (new.state = 'held') - (old.state = 'held'),
                  revoked = revoked + (new.state = 'revoked') - (old.state = 'revoked'),
                  unpublished = unpublished + 1
    WHERE id = new.ca_id;
END;
CREATE TRIGGER issued_stays_revoked BEFORE UPDATE OF state ON issued
WHEN old.state = 'revoked' AND new.state <> 'revoked'
BEGIN SELECT RAISE(ABORT, 'what is revoked stays revoked'); END;
CREATE TRIGGER issued_stays_the_same
BEFORE UPDATE OF id, ca_id, serial, name, subject, template, key_id, not_before, not_after, sha256 ON issued
BEGIN SELECT RAISE(ABORT, 'what was issued stays what it is'); END;
CREATE TRIGGER issued_is_never_removed BEFORE DELETE ON issued
BEGIN SELECT RAISE(ABORT, 'what was issued is never removed'); END;
CREATE TRIGGER issued_certificate_is_never_removed BEFORE DELETE ON issued_certificate
BEGIN SELECT RAISE(ABORT, 'what was issued is never removed'); END;
";

/// What is known by its serial number alone, from a list, may get its certificate once; nothing else changes. And each
/// order has an index that carries every column that a page is filtered by: a walk along it that passes over rows reads
/// none of them. The impact of a replacement is counted in an index of its own.
pub(crate) const LATER_CERTIFICATES: &str = "
DROP TRIGGER issued_stays_the_same;
CREATE TRIGGER issued_stays_the_same
BEFORE UPDATE OF id, ca_id, serial, name, subject, template, key_id, not_before, not_after, sha256 ON issued
WHEN old.sha256 IS NOT NULL OR new.sha256 IS NULL
     OR new.id <> old.id OR new.ca_id <> old.ca_id OR new.serial <> old.serial
BEGIN SELECT RAISE(ABORT, 'what was issued stays what it is'); END;
DROP INDEX issued_by_name;
DROP INDEX issued_by_end;
CREATE INDEX issued_by_name ON issued (ca_id, name, id, not_after, state, template, subject, serial);
CREATE INDEX issued_by_end ON issued (ca_id, not_after, id, state, template, name, subject, serial);
CREATE INDEX issued_in_use ON issued (ca_id, state, template, not_after);
";

pub(super) const COLUMNS: &str = "issued.id, ca_id, serial, name, subject, template, not_before, not_after, state, \
                                  reason, revoked_at, invalid_since, sha256";

/// How an issued certificate stands, besides time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Neither held nor revoked.
    Valid,
    /// On hold: can be released.
    Held,
    /// Revoked for good.
    Revoked,
}

impl Standing {
    /// `valid`, `held` or `revoked`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Held => "held",
            Self::Revoked => "revoked",
        }
    }

    fn parse(text: &str) -> Outcome<Self> {
        let all = [Self::Valid, Self::Held, Self::Revoked];
        all.into_iter().find(|standing| standing.name() == text).ok_or_else(|| Code::VaultDamaged.into())
    }
}

/// Since when and why a certificate is out of use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Revocation {
    /// When.
    pub at: Timestamp,
    /// Why, in the words of RFC 5280 §5.3.1: `key-compromise`.
    pub reason: String,
    /// Since when its key was not to be trusted any more, where somebody said so.
    pub invalid_since: Option<Timestamp>,
}

/// One issued certificate, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IssuedRow {
    /// Grows in the order in which they were issued.
    pub id: u64,
    /// Its CA.
    pub ca: String,
    /// Serial number: the bytes of the unsigned number.
    pub serial: Vec<u8>,
    /// What it is called in lists: common name, or the first alternative name.
    pub name: String,
    /// Subject, as RFC 4514 writes it.
    pub subject: String,
    /// What it is for: `server`.
    pub template: String,
    /// Start.
    pub not_before: Timestamp,
    /// End.
    pub not_after: Timestamp,
    /// How it stands.
    pub standing: Standing,
    /// Since when and why it is out of use.
    pub revocation: Option<Revocation>,
    /// SHA-256 of the DER, lower-case hexadecimal; none where only its serial number is known, from a foreign list.
    pub sha256: Option<String>,
}

/// Changes how one stands. What may follow on what is decided by the caller; the table refuses only the way back from
/// revoked.
pub(crate) fn set_standing(
    connection: &Connection,
    id: u64,
    standing: Standing,
    revocation: Option<&Revocation>,
) -> Outcome<()> {
    let statement = "UPDATE issued SET state = ?2, reason = ?3, revoked_at = ?4, invalid_since = ?5 WHERE id = ?1";
    let values = params![
        number(id)?,
        standing.name(),
        revocation.map(|revocation| &revocation.reason),
        revocation.map(|revocation| revocation.at.seconds()),
        revocation.and_then(|revocation| revocation.invalid_since).map(Timestamp::seconds),
    ];
    connection.prepare_cached(statement).and_then(|mut statement| statement.execute(values)).map_err(sql)?;
    Ok(())
}

/// None where the table has no such serial number of that CA.
pub(crate) fn by_serial(connection: &Connection, ca: &str, serial: &[u8]) -> Outcome<Option<IssuedRow>> {
    find(connection, "ca_id = ?1 AND serial = ?2", params![ca, serial])
}

/// # Errors
/// [`Code::SerialNotFound`].
pub(crate) fn by_id(connection: &Connection, id: u64) -> Outcome<IssuedRow> {
    let found = find(connection, "issued.id = ?1", params![number(id)?])?;
    found.ok_or_else(|| Failure::about(Code::SerialNotFound, id))
}

fn find(connection: &Connection, condition: &str, values: impl rusqlite::Params) -> Outcome<Option<IssuedRow>> {
    let statement = format!("SELECT {COLUMNS} FROM issued WHERE {condition}");
    let mut statement = connection.prepare_cached(&statement).map_err(sql)?;
    let found = statement.query_row(values, |row| Ok(read(row))).optional().map_err(sql)?;
    found.transpose()
}

/// What a CA has issued for one key, newest first; no more than `limit`.
pub(crate) fn of_key(connection: &Connection, ca: &str, key_id: &[u8], limit: u32) -> Outcome<Vec<IssuedRow>> {
    let statement = format!(
        "SELECT {COLUMNS} FROM issued INDEXED BY issued_of_key WHERE key_id = ?1 AND ca_id = ?2 ORDER BY id DESC LIMIT ?3"
    );
    let mut statement = connection.prepare_cached(&statement).map_err(sql)?;
    super::all(&mut statement.query(params![key_id, ca, limit]).map_err(sql)?, read)
}

/// The certificate, where it is known.
pub(crate) fn certificate(connection: &Connection, id: u64) -> Outcome<Option<Vec<u8>>> {
    let statement = "SELECT der FROM issued_certificate WHERE id = ?1";
    connection.query_row(statement, [number(id)?], |row| row.get(0)).optional().map_err(sql)
}

pub(super) fn read(row: &Row<'_>) -> Outcome<IssuedRow> {
    let state: String = row.get(8).map_err(sql)?;
    let reason: Option<String> = row.get(9).map_err(sql)?;
    let at: Option<i64> = row.get(10).map_err(sql)?;
    let invalid_since: Option<i64> = row.get(11).map_err(sql)?;
    let revocation = at.zip(reason).map(|(at, reason)| Revocation {
        at: Timestamp::from_seconds(at),
        reason,
        invalid_since: invalid_since.map(Timestamp::from_seconds),
    });
    Ok(IssuedRow {
        id: super::natural(row.get(0).map_err(sql)?)?,
        ca: row.get(1).map_err(sql)?,
        serial: row.get(2).map_err(sql)?,
        name: row.get(3).map_err(sql)?,
        subject: row.get(4).map_err(sql)?,
        template: row.get(5).map_err(sql)?,
        not_before: Timestamp::from_seconds(row.get(6).map_err(sql)?),
        not_after: Timestamp::from_seconds(row.get(7).map_err(sql)?),
        standing: Standing::parse(&state)?,
        revocation,
        sha256: row.get(12).map_err(sql)?,
    })
}
