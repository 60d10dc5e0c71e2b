use super::{from_json, natural};
use crate::{
    audit::{AuditEntry, AuditHead, Phase},
    chain::{AuditRecord, Chain},
    database::sql,
    write::Change,
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};

/// The audit log. An entry is written once; the only way past these triggers is a program of one's own with the page
/// key, and that breaks the chain.
pub(crate) const SCHEMA: &str = "
CREATE TABLE audit (
    seq           INTEGER PRIMARY KEY CHECK (seq > 0),
    at            INTEGER NOT NULL,
    administrator TEXT NOT NULL,
    action        TEXT NOT NULL,
    phase         TEXT NOT NULL CHECK (phase IN ('intent', 'settled', 'event')),
    subject       TEXT NOT NULL,
    detail        TEXT NOT NULL,
    intent        INTEGER REFERENCES audit (seq),
    counter       INTEGER NOT NULL,
    prev_hash     BLOB NOT NULL,
    hash          BLOB NOT NULL,
    CHECK ((phase = 'settled') = (intent IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX audit_settled_once ON audit (intent) WHERE intent IS NOT NULL;
CREATE INDEX audit_intents ON audit (seq) WHERE phase = 'intent';
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never shortened'); END;
";

const COLUMNS: &str = "seq, at, administrator, action, phase, subject, detail, intent, counter, prev_hash, hash";

/// What an entry says; who and when come from the change that it belongs to.
pub(crate) struct Saying<'a> {
    pub(crate) action: &'a str,
    pub(crate) phase: Phase,
    pub(crate) subject: &'a str,
    pub(crate) detail: &'a serde_json::Value,
    pub(crate) intent: Option<i64>,
}

/// Appends and moves the head.
pub(crate) fn append(change: &Change<'_>, saying: &Saying<'_>) -> Outcome<i64> {
    let (seq, prev_hash) = head(change.connection)?;
    let mut record = AuditRecord {
        seq: seq + 1,
        at: change.now,
        administrator: change.administrator.to_owned(),
        action: saying.action.to_owned(),
        phase: saying.phase.name().to_owned(),
        subject: saying.subject.to_owned(),
        detail: saying.detail.to_string(),
        intent: saying.intent,
        counter: change.counter,
        prev_hash,
        hash: Vec::new(),
    };
    record.hash = record.computed_hash();
    insert(change.connection, &record)?;
    let statement = "UPDATE vault SET audit_seq = ?1, audit_hash = ?2";
    change.connection.execute(statement, params![record.seq, record.hash]).map_err(sql)?;
    Ok(record.seq)
}

fn head(connection: &Connection) -> Outcome<(i64, Vec<u8>)> {
    let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    connection.query_row("SELECT audit_seq, audit_hash FROM vault", [], row).map_err(sql)
}

fn read(row: &Row<'_>) -> rusqlite::Result<AuditRecord> {
    Ok(AuditRecord {
        seq: row.get(0)?,
        at: Timestamp::from_seconds(row.get(1)?),
        administrator: row.get(2)?,
        action: row.get(3)?,
        phase: row.get(4)?,
        subject: row.get(5)?,
        detail: row.get(6)?,
        intent: row.get(7)?,
        counter: row.get(8)?,
        prev_hash: row.get(9)?,
        hash: row.get(10)?,
    })
}

fn insert(connection: &Connection, record: &AuditRecord) -> Outcome<()> {
    let statement = format!("INSERT INTO audit ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
    let AuditRecord { seq, at, administrator, action, phase, subject, detail, intent, counter, prev_hash, hash } =
        record;
    let at = at.seconds();
    let values = params![seq, at, administrator, action, phase, subject, detail, intent, counter, prev_hash, hash];
    connection.execute(&statement, values).map_err(sql)?;
    Ok(())
}

fn into_entry(record: AuditRecord) -> Outcome<AuditEntry> {
    Ok(AuditEntry {
        seq: natural(record.seq)?,
        at: record.at,
        administrator: record.administrator,
        action: record.action,
        phase: record.phase,
        subject: record.subject,
        detail: from_json(&record.detail)?,
        intent: record.intent.map(natural).transpose()?,
        counter: natural(record.counter)?,
        hash: hex::encode(record.hash),
    })
}

/// What an entry must contain to be found, without regard to ASCII case; parameter 1 is the text.
const CONTAINS: &str = "(?1 = '' OR instr(lower(administrator || char(10) || action || char(10) || subject || char(10) \
                        || detail), lower(?1)) > 0)";

/// Newest first, before that number and from that moment on; with `text` only entries that contain it.
pub(crate) fn page(
    connection: &Connection,
    since: Timestamp,
    before: i64,
    limit: u32,
    text: &str,
) -> Outcome<Vec<AuditEntry>> {
    let rest = format!("WHERE {CONTAINS} AND seq < ?2 AND at >= ?3 ORDER BY seq DESC LIMIT ?4");
    select(connection, &rest, params![text, before, since.seconds(), limit])?.into_iter().map(into_entry).collect()
}

/// Oldest first, behind one number and up to another; with `text` only entries that contain it.
pub(crate) fn records(
    connection: &Connection,
    after: i64,
    last: i64,
    limit: u32,
    text: &str,
) -> Outcome<Vec<AuditRecord>> {
    let rest = format!("WHERE {CONTAINS} AND seq > ?2 AND seq <= ?3 ORDER BY seq LIMIT ?4");
    select(connection, &rest, params![text, after, last, limit])
}

/// The first entry of that moment or later, and the last one of that moment or earlier; none where nothing lies between.
pub(crate) fn range(connection: &Connection, since: Timestamp, until: Timestamp) -> Outcome<Option<(i64, i64)>> {
    let find = |statement: &str, at: Timestamp| -> Outcome<Option<i64>> {
        connection.query_row(statement, [at.seconds()], |row| row.get(0)).optional().map_err(sql)
    };
    let first = find("SELECT seq FROM audit WHERE at >= ?1 ORDER BY seq LIMIT 1", since)?;
    let last = find("SELECT seq FROM audit WHERE at <= ?1 ORDER BY seq DESC LIMIT 1", until)?;
    Ok(first.zip(last).filter(|(first, last)| first <= last))
}

fn select(connection: &Connection, rest: &str, values: &[&dyn ToSql]) -> Outcome<Vec<AuditRecord>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM audit {rest}")).map_err(sql)?;
    let rows = statement.query_map(values, read).map_err(sql)?;
    rows.map(|row| row.map_err(sql)).collect()
}

pub(crate) fn count(connection: &Connection) -> Outcome<u64> {
    natural(connection.query_row("SELECT count(*) FROM audit", [], |row| row.get(0)).map_err(sql)?)
}

/// Intents without settlement, oldest first.
pub(crate) fn unsettled(connection: &Connection) -> Outcome<Vec<AuditEntry>> {
    let rest = "AS begun WHERE phase = 'intent' \
                AND NOT EXISTS (SELECT 1 FROM audit WHERE intent = begun.seq) ORDER BY seq";
    select(connection, rest, params![])?.into_iter().map(into_entry).collect()
}

/// Follows the chain from its first entry to the head.
///
/// # Errors
/// [`Code::AuditBroken`] about the first entry that does not hold.
pub(crate) fn verify(connection: &Connection, vault_id: &str) -> Outcome<()> {
    let mut statement = connection.prepare(&format!("SELECT {COLUMNS} FROM audit ORDER BY seq")).map_err(sql)?;
    let mut rows = statement.query([]).map_err(sql)?;
    let mut chain = Chain::beginning(vault_id);
    while let Some(row) = rows.next().map_err(sql)? {
        if !chain.follow(&read(row).map_err(sql)?) {
            return Err(broken(chain.seq() + 1));
        }
    }
    let (seq, hash) = head(connection)?;
    if (seq, hash.as_slice()) == (chain.seq(), chain.hash()) { Ok(()) } else { Err(broken(chain.seq() + 1)) }
}

pub(crate) fn read_head(connection: &Connection) -> Outcome<AuditHead> {
    let (seq, hash) = head(connection)?;
    let counter = super::organization::counter(connection)?;
    Ok(AuditHead { seq: natural(seq)?, hash: hex::encode(hash), counter })
}

fn broken(seq: i64) -> Failure {
    Failure::about(Code::AuditBroken, seq)
}
