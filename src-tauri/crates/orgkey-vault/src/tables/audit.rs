use super::{from_json, natural};
use crate::{
    audit::{AuditEntry, AuditHead, Phase},
    database::sql,
    encoding::Encoding,
    write::Change,
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use rusqlite::{Connection, Row, params};
use sha2::{Digest, Sha256};

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

/// A row as it stands, before anybody believes it.
pub(crate) struct Stored {
    seq: i64,
    at: i64,
    administrator: String,
    action: String,
    phase: String,
    subject: String,
    detail: String,
    intent: Option<i64>,
    counter: i64,
    prev_hash: Vec<u8>,
    hash: Vec<u8>,
}

/// What an entry says; who and when come from the change that it belongs to.
pub(crate) struct Saying<'a> {
    pub(crate) action: &'a str,
    pub(crate) phase: Phase,
    pub(crate) subject: &'a str,
    pub(crate) detail: &'a serde_json::Value,
    pub(crate) intent: Option<i64>,
}

/// What the first entry follows on: bound to the vault, so that no chain passes for another's.
pub(crate) fn genesis(vault_id: &str) -> Vec<u8> {
    Sha256::digest(Encoding::new("orgkey audit genesis 1").text(vault_id).finish()).to_vec()
}

/// Appends and moves the head.
pub(crate) fn append(change: &Change<'_>, saying: &Saying<'_>) -> Outcome<i64> {
    let (seq, prev_hash) = head(change.connection)?;
    let mut stored = Stored {
        seq: seq + 1,
        at: change.now.seconds(),
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
    stored.hash = stored.compute();
    stored.insert(change.connection)?;
    let statement = "UPDATE vault SET audit_seq = ?1, audit_hash = ?2";
    change.connection.execute(statement, params![stored.seq, stored.hash]).map_err(sql)?;
    Ok(stored.seq)
}

fn head(connection: &Connection) -> Outcome<(i64, Vec<u8>)> {
    let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    connection.query_row("SELECT audit_seq, audit_hash FROM vault", [], row).map_err(sql)
}

impl Stored {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get(0)?,
            at: row.get(1)?,
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

    fn insert(&self, connection: &Connection) -> Outcome<()> {
        let statement = format!("INSERT INTO audit ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
        let (who, what) = (&self.administrator, &self.action);
        let values = params![
            self.seq,
            self.at,
            who,
            what,
            self.phase,
            self.subject,
            self.detail,
            self.intent,
            self.counter,
            self.prev_hash,
            self.hash
        ];
        connection.execute(&statement, values).map_err(sql)?;
        Ok(())
    }

    fn compute(&self) -> Vec<u8> {
        let encoding = Encoding::new("orgkey audit entry 1").number(self.seq).number(self.at);
        let encoding = encoding.text(&self.administrator).text(&self.action).text(&self.phase);
        let intent = self.intent.map(i64::to_be_bytes);
        let encoding =
            encoding.text(&self.subject).text(&self.detail).optional(intent.as_ref().map(<[u8; 8]>::as_slice));
        Sha256::digest(encoding.number(self.counter).bytes(&self.prev_hash).finish()).to_vec()
    }

    fn into_entry(self) -> Outcome<AuditEntry> {
        Ok(AuditEntry {
            seq: natural(self.seq)?,
            at: Timestamp::from_seconds(self.at),
            administrator: self.administrator,
            action: self.action,
            phase: self.phase,
            subject: self.subject,
            detail: from_json(&self.detail)?,
            intent: self.intent.map(natural).transpose()?,
            counter: natural(self.counter)?,
            hash: hex::encode(self.hash),
        })
    }
}

/// Newest first, before that number; with `text` only entries that contain it.
pub(crate) fn page(connection: &Connection, before: i64, limit: u32, text: &str) -> Outcome<Vec<AuditEntry>> {
    let statement = format!(
        "SELECT {COLUMNS} FROM audit WHERE seq < ?1 AND (?2 = '' OR instr(lower(administrator || char(10) || action \
         || char(10) || subject || char(10) || detail), lower(?2)) > 0) ORDER BY seq DESC LIMIT ?3"
    );
    let mut statement = connection.prepare(&statement).map_err(sql)?;
    let rows = statement.query_map(params![before, text, limit], Stored::read).map_err(sql)?;
    rows.map(|row| row.map_err(sql)?.into_entry()).collect()
}

pub(crate) fn count(connection: &Connection) -> Outcome<u64> {
    natural(connection.query_row("SELECT count(*) FROM audit", [], |row| row.get(0)).map_err(sql)?)
}

/// Intents without settlement, oldest first.
pub(crate) fn unsettled(connection: &Connection) -> Outcome<Vec<AuditEntry>> {
    let statement = format!(
        "SELECT {COLUMNS} FROM audit AS begun WHERE phase = 'intent' \
         AND NOT EXISTS (SELECT 1 FROM audit WHERE intent = begun.seq) ORDER BY seq"
    );
    let mut statement = connection.prepare(&statement).map_err(sql)?;
    let rows = statement.query_map([], Stored::read).map_err(sql)?;
    rows.map(|row| row.map_err(sql)?.into_entry()).collect()
}

/// Follows the chain from its first entry to the head.
///
/// # Errors
/// [`Code::AuditBroken`] about the first entry that does not hold.
pub(crate) fn verify(connection: &Connection, vault_id: &str) -> Outcome<()> {
    let mut statement = connection.prepare(&format!("SELECT {COLUMNS} FROM audit ORDER BY seq")).map_err(sql)?;
    let mut rows = statement.query([]).map_err(sql)?;
    let (mut seq, mut hash, mut counter) = (0, genesis(vault_id), 0);
    while let Some(row) = rows.next().map_err(sql)? {
        let stored = Stored::read(row).map_err(sql)?;
        let follows = stored.seq == seq + 1 && stored.prev_hash == hash && stored.counter >= counter;
        if !follows || stored.compute() != stored.hash {
            return Err(broken(seq + 1));
        }
        (seq, hash, counter) = (stored.seq, stored.hash, stored.counter);
    }
    if (seq, hash) != head(connection)? { Err(broken(seq + 1)) } else { Ok(()) }
}

pub(crate) fn read_head(connection: &Connection) -> Outcome<AuditHead> {
    let (seq, hash) = head(connection)?;
    let counter = super::organization::counter(connection)?;
    Ok(AuditHead { seq: natural(seq)?, hash: hex::encode(hash), counter })
}

fn broken(seq: i64) -> Failure {
    Failure::about(Code::AuditBroken, seq)
}
