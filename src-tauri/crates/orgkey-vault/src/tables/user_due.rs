//! What a maintenance run asks of the table `user`. Each question walks a part of an index, from where the last answer
//! ended, so that a row which cannot be helped is met once in a run; who was helped has left that part.

use super::{
    ca::number,
    natural,
    user::{COLUMNS, UserRow, read},
};
use crate::database::sql;
use orgkey_types::{Code, Failure, Fingerprint, Outcome, Timestamp};
use rusqlite::{Connection, Row, named_params};

/// What counts as due.
#[derive(Debug, Clone, Copy)]
pub struct Due {
    /// Generation of the Organization Key in use.
    pub generation: u64,
    /// A key that ends by then has ended.
    pub now: Timestamp,
    /// A key of the server that ends by then is renewed.
    pub keys_end_by: Timestamp,
    /// A certification that ends by then is renewed.
    pub certifications_end_by: Timestamp,
    /// Who was last in contact by then, and has a key of the server, is left out.
    pub inactive_since: Timestamp,
    /// Keys whose renewal is due count as renewed: for a look ahead.
    pub with_renewals: bool,
}

/// Where a walk over [`certifications`] stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CertificationMark {
    by: i64,
    until: i64,
    id: i64,
}

impl CertificationMark {
    /// Before the first row.
    pub const START: Self = Self { by: 0, until: i64::MIN, id: 0 };
}

/// A user whose certification is due.
#[derive(Debug, Clone)]
pub struct DueUser {
    /// The user.
    pub id: u64,
    /// Address.
    pub email: String,
    /// Fingerprint of the key in use.
    pub fingerprint: Fingerprint,
    /// Its public packets.
    pub public: Vec<u8>,
    /// The user ID that was certified before, byte for byte; none: never.
    pub certified_id: Option<Vec<u8>>,
    /// Where the walk goes on.
    pub mark: CertificationMark,
}

/// A key that the server renews. One that has ended already was live in this vault before: it was certified; one that came
/// in ended stays so.
macro_rules! renewable {
    () => {
        "user.mode = 'skm' AND user.has_secrets AND NOT user.revoked AND user.last_contact > :inactive_since \
         AND (user.ends > :now OR user.certified_by > 0)"
    };
}

macro_rules! due_keys {
    () => {
        concat!(
            "user INDEXED BY user_by_end WHERE user.deleted IS NULL AND user.ends <= :keys_end_by AND ",
            renewable!()
        )
    };
}

/// Whoever is deleted is not in this index; of the others only live keys, and of the server's only those of people who
/// were in contact.
macro_rules! certifiable {
    () => {
        concat!(
            "user.deleted IS NULL AND NOT user.revoked \
             AND (user.certified_by, user.certified_until) <= (:generation, :certifications_end_by) \
             AND (user.mode <> 'skm' OR user.last_contact > :inactive_since) \
             AND (user.ends > :now OR (:with_renewals AND user.ends <= :keys_end_by AND ",
            renewable!(),
            "))"
        )
    };
}

const COUNT_KEYS: &str = concat!("SELECT count(*) FROM ", due_keys!());

/// The vector is compared on the index; `users.id` is its last column.
const KEYS: &str = concat!(
    due_keys!(),
    " AND (user.ends, user.id) > (:after_end, :after_id) ORDER BY user.ends, user.id LIMIT :limit"
);

const COUNT_CERTIFICATIONS: &str =
    concat!("SELECT count(*) FROM user INDEXED BY user_by_certification WHERE ", certifiable!());

const CERTIFICATIONS: &str = concat!(
    "SELECT user.id, user.email, user.fingerprint, user_key.public, user_certification.certified_id, \
     user.certified_by, user.certified_until \
     FROM user INDEXED BY user_by_certification \
     CROSS JOIN user_key ON user_key.fingerprint = user.fingerprint \
     LEFT JOIN user_certification ON user_certification.user_id = user.id \
     AND user_certification.fingerprint = user.fingerprint WHERE ",
    certifiable!(),
    " AND (user.certified_by, user.certified_until, user.id) > (:by, :until, :id) \
     ORDER BY user.certified_by, user.certified_until, user.id LIMIT :limit"
);

