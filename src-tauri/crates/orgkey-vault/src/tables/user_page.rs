//! Pages of the table `user`, in the manner of `issued_page`: each order has an index that is walked from where the last
//! page ended, and a filter that only few rows pass is asked first for those rows.

use super::{
    ca::number,
    natural,
    user::{COLUMNS, UserRow, by_id, read},
};
use crate::database::sql;
use orgkey_types::{Outcome, Timestamp};
use rusqlite::{Connection, Rows, types::Value};

/// In which order a page is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UserOrder {
    /// By address, without regard to ASCII case.
    #[default]
    Email,
    /// By name, without regard to ASCII case.
    Name,
    /// By the end of the key.
    End,
    /// By the last contact.
    Contact,
    /// In the order in which they were added.
    Added,
}

/// Which ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserFilter {
    /// Certified by the Organization Key in use.
    Verified,
    /// Not certified, and not waiting for contact.
    Unverified,
    /// Held by the server, not certified, and not in contact since [`UserQuery::inactive_since`].
    WaitingForContact,
    /// Deleted; their keys are kept.
    Deleted,
}

/// What a page is asked for.
#[derive(Debug, Clone)]
pub struct UserQuery {
    /// In which order.
    pub order: UserOrder,
    /// The other way round.
    pub descending: bool,
    /// Which ones; none is all who are not deleted.
    pub filter: Option<UserFilter>,
    /// Three characters or more: anywhere in address, name or fingerprint. Fewer: how the address begins.
    pub text: String,
    /// Generation of the Organization Key in use; none where there is none, and then nobody is verified.
    pub generation: Option<u64>,
    /// Whoever was last in contact before that moment is inactive.
    pub inactive_since: Timestamp,
    /// The last row of the page before.
    pub after: Option<u64>,
    /// Rows at most.
    pub limit: u32,
}

/// A filter that passes no more rows than this is asked first and its rows are sorted; one that passes more is met
/// often enough on the way along the index.
const FEW: u64 = 10_000;

/// A condition, and the identifiers of all rows that meet it, or of somewhat more.
struct Condition {
    met: &'static str,
    ids: &'static str,
}

/// A SELECT for each way of not being verified; each walks a part of an index.
macro_rules! not_verified {
    () => {
        "SELECT id FROM user INDEXED BY user_by_certification WHERE deleted IS NULL AND certified_by < :generation \
         UNION ALL \
         SELECT id FROM user INDEXED BY user_by_certification WHERE deleted IS NULL AND certified_by > :generation \
         UNION ALL \
         SELECT id FROM user INDEXED BY user_by_certification \
         WHERE deleted IS NULL AND certified_by = :generation AND certified_until <= :now \
         UNION ALL SELECT id FROM user INDEXED BY user_by_end WHERE deleted IS NULL AND ends <= :now \
         UNION ALL SELECT id FROM user INDEXED BY user_revoked WHERE deleted IS NULL AND revoked = 1"
    };
}

const VERIFIED: Condition = Condition {
    met: "certified_by = :generation AND certified_until > :now AND ends > :now AND NOT revoked",
    ids: "SELECT id FROM user INDEXED BY user_by_certification \
          WHERE deleted IS NULL AND certified_by = :generation AND certified_until > :now",
};
const UNVERIFIED: Condition = Condition {
    met: "NOT (certified_by = :generation AND certified_until > :now AND ends > :now AND NOT revoked) \
          AND NOT (mode = 'skm' AND NOT revoked AND last_contact <= :inactive_since)",
    ids: not_verified!(),
};
const WAITING: Condition = Condition {
    met: "NOT (certified_by = :generation AND certified_until > :now AND ends > :now) \
          AND mode = 'skm' AND NOT revoked AND last_contact <= :inactive_since",
    ids: "SELECT id FROM user INDEXED BY user_by_contact WHERE deleted IS NULL AND last_contact <= :inactive_since",
};
const DELETED: Condition = Condition {
    met: "deleted IS NOT NULL",
    ids: "SELECT id FROM user INDEXED BY user_deleted WHERE deleted IS NOT NULL",
};
const ANYWHERE: Condition = Condition {
    met: "(email LIKE :like ESCAPE '\\' OR name LIKE :like ESCAPE '\\' OR fingerprint LIKE :like ESCAPE '\\')",
    ids: "SELECT rowid FROM user_text WHERE user_text MATCH :phrase",
};
const BEGINNING: Condition = Condition {
    met: "email >= :text AND email < :text_end",
    ids: "SELECT id FROM user INDEXED BY user_by_email \
          WHERE deleted IS NULL AND email >= :text AND email < :text_end",
};

/// # Errors
/// `user-not-found` when there is no row `after`.
pub(crate) fn page(connection: &Connection, query: &UserQuery, now: Timestamp) -> Outcome<Vec<UserRow>> {
    let after = query.after.map(|id| by_id(connection, id)).transpose()?;
    let asked = Asked { connection, values: values(query, after.as_ref(), now)? };
    let conditions = conditions(query);
    let few = match query.filter {
        // The orders have no index over deleted ones.
        Some(UserFilter::Deleted) => Some(DELETED.ids),
        _ => asked.first_with_few(&conditions)?,
    };
    asked.rows(&statement(query, &conditions, few, after.as_ref()))
}

