use super::{ca::number, natural};
use crate::database::sql;
use orgkey_types::{Code, Failure, Fingerprint, KeyMode, Outcome, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

/// The internal users. A row has what lists show and search, summarized from the bytes in `user_key`; a deleted user
/// keeps row and keys, so that old mail can still be read. `ends` is the end of the key, or [`NO_END`]; `certified_by` is
/// the generation of the Organization Key that has certified it, or 0. Each order of the list has an index of its own
/// over those that are not deleted. `user_text` is searched by any three characters in a row and keeps no text itself.
pub(crate) const SCHEMA: &str = "
CREATE TABLE user (
    id              INTEGER PRIMARY KEY CHECK (id > 0),
    email           TEXT NOT NULL COLLATE NOCASE,
    name            TEXT NOT NULL COLLATE NOCASE,
    mode            TEXT NOT NULL CHECK (mode IN ('skm', 'sckm', 'gkm', 'ckm')),
    fingerprint     TEXT NOT NULL,
    algorithm       TEXT NOT NULL,
    ends            INTEGER NOT NULL,
    revoked         INTEGER NOT NULL CHECK (revoked IN (0, 1)),
    has_secrets     INTEGER NOT NULL CHECK (has_secrets IN (0, 1)),
    certified_by    INTEGER NOT NULL,
    certified_until INTEGER NOT NULL,
    added           INTEGER NOT NULL,
    last_contact    INTEGER NOT NULL,
    deleted         INTEGER
) STRICT;
CREATE UNIQUE INDEX user_by_email ON user (email) WHERE deleted IS NULL;
CREATE INDEX user_by_name ON user (name) WHERE deleted IS NULL;
CREATE INDEX user_by_end ON user (ends) WHERE deleted IS NULL;
CREATE INDEX user_by_contact ON user (last_contact) WHERE deleted IS NULL;
CREATE INDEX user_by_certification ON user (certified_by, certified_until) WHERE deleted IS NULL;
CREATE INDEX user_revoked ON user (revoked) WHERE revoked = 1 AND deleted IS NULL;
CREATE INDEX user_deleted ON user (deleted) WHERE deleted IS NOT NULL;
CREATE VIRTUAL TABLE user_text USING fts5 (email, name, fingerprint, content='', tokenize='trigram');
CREATE TRIGGER user_is_never_removed BEFORE DELETE ON user
BEGIN SELECT RAISE(ABORT, 'a deleted user keeps row and keys'); END;
";

/// How many users there are who are not deleted, kept beside, so that no page has to count a million rows.
pub(crate) const COUNTED: &str = "
CREATE TABLE user_count (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    present INTEGER NOT NULL CHECK (present >= 0)
) STRICT;
INSERT INTO user_count (only, present) SELECT 1, count(*) FROM user WHERE deleted IS NULL;
CREATE TRIGGER user_comes AFTER INSERT ON user WHEN new.deleted IS NULL
BEGIN UPDATE user_count SET present = present + 1; END;
CREATE TRIGGER user_goes AFTER UPDATE OF deleted ON user WHEN old.deleted IS NULL AND new.deleted IS NOT NULL
BEGIN UPDATE user_count SET present = present - 1; END;
CREATE TRIGGER user_comes_back AFTER UPDATE OF deleted ON user WHEN old.deleted IS NOT NULL AND new.deleted IS NULL
BEGIN UPDATE user_count SET present = present + 1; END;
";

pub(super) const COLUMNS: &str = "user.id, email, name, mode, fingerprint, algorithm, ends, revoked, has_secrets, \
                                  certified_by, certified_until, added, last_contact, deleted, certificate_until";

/// The end of a key that never ends.
const NO_END: i64 = i64::MAX;

/// One internal user, without the bytes of the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserRow {
    /// Grows in the order in which they were added.
    pub id: u64,
    /// Address; unique without regard to ASCII case among those that are not deleted.
    pub email: String,
    /// Name.
    pub name: String,
    /// Who holds the private key.
    pub mode: KeyMode,
    /// Fingerprint of the key in use.
    pub fingerprint: Fingerprint,
    /// Its algorithms, as shown: `Ed25519 · X25519`.
    pub algorithm: String,
    /// When it ends; none is never.
    pub expires: Option<Timestamp>,
    /// It is revoked.
    pub revoked: bool,
    /// The vault holds a private part of it.
    pub has_secrets: bool,
    /// Generation of the Organization Key that has certified it, and until when.
    pub certified: Option<(u64, Timestamp)>,
    /// When the user was added.
    pub added: Timestamp,
    /// When the user was last in contact.
    pub last_contact: Timestamp,
    /// When the user was deleted.
    pub deleted: Option<Timestamp>,
    /// Until when the last of the user's certificates holds that is not revoked; none without any.
    pub certificate_until: Option<Timestamp>,
}