/// The server's users who would be due if they had been in contact.
const LEFT_OUT: &str = "SELECT count(*) FROM user INDEXED BY user_by_contact \
     WHERE user.deleted IS NULL AND user.last_contact <= :inactive_since AND user.mode = 'skm' AND NOT user.revoked \
     AND ((user.certified_by, user.certified_until) <= (:generation, :certifications_end_by) \
          OR user.ends <= :keys_end_by)";

macro_rules! leaving {
    () => {
        "user INDEXED BY user_by_contact WHERE user.deleted IS NULL AND user.last_contact > :from \
         AND user.last_contact <= :to AND user.mode = 'skm' AND NOT user.revoked"
    };
}

const COUNT_LEAVING: &str = concat!("SELECT count(*) FROM ", leaving!());
const LEAVING: &str = concat!(leaving!(), " ORDER BY user.last_contact, user.id LIMIT :limit");

const VERIFIED: &str = "SELECT count(*) FROM user INDEXED BY user_by_certification \
     WHERE user.deleted IS NULL AND user.certified_by = :generation AND user.certified_until > :now \
     AND user.ends > :now AND NOT user.revoked";

/// The server's keys that are to be renewed, in the order of their ends, behind that row.
pub(crate) fn keys(connection: &Connection, due: &Due, after: Option<&UserRow>, limit: u32) -> Outcome<Vec<UserRow>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM {KEYS}")).map_err(sql)?;
    let values = named_params! {
        ":keys_end_by": due.keys_end_by.seconds(),
        ":inactive_since": due.inactive_since.seconds(),
        ":now": due.now.seconds(),
        ":after_end": after.map_or(i64::MIN, |row| row.expires.map_or(i64::MAX, Timestamp::seconds)),
        ":after_id": after.map(|row| number(row.id)).transpose()?.unwrap_or(0),
        ":limit": limit,
    };
    super::all(&mut statement.query(values).map_err(sql)?, read)
}

/// The users whose certification is due, behind that mark.
pub(crate) fn certifications(
    connection: &Connection,
    due: &Due,
    mark: CertificationMark,
    limit: u32,
) -> Outcome<Vec<DueUser>> {
    let mut statement = connection.prepare_cached(CERTIFICATIONS).map_err(sql)?;
    let values = named_params! {
        ":generation": number(due.generation)?,
        ":certifications_end_by": due.certifications_end_by.seconds(),
        ":inactive_since": due.inactive_since.seconds(),
        ":now": due.now.seconds(),
        ":with_renewals": due.with_renewals,
        ":keys_end_by": due.keys_end_by.seconds(),
        ":by": mark.by,
        ":until": mark.until,
        ":id": mark.id,
        ":limit": limit,
    };
    super::all(&mut statement.query(values).map_err(sql)?, due_user)
}

fn due_user(row: &Row<'_>) -> Outcome<DueUser> {
    let (id, fingerprint): (i64, String) = (row.get(0).map_err(sql)?, row.get(2).map_err(sql)?);
    Ok(DueUser {
        id: natural(id)?,
        email: row.get(1).map_err(sql)?,
        fingerprint: fingerprint.parse().map_err(|_| Failure::about(Code::VaultDamaged, "user"))?,
        public: row.get(3).map_err(sql)?,
        certified_id: row.get(4).map_err(sql)?,
        mark: CertificationMark { by: row.get(5).map_err(sql)?, until: row.get(6).map_err(sql)?, id },
    })
}

/// How many keys are to be renewed.
pub(crate) fn count_keys(connection: &Connection, due: &Due) -> Outcome<u64> {
    count(
        connection,
        COUNT_KEYS,
        named_params! {
            ":keys_end_by": due.keys_end_by.seconds(),
            ":inactive_since": due.inactive_since.seconds(),
            ":now": due.now.seconds(),
        },
    )
}