fn conditions(query: &UserQuery) -> Vec<Condition> {
    let filter = query.filter.map(|filter| match filter {
        UserFilter::Verified => VERIFIED,
        UserFilter::Unverified => UNVERIFIED,
        UserFilter::WaitingForContact => WAITING,
        UserFilter::Deleted => DELETED,
    });
    let text = match query.text.trim().chars().count() {
        0 => None,
        // A trigram has three characters; the beginning of an address is looked up among those that are not deleted.
        1 | 2 => Some(BEGINNING),
        _ => Some(ANYWHERE),
    };
    text.into_iter().chain(filter).collect()
}

fn statement(query: &UserQuery, conditions: &[Condition], few: Option<&str>, after: Option<&UserRow>) -> String {
    let (index, column, place) = match query.order {
        UserOrder::Email => ("user_by_email", "email", ":after_email"),
        UserOrder::Name => ("user_by_name", "name", ":after_name"),
        UserOrder::End => ("user_by_end", "ends", ":after_end"),
        UserOrder::Contact => ("user_by_contact", "last_contact", ":after_contact"),
        // Identifiers grow: the table itself is in this order.
        UserOrder::Added => ("", "id", ":after_id"),
    };
    let (direction, sign) = if query.descending { (" DESC", '<') } else { ("", '>') };
    let deleted = if query.filter == Some(UserFilter::Deleted) { "" } else { " AND +deleted IS NULL" };
    let mut text = match few {
        Some(ids) => format!("SELECT {COLUMNS} FROM user WHERE id IN ({ids}){deleted}"),
        None if index.is_empty() => format!("SELECT {COLUMNS} FROM user NOT INDEXED WHERE deleted IS NULL"),
        None => format!("SELECT {COLUMNS} FROM user INDEXED BY {index} WHERE deleted IS NULL"),
    };
    for condition in conditions {
        text.push_str(&format!(" AND {}", condition.met));
    }
    if after.is_some() {
        text.push_str(&format!(" AND ({column}, id) {sign} ({place}, :after_id)"));
    }
    text.push_str(&format!(" ORDER BY {column}{direction}, id{direction} LIMIT :limit"));
    text
}

fn values(query: &UserQuery, after: Option<&UserRow>, now: Timestamp) -> Outcome<Vec<(&'static str, Value)>> {
    let text = query.text.trim();
    let literal = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let mut values = vec![
        (":now", Value::from(now.seconds())),
        (":generation", query.generation.map(number).transpose()?.unwrap_or(-1).into()),
        (":inactive_since", query.inactive_since.seconds().into()),
        (":limit", i64::from(query.limit).into()),
        (":like", format!("%{literal}%").into()),
        // A phrase in quotation marks: nothing in it is an operator of the search language.
        (":phrase", format!("\"{}\"", text.replace('"', "\"\"")).into()),
        (":text_end", format!("{text}{}", char::MAX).into()),
        (":text", text.to_owned().into()),
    ];
    if let Some(row) = after {
        values.push((":after_id", number(row.id)?.into()));
        values.push((":after_email", row.email.clone().into()));
        values.push((":after_name", row.name.clone().into()));
        values.push((":after_end", row.expires.map_or(i64::MAX, Timestamp::seconds).into()));
        values.push((":after_contact", row.last_contact.seconds().into()));
    }
    Ok(values)
}

struct Asked<'a> {
    connection: &'a Connection,
    values: Vec<(&'static str, Value)>,
}

impl Asked<'_> {
    /// The first condition that only few rows meet.
    fn first_with_few(&self, conditions: &[Condition]) -> Outcome<Option<&'static str>> {
        for condition in conditions {
            let counting = format!("SELECT count(*) FROM (SELECT * FROM ({}) LIMIT {})", condition.ids, FEW + 1);
            let count = self.run(&counting, |rows| match rows.next().map_err(sql)? {
                Some(row) => natural(row.get(0).map_err(sql)?),
                None => Ok(0),
            })?;
            if count <= FEW {
                return Ok(Some(condition.ids));
            }
        }
        Ok(None)
    }

    fn rows(&self, statement: &str) -> Outcome<Vec<UserRow>> {
        self.run(statement, |rows| {
            let mut found = Vec::new();
            while let Some(row) = rows.next().map_err(sql)? {
                found.push(read(row)?);
            }
            Ok(found)
        })
    }

    /// Binds those values that the statement names.
    fn run<T>(&self, statement: &str, work: impl FnOnce(&mut Rows<'_>) -> Outcome<T>) -> Outcome<T> {
        let mut statement = self.connection.prepare_cached(statement).map_err(sql)?;
        for (name, value) in &self.values {
            if let Some(index) = statement.parameter_index(name).map_err(sql)? {
                statement.raw_bind_parameter(index, value).map_err(sql)?;
            }
        }
        work(&mut statement.raw_query())
    }
}