/// What of a key stands in the row of its user.
pub struct KeyColumns<'a> {
    /// Fingerprint.
    pub fingerprint: &'a Fingerprint,
    /// Its algorithms, as shown.
    pub algorithm: &'a str,
    /// When it ends; none is never.
    pub expires: Option<Timestamp>,
    /// It is revoked.
    pub revoked: bool,
}

/// Who a new user is.
pub struct NewUser<'a> {
    /// Address.
    pub email: &'a str,
    /// Name.
    pub name: &'a str,
    /// Who holds the private key.
    pub mode: KeyMode,
    /// When the user was last in contact.
    pub last_contact: Timestamp,
}

/// # Errors
/// [`Code::UserExists`] when the address is taken.
pub(crate) fn insert(
    connection: &Connection,
    new: &NewUser<'_>,
    key: &KeyColumns<'_>,
    has_secrets: bool,
    now: Timestamp,
) -> Outcome<u64> {
    if by_email(connection, new.email)?.is_some() {
        return Err(Failure::about(Code::UserExists, new.email));
    }
    let statement = "INSERT INTO user (email, name, mode, fingerprint, algorithm, ends, revoked, has_secrets, \
                     certified_by, certified_until, added, last_contact) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0, ?9, ?10)";
    let values = params![
        new.email,
        new.name,
        new.mode.name(),
        key.fingerprint.as_str(),
        key.algorithm,
        key.expires.map_or(NO_END, Timestamp::seconds),
        key.revoked,
        has_secrets,
        now.seconds(),
        new.last_contact.seconds(),
    ];
    connection.prepare_cached(statement).and_then(|mut statement| statement.execute(values)).map_err(sql)?;
    natural(connection.last_insert_rowid())
}

/// Makes users searchable. In bulk, because FTS5 writes what it has collected when another statement needs a savepoint.
pub(crate) fn index(connection: &Connection, users: &[(u64, String, String, Fingerprint)]) -> Outcome<()> {
    let statement = "INSERT INTO user_text (rowid, email, name, fingerprint) VALUES (?1, ?2, ?3, ?4)";
    let mut statement = connection.prepare_cached(statement).map_err(sql)?;
    for (id, email, name, fingerprint) in users {
        statement.execute(params![number(*id)?, email, name, fingerprint.as_str()]).map_err(sql)?;
    }
    Ok(())
}

/// The key stays the same one; what it says has changed.
pub(crate) fn set_key(connection: &Connection, id: u64, key: &KeyColumns<'_>, has_secrets: bool) -> Outcome<()> {
    let statement = "UPDATE user SET algorithm = ?2, ends = ?3, revoked = ?4, has_secrets = ?5 WHERE id = ?1";
    let ends = key.expires.map_or(NO_END, Timestamp::seconds);
    execute(connection, statement, params![number(id)?, key.algorithm, ends, key.revoked, has_secrets])
}

pub(crate) fn set_certified(connection: &Connection, id: u64, generation: u64, until: Timestamp) -> Outcome<()> {
    let statement = "UPDATE user SET certified_by = ?2, certified_until = ?3 WHERE id = ?1";
    execute(connection, statement, params![number(id)?, number(generation)?, until.seconds()])
}

