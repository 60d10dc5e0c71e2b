//! Pages of the table `issued`. It has a million rows, so no page may look at more than a few thousand of them: each
//! order has an index that is walked from where the last page ended, and a filter that only few rows pass is asked
//! first for those rows. The indices of the names and of the ends carry all that a page is filtered by, so that a walk
//! along them reads no row in vain.

use super::{
    ca::number,
    issued::{COLUMNS, IssuedRow, by_id, read},
    natural,
};
use crate::database::sql;
use orgkey_types::{Outcome, Timestamp};
use rusqlite::{Connection, Rows, types::Value};

/// In which order a page is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum IssuedOrder {
    /// As they were issued; those past their end as they ended.
    #[default]
    Issued,
    /// By name, without regard to ASCII case.
    Name,
    /// By their end.
    End,
}

/// Which ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuedFilter {
    /// In use: neither held, revoked nor past their end.
    Valid,
    /// On hold.
    Held,
    /// Revoked for good.
    Revoked,
    /// Past their end, and neither held nor revoked.
    Expired,
}

/// What a page is asked for.
#[derive(Debug, Clone, Default)]
pub struct IssuedQuery {
    /// In which order.
    pub order: IssuedOrder,
    /// The other way round: newest, Z or latest first.
    pub descending: bool,
    /// Which ones; none is all.
    pub filter: Option<IssuedFilter>,
    /// What they are for; none is all.
    pub template: Option<String>,
    /// In use now, and over before that moment.
    pub ends_before: Option<Timestamp>,
    /// Three characters or more: anywhere in name, subject or serial number. Fewer: how the name begins.
    pub text: String,
    /// The last row of the page before.
    pub after: Option<u64>,
    /// Rows at most.
    pub limit: u32,
}

/// A filter that passes no more rows than this is asked first and its rows are sorted; one that passes more is met
/// often enough on the way along the index.
const FEW: u64 = 10_000;

/// A condition, and the identifiers of all rows that meet it.
struct Condition {
    met: &'static str,
    ids: &'static str,
}

const VALID: Condition = Condition {
    met: "state = 'valid' AND not_after > :now",
    ids: "SELECT id FROM issued INDEXED BY issued_by_end WHERE ca_id = :ca AND not_after > :now",
};
const HELD: Condition = Condition {
    met: "state = 'held'",
    ids: "SELECT id FROM issued INDEXED BY issued_out_of_use WHERE ca_id = :ca AND state = 'held' AND state <> 'valid'",
};
const REVOKED: Condition = Condition {
    met: "state = 'revoked'",
    ids: "SELECT id FROM issued INDEXED BY issued_out_of_use \
          WHERE ca_id = :ca AND state = 'revoked' AND state <> 'valid'",
};
const ENDING: Condition = Condition {
    met: "state = 'valid' AND not_after > :now AND not_after < :ends_before",
    ids: "SELECT id FROM issued INDEXED BY issued_by_end \
         WHERE ca_id = :ca AND not_after > :now AND not_after < :ends_before",
};
const OF_TEMPLATE: Condition = Condition {
    met: "template = :template",
    ids: "SELECT id FROM issued INDEXED BY issued_in_use \
          WHERE ca_id = :ca AND state IN ('valid', 'held', 'revoked') AND template = :template",
};
const EXPIRED: Condition = Condition {
    met: "state = 'valid' AND not_after <= :now",
    ids: "SELECT id FROM issued INDEXED BY issued_by_end WHERE ca_id = :ca AND not_after <= :now",
};
const ANYWHERE: Condition = Condition {
    met: "(name LIKE :like ESCAPE '\\' OR subject LIKE :like ESCAPE '\\' OR hex(serial) LIKE :like ESCAPE '\\')",
    ids: "SELECT rowid FROM issued_text WHERE issued_text MATCH :phrase",
};
const BEGINNING: Condition = Condition {
    met: "name >= :begin AND name < :begin_end",
    ids: "SELECT id FROM issued INDEXED BY issued_by_name WHERE ca_id = :ca AND name >= :begin AND name < :begin_end",
};

/// # Errors
/// `serial-not-found` when there is no row `after`.
pub(crate) fn page(connection: &Connection, ca: &str, query: &IssuedQuery, now: Timestamp) -> Outcome<Vec<IssuedRow>> {
    let after = query.after.map(|id| by_id(connection, id)).transpose()?;
    let asked = Asked { connection, values: values(ca, query, after.as_ref(), now)? };
    let conditions = conditions(query);
    let few = asked.first_with_few(&conditions)?;
    asked.rows(&statement(query, &conditions, few, after.is_some()))
}