/// How many users are to be certified.
pub(crate) fn count_certifications(connection: &Connection, due: &Due) -> Outcome<u64> {
    count(
        connection,
        COUNT_CERTIFICATIONS,
        named_params! {
            ":generation": number(due.generation)?,
            ":certifications_end_by": due.certifications_end_by.seconds(),
            ":inactive_since": due.inactive_since.seconds(),
            ":now": due.now.seconds(),
            ":with_renewals": due.with_renewals,
            ":keys_end_by": due.keys_end_by.seconds(),
        },
    )
}

/// How many of the server's users are due and left out, because they are inactive.
pub(crate) fn count_left_out(connection: &Connection, due: &Due) -> Outcome<u64> {
    count(
        connection,
        LEFT_OUT,
        named_params! {
            ":generation": number(due.generation)?,
            ":certifications_end_by": due.certifications_end_by.seconds(),
            ":inactive_since": due.inactive_since.seconds(),
            ":keys_end_by": due.keys_end_by.seconds(),
        },
    )
}

/// How many of the server's users were last in contact after one moment and by another.
pub(crate) fn count_in_contact(connection: &Connection, from: Timestamp, to: Timestamp) -> Outcome<u64> {
    count(connection, COUNT_LEAVING, named_params! { ":from": from.seconds(), ":to": to.seconds() })
}

/// The first of them, whoever was silent longest first.
pub(crate) fn in_contact(connection: &Connection, from: Timestamp, to: Timestamp, limit: u32) -> Outcome<Vec<UserRow>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM {LEAVING}")).map_err(sql)?;
    let values = named_params! { ":from": from.seconds(), ":to": to.seconds(), ":limit": limit };
    super::all(&mut statement.query(values).map_err(sql)?, read)
}

/// How many users are verified.
pub(crate) fn count_verified(connection: &Connection, generation: u64, now: Timestamp) -> Outcome<u64> {
    count(connection, VERIFIED, named_params! { ":generation": number(generation)?, ":now": now.seconds() })
}

fn count(connection: &Connection, statement: &str, values: impl rusqlite::Params) -> Outcome<u64> {
    let mut statement = connection.prepare_cached(statement).map_err(sql)?;
    natural(statement.query_row(values, |row| row.get(0)).map_err(sql)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::apply_pending;

    #[test]
    fn no_question_of_a_run_reads_a_whole_table() {
        let connection = Connection::open_in_memory().unwrap();
        apply_pending(&connection).unwrap();
        let (keys, leaving) = (format!("SELECT {COLUMNS} FROM {KEYS}"), format!("SELECT {COLUMNS} FROM {LEAVING}"));
        let cases = [
            (keys.as_str(), "USING INDEX user_by_end ("),
            (COUNT_KEYS, "USING INDEX user_by_end ("),
            (CERTIFICATIONS, "USING INDEX user_by_certification ("),
            (COUNT_CERTIFICATIONS, "USING INDEX user_by_certification ("),
            (LEFT_OUT, "USING INDEX user_by_contact ("),
            (leaving.as_str(), "USING INDEX user_by_contact ("),
            (COUNT_LEAVING, "USING INDEX user_by_contact ("),
            (VERIFIED, "USING INDEX user_by_certification ("),
        ];
        for (statement, expected) in cases {
            let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {statement}")).unwrap();
            let mut rows = plan.raw_query();
            let mut steps = Vec::new();
            while let Some(row) = rows.next().unwrap() {
                steps.push(row.get::<_, String>(3).unwrap());
            }
            let text = steps.join("; ");
            assert!(steps[0].starts_with("SEARCH user ") && steps[0].contains(expected), "{statement}: {text}");
            assert!(!text.contains("SCAN") && !text.contains("TEMP B-TREE"), "{statement}: {text}");
        }
    }
}
