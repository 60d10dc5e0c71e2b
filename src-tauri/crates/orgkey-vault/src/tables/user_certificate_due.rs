use super::{
    ca::number,
    natural,
    user::{COLUMNS, UserRow, execute, read},
};
use crate::database::sql;
use orgkey_types::{Outcome, Timestamp};
use rusqlite::{Connection, named_params, params};

/// Until when a user has a live certificate: 0 is not at all. Whoever has none is found without looking at the others.
pub(crate) const SCHEMA: &str = "
ALTER TABLE user ADD COLUMN certificate_until INTEGER NOT NULL DEFAULT 0;
CREATE INDEX user_by_certificate ON user (certificate_until) WHERE deleted IS NULL AND revoked = 0;
";

/// Who is to get a certificate: whoever has none at that moment, whose key lasts, and who is not silent for too long.
#[derive(Debug, Clone, Copy)]
pub struct CertificatesDue {
    /// The moment.
    pub now: Timestamp,
    /// A user in Server Key Mode who was last in contact then, or before, is left out.
    pub inactive_since: Timestamp,
    /// Go on behind this user: end of the last certificate (none is 0) and identifier.
    pub after: (i64, u64),
    /// Only users added behind this one; 0 is everybody.
    pub newer_than: u64,
}

impl CertificatesDue {
    /// Everybody.
    pub fn everybody(now: Timestamp, inactive_since: Timestamp) -> Self {
        Self { now, inactive_since, after: (-1, 0), newer_than: 0 }
    }

    /// What follows that user in the same order.
    pub fn behind(self, user: &UserRow) -> Self {
        Self { after: (user.certificate_until.map_or(0, Timestamp::seconds), user.id), ..self }
    }
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

pub(crate) fn without_certificate(connection: &Connection, due: &CertificatesDue, limit: u32) -> Outcome<Vec<UserRow>> {
    let statement = concat!(" ", without_certificate!(), " ORDER BY certificate_until, user.id LIMIT :limit");
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS}{statement}")).map_err(sql)?;
    let (now, silent) = (due.now.seconds(), due.inactive_since.seconds());
    let values = named_params! { ":now": now, ":silent": silent, ":until": due.after.0,
    ":id": number(due.after.1)?, ":newer": number(due.newer_than)?, ":limit": limit };
    let mut rows = statement.query(values).map_err(sql)?;
    super::all(&mut rows, read)
}

pub(crate) fn count_without_certificate(connection: &Connection, due: &CertificatesDue) -> Outcome<u64> {
    let statement = concat!("SELECT count(*) ", without_certificate!());
    let (now, silent) = (due.now.seconds(), due.inactive_since.seconds());
    let values = named_params! { ":now": now, ":silent": silent, ":until": due.after.0,
    ":id": number(due.after.1)?, ":newer": number(due.newer_than)? };
    natural(connection.query_row(statement, values, |row| row.get(0)).map_err(sql)?)
}