fn conditions(query: &IssuedQuery) -> Vec<Condition> {
    let filter = query.filter.map(|filter| match filter {
        IssuedFilter::Valid => VALID,
        IssuedFilter::Held => HELD,
        IssuedFilter::Revoked => REVOKED,
        IssuedFilter::Expired => EXPIRED,
    });
    let text = match searched(&query.text).chars().count() {
        0 => None,
        // A trigram has three characters.
        1 | 2 => Some(BEGINNING),
        _ => Some(ANYWHERE),
    };
    let ending = query.ends_before.map(|_| ENDING);
    let template = query.template.as_ref().map(|_| OF_TEMPLATE);
    // In this order they are asked of each row: what costs least comes first.
    filter.into_iter().chain(ending).chain(template).chain(text).collect()
}

/// The index that has the order, and the columns that make it.
fn order_of(query: &IssuedQuery) -> (&'static str, &'static str, &'static str) {
    // What has ended stands together at the far end of all that was issued: its own order is that of the ends.
    let order = match (query.order, query.filter) {
        (IssuedOrder::Issued, Some(IssuedFilter::Expired)) => IssuedOrder::End,
        (order, _) => order,
    };
    match order {
        IssuedOrder::Issued => ("issued_of_ca", "id", ":after_id"),
        IssuedOrder::Name => ("issued_by_name", "name, id", ":after_name, :after_id"),
        IssuedOrder::End => ("issued_by_end", "not_after, id", ":after_end, :after_id"),
    }
}

fn statement(query: &IssuedQuery, conditions: &[Condition], few: Option<&'static str>, continues: bool) -> String {
    let (index, columns, after) = order_of(query);
    let (direction, sign) = if query.descending { (" DESC", '<') } else { ("", '>') };
    let mut text = match few {
        // The plus sign keeps SQLite from walking an index all the same.
        Some(ids) => format!("SELECT {COLUMNS} FROM issued WHERE +ca_id = :ca AND id IN ({ids})"),
        None => format!("SELECT {COLUMNS} FROM issued INDEXED BY {index} WHERE ca_id = :ca"),
    };
    for condition in conditions {
        text.push_str(&format!(" AND {}", condition.met));
    }
    if continues {
        text.push_str(&format!(" AND ({columns}) {sign} ({after})"));
    }
    let order: Vec<String> = columns.split(", ").map(|column| format!("{column}{direction}")).collect();
    text.push_str(&format!(" ORDER BY {} LIMIT :limit", order.join(", ")));
    text
}

/// A serial number is often pasted with colons.
fn searched(text: &str) -> String {
    let text = text.trim();
    let is_serial = text.contains(':') && text.chars().all(|c| c.is_ascii_hexdigit() || c == ':');
    if is_serial { text.replace(':', "") } else { text.to_owned() }
}

fn values(
    ca: &str,
    query: &IssuedQuery,
    after: Option<&IssuedRow>,
    now: Timestamp,
) -> Outcome<Vec<(&'static str, Value)>> {
    let text = searched(&query.text);
    let literal = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let mut values = vec![
        (":ca", Value::from(ca.to_owned())),
        (":now", now.seconds().into()),
        (":limit", i64::from(query.limit).into()),
        (":like", format!("%{literal}%").into()),
        // A phrase in quotation marks: nothing in it is an operator of the search language.
        (":phrase", format!("\"{}\"", text.replace('"', "\"\"")).into()),
        (":begin_end", format!("{text}{}", char::MAX).into()),
        (":begin", text.into()),
    ];
    if let Some(template) = &query.template {
        values.push((":template", template.clone().into()));
    }
    if let Some(moment) = query.ends_before {
        values.push((":ends_before", moment.seconds().into()));
    }
    if let Some(row) = after {
        values.push((":after_id", number(row.id)?.into()));
        values.push((":after_name", row.name.clone().into()));
        values.push((":after_end", row.not_after.seconds().into()));
    }
    Ok(values)
}

struct Asked<'a> {
    connection: &'a Connection,
    values: Vec<(&'static str, Value)>,
}

impl Asked<'_> {
    /// A condition that only few rows meet; of several the text, which mostly meets the fewest.
    fn first_with_few(&self, conditions: &[Condition]) -> Outcome<Option<&'static str>> {
        for ids in conditions.iter().rev().map(|condition| condition.ids) {
            let counting = format!("SELECT count(*) FROM ({ids} LIMIT {})", FEW + 1);
            let count = self.run(&counting, |rows| match rows.next().map_err(sql)? {
                Some(row) => natural(row.get(0).map_err(sql)?),
                None => Ok(0),
            })?;
            if count <= FEW {
                return Ok(Some(ids));
            }
        }
        Ok(None)
    }

    fn rows(&self, statement: &str) -> Outcome<Vec<IssuedRow>> {
        self.run(statement, |rows| super::all(rows, read))
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
