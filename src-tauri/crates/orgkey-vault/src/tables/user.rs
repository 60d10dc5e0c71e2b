use super::{ca::number, natural};
use crate::database::sql;
use orgkey_types::{Code, Failure, Fingerprint, KeyMode, Outcome, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
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

/// Until when a user has a live certificate: 0 is not at all. Whoever has none is found without looking at the others.
pub(crate) const LATER_CERTIFICATES: &str = "
ALTER TABLE user ADD COLUMN certificate_until INTEGER NOT NULL DEFAULT 0;
CREATE INDEX user_by_certificate ON user (certificate_until) WHERE deleted IS NULL AND revoked = 0;
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

/// Who is to get a certificate: whoever has none at that moment, whose key lasts, and who is not silent for too long.
#[derive(Debug, Clone, Copy)]
pub struct Due {
    /// The moment.
    pub now: Timestamp,
    /// A user in Server Key Mode who was last in contact then, or before, is left out.
    pub inactive_since: Timestamp,
    /// Go on behind this user: end of the last certificate (none is 0) and identifier.
    pub after: (i64, u64),
    /// Only users added behind this one; 0 is everybody.
    pub newer_than: u64,
}

impl Due {
    /// Everybody.
    pub fn everybody(now: Timestamp, inactive_since: Timestamp) -> Self {
        Self { now, inactive_since, after: (-1, 0), newer_than: 0 }
    }

    /// What follows that user in the same order.
    pub fn behind(self, user: &UserRow) -> Self {
        Self { after: (user.certificate_until.map_or(0, Timestamp::seconds), user.id), ..self }
    }
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

pub(crate) fn raise_certificate_until(connection: &Connection, id: u64, until: Timestamp) -> Outcome<()> {
    let statement = "UPDATE user SET certificate_until = max(certificate_until, ?2) WHERE id = ?1";
    execute(connection, statement, params![number(id)?, until.seconds()])
}

/// The latest end of the certificates that are not revoked.
pub(crate) fn count_certificate_until(connection: &Connection, id: u64) -> Outcome<()> {
    let statement = "UPDATE user SET certificate_until = (SELECT coalesce(max(issued.not_after), 0) \
                     FROM user_certificate JOIN issued ON issued.id = issued_id \
                     WHERE user_certificate.user_id = ?1 AND issued.state = 'valid') WHERE id = ?1";
    execute(connection, statement, params![number(id)?])
}

/// A row that is passed over costs a look at the table; one that has a live certificate costs nothing.
macro_rules! without_certificate {
    () => {
        "FROM user INDEXED BY user_by_certificate WHERE deleted IS NULL AND revoked = 0 \
         AND certificate_until <= :now AND (certificate_until, user.id) > (:until, :id) AND ends > :now \
         AND user.id > :newer AND NOT (mode = 'skm' AND last_contact <= :silent)"
    };
}

pub(crate) fn without_certificate(connection: &Connection, due: &Due, limit: u32) -> Outcome<Vec<UserRow>> {
    let statement = concat!(" ", without_certificate!(), " ORDER BY certificate_until, user.id LIMIT :limit");
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS}{statement}")).map_err(sql)?;
    let (now, silent) = (due.now.seconds(), due.inactive_since.seconds());
    let values = named_params! { ":now": now, ":silent": silent, ":until": due.after.0,
    ":id": number(due.after.1)?, ":newer": number(due.newer_than)?, ":limit": limit };
    let mut rows = statement.query(values).map_err(sql)?;
    super::all(&mut rows, read)
}

pub(crate) fn count_without_certificate(connection: &Connection, due: &Due) -> Outcome<u64> {
    let statement = concat!("SELECT count(*) ", without_certificate!());
    let (now, silent) = (due.now.seconds(), due.inactive_since.seconds());
    let values = named_params! { ":now": now, ":silent": silent, ":until": due.after.0,
    ":id": number(due.after.1)?, ":newer": number(due.newer_than)? };
    natural(connection.query_row(statement, values, |row| row.get(0)).map_err(sql)?)
}

fn execute(connection: &Connection, statement: &str, values: impl rusqlite::Params) -> Outcome<()> {
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
    let statement = "SELECT count(*) FROM user INDEXED BY user_by_contact WHERE deleted IS NULL";
    natural(connection.query_row(statement, [], |row| row.get(0)).map_err(sql)?)
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