pub(crate) fn set_contact(connection: &Connection, id: u64, at: Timestamp) -> Outcome<()> {
    execute(connection, "UPDATE user SET last_contact = ?2 WHERE id = ?1", params![number(id)?, at.seconds()])
}

pub(crate) fn set_deleted(connection: &Connection, id: u64, at: Timestamp) -> Outcome<()> {
    execute(connection, "UPDATE user SET deleted = ?2 WHERE id = ?1", params![number(id)?, at.seconds()])
}

pub(super) fn execute(connection: &Connection, statement: &str, values: impl rusqlite::Params) -> Outcome<()> {
    connection.prepare_cached(statement).and_then(|mut statement| statement.execute(values)).map_err(sql)?;
    Ok(())
}

/// The user of that address who is not deleted.
pub(crate) fn by_email(connection: &Connection, email: &str) -> Outcome<Option<UserRow>> {
    find(connection, "email = ?1 AND deleted IS NULL", params![email])
}

/// # Errors
/// [`Code::UserNotFound`].
pub(crate) fn by_id(connection: &Connection, id: u64) -> Outcome<UserRow> {
    find(connection, "user.id = ?1", params![number(id)?])?.ok_or_else(|| Failure::about(Code::UserNotFound, id))
}

/// The first user, deleted or not, with an identifier above that one: for walks over all.
pub(crate) fn after(connection: &Connection, id: u64) -> Outcome<Option<UserRow>> {
    find(connection, "user.id > ?1 ORDER BY user.id LIMIT 1", params![number(id)?])
}

/// The identifier that was given last.
pub(crate) fn last(connection: &Connection) -> Outcome<u64> {
    natural(connection.query_row("SELECT coalesce(max(id), 0) FROM user", [], |row| row.get(0)).map_err(sql)?)
}

/// How many there are who are not deleted.
pub(crate) fn count(connection: &Connection) -> Outcome<u64> {
    natural(connection.query_row("SELECT present FROM user_count", [], |row| row.get(0)).map_err(sql)?)
}

fn find(connection: &Connection, condition: &str, values: impl rusqlite::Params) -> Outcome<Option<UserRow>> {
    let statement = format!("SELECT {COLUMNS} FROM user WHERE {condition}");
    let mut statement = connection.prepare_cached(&statement).map_err(sql)?;
    statement.query_row(values, |row| Ok(read(row))).optional().map_err(sql)?.transpose()
}

pub(super) fn read(row: &Row<'_>) -> Outcome<UserRow> {
    let damaged = |_| Failure::about(Code::VaultDamaged, "user");
    let (mode, fingerprint): (String, String) = (row.get(3).map_err(sql)?, row.get(4).map_err(sql)?);
    let (ends, by): (i64, i64) = (row.get(6).map_err(sql)?, row.get(9).map_err(sql)?);
    let until = Timestamp::from_seconds(row.get(10).map_err(sql)?);
    let certificate_until: i64 = row.get(14).map_err(sql)?;
    Ok(UserRow {
        id: natural(row.get(0).map_err(sql)?)?,
        email: row.get(1).map_err(sql)?,
        name: row.get(2).map_err(sql)?,
        mode: mode.parse().map_err(damaged)?,
        fingerprint: fingerprint.parse().map_err(damaged)?,
        algorithm: row.get(5).map_err(sql)?,
        expires: (ends != NO_END).then_some(Timestamp::from_seconds(ends)),
        revoked: row.get(7).map_err(sql)?,
        has_secrets: row.get(8).map_err(sql)?,
        certified: if by == 0 { None } else { Some((natural(by)?, until)) },
        added: Timestamp::from_seconds(row.get(11).map_err(sql)?),
        last_contact: Timestamp::from_seconds(row.get(12).map_err(sql)?),
        deleted: row.get::<_, Option<i64>>(13).map_err(sql)?.map(Timestamp::from_seconds),
        certificate_until: (certificate_until != 0).then_some(Timestamp::from_seconds(certificate_until)),
    })
}
