use super::{from_json, natural};
use crate::{database::sql, keys::new_id, write::Change};
use orgkey_types::{Code, Failure, Fingerprint, Outcome, Timestamp};
use rusqlite::{Connection, Row, params};
use serde::Serialize;

/// The backup register: each copy that was ever written, proven or not.
pub(crate) const SCHEMA: &str = "
CREATE TABLE backup (
    id                  TEXT PRIMARY KEY,
    subject_id          TEXT NOT NULL,
    subject_fingerprint TEXT NOT NULL,
    generation          INTEGER NOT NULL CHECK (generation >= 0),
    kind                TEXT NOT NULL,
    file_name           TEXT NOT NULL,
    place               TEXT NOT NULL,
    bytes               INTEGER NOT NULL CHECK (bytes >= 0),
    sha256              TEXT NOT NULL,
    preset              TEXT NOT NULL,
    proof               TEXT NOT NULL,
    made_at             INTEGER NOT NULL,
    made_by             TEXT NOT NULL,
    proven_at           INTEGER
) STRICT;
CREATE INDEX backup_of_subject ON backup (subject_id, made_at);
";

/// When another file took the place of a copy. It is no copy any more; what it was stays in the row.
pub(crate) const REPLACED: &str = "ALTER TABLE backup ADD COLUMN replaced_at INTEGER;";

/// A drill that a copy did not pass takes its proof away until it passes one; a copy that was destroyed stays as a
/// record.
pub(crate) const DRILLED: &str = "
ALTER TABLE backup ADD COLUMN failed_at INTEGER;
ALTER TABLE backup ADD COLUMN failed_with TEXT;
ALTER TABLE backup ADD COLUMN retired_at INTEGER;
ALTER TABLE backup ADD COLUMN retired_by TEXT;
ALTER TABLE backup ADD COLUMN retired_why TEXT;
";

const COLUMNS: &str = "id, subject_id, subject_fingerprint, generation, kind, file_name, place, bytes, sha256, preset, \
                       proof, made_at, made_by, proven_at";
/// What became of it since.
const LATER_COLUMNS: &str = "failed_at, failed_with, retired_at, retired_by, retired_why";

/// A copy that lies somewhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BackupRow {
    /// Identifier inside this vault.
    pub id: String,
    /// The row that it is a copy of.
    pub subject_id: String,
    /// Fingerprint of the key in it.
    pub subject_fingerprint: Fingerprint,
    /// Generation of the key in it.
    pub generation: u64,
    /// What kind of copy: `keypair`.
    pub kind: String,
    /// Name of the file without its folder.
    pub file_name: String,
    /// Where it was put, as the administrator would recognise it.
    pub place: String,
    /// Length.
    pub bytes: u64,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// The preset that it was written with.
    pub preset: String,
    /// What its proof found.
    pub proof: serde_json::Value,
    /// When it was written.
    pub made_at: Timestamp,
    /// The administrator who wrote it.
    pub made_by: String,
    /// When it was last proven to restore; none: never.
    pub proven_at: Option<Timestamp>,
    /// The last drill, where the copy did not pass it: when, and the code of the reason.
    pub failed: Option<(Timestamp, String)>,
    /// It was destroyed.
    pub retired: Option<Retirement>,
}

impl BackupRow {
    /// It was proven, it passed the last drill, and it was not destroyed.
    pub fn restores(&self) -> bool {
        self.proven_at.is_some() && self.failed.is_none() && self.retired.is_none()
    }
}

/// The record of a copy's destruction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Retirement {
    /// When.
    pub at: Timestamp,
    /// The administrator who said so.
    pub by: String,
    /// Why, in the administrator's words.
    pub reason: String,
}

/// What a new row is made of; the vault adds who and when.
pub struct NewBackup {
    /// The row that it is a copy of.
    pub subject_id: String,
    /// Fingerprint of the key in it.
    pub subject_fingerprint: Fingerprint,
    /// Generation of the key in it.
    pub generation: u64,
    /// What kind of copy.
    pub kind: String,
    /// Name of the file without its folder.
    pub file_name: String,
    /// Where it was put.
    pub place: String,
    /// Length.
    pub bytes: u64,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// The preset that it was written with.
    pub preset: String,
    /// What its proof found; no secrets.
    pub proof: serde_json::Value,
    /// Whether the proof held.
    pub proven: bool,
    /// SHA-256 of the file whose place it took, where there was one.
    pub replaces: Option<String>,
}

pub(crate) fn insert(change: &Change<'_>, new: &NewBackup) -> Outcome<BackupRow> {
    if let Some(sha256) = &new.replaces {
        let statement = "UPDATE backup SET replaced_at = ?2 WHERE sha256 = ?1 AND replaced_at IS NULL \
                         AND file_name = ?3 AND place = ?4";
        let values = params![sha256, change.now.seconds(), new.file_name, new.place];
        change.connection.execute(statement, values).map_err(sql)?;
    }
    let id = new_id()?;
    let number = |value: u64| i64::try_from(value).map_err(|_| Failure::about(Code::InvalidArgument, "backup"));
    let (generation, bytes) = (number(new.generation)?, number(new.bytes)?);
    let made_at = change.now.seconds();
    let proven_at = new.proven.then_some(made_at);
    let proof = new.proof.to_string();
    let values = params![
        id,
        new.subject_id,
        new.subject_fingerprint.as_str(),
        generation,
        new.kind,
        new.file_name,
        new.place,
        bytes,
        new.sha256,
        new.preset,
        proof,
        made_at,
        change.administrator,
        proven_at
    ];
    let places = "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14";
    change.connection.execute(&format!("INSERT INTO backup ({COLUMNS}) VALUES ({places})"), values).map_err(sql)?;
    by_id(change.connection, &id)
}

/// # Errors
/// [`Code::CopyNotFound`].
pub(crate) fn by_id(connection: &Connection, id: &str) -> Outcome<BackupRow> {
    select(connection, "WHERE id = ?1", &[id])?.pop().ok_or_else(|| Failure::about(Code::CopyNotFound, id))
}

/// The copy has passed a drill, with that proof.
pub(crate) fn passed(change: &Change<'_>, id: &str, proof: &serde_json::Value) -> Outcome<()> {
    let statement = "UPDATE backup SET proven_at = ?2, proof = ?3, failed_at = NULL, failed_with = NULL WHERE id = ?1";
    changed(change, statement, params![id, change.now.seconds(), proof.to_string()])
}

/// The copy has not passed a drill.
pub(crate) fn not_passed(change: &Change<'_>, id: &str, reason: Code) -> Outcome<()> {
    let statement = "UPDATE backup SET failed_at = ?2, failed_with = ?3 WHERE id = ?1";
    changed(change, statement, params![id, change.now.seconds(), reason.name()])
}

/// The copy was destroyed.
pub(crate) fn retire(change: &Change<'_>, id: &str, reason: &str) -> Outcome<()> {
    let statement = "UPDATE backup SET retired_at = ?2, retired_by = ?3, retired_why = ?4 WHERE id = ?1";
    changed(change, statement, params![id, change.now.seconds(), change.administrator, reason])
}

fn changed(change: &Change<'_>, statement: &str, values: &[&dyn rusqlite::ToSql]) -> Outcome<()> {
    change.connection.execute(statement, values).map_err(sql)?;
    Ok(())
}

/// Newest first; of one subject, or all. Without those whose file was replaced.
pub(crate) fn list(connection: &Connection, subject: Option<&str>) -> Outcome<Vec<BackupRow>> {
    match subject {
        Some(id) => {
            select(connection, "WHERE subject_id = ?1 AND replaced_at IS NULL ORDER BY made_at DESC, rowid DESC", &[id])
        }
        None => select(connection, "WHERE replaced_at IS NULL ORDER BY made_at DESC, rowid DESC", &[]),
    }
}

fn select(connection: &Connection, rest: &str, values: &[&str]) -> Outcome<Vec<BackupRow>> {
    let mut statement =
        connection.prepare(&format!("SELECT {COLUMNS}, {LATER_COLUMNS} FROM backup {rest}")).map_err(sql)?;
    super::all(&mut statement.query(rusqlite::params_from_iter(values)).map_err(sql)?, read)
}

fn read(row: &Row<'_>) -> Outcome<BackupRow> {
    let fingerprint: String = row.get(2).map_err(sql)?;
    let proof: String = row.get(10).map_err(sql)?;
    let moment = |column: usize| row.get(column).map(|at: Option<i64>| at.map(Timestamp::from_seconds)).map_err(sql);
    let words = |column: usize| row.get(column).map(Option::<String>::unwrap_or_default).map_err(sql);
    let (failed_with, by, reason) = (words(15)?, words(17)?, words(18)?);
    Ok(BackupRow {
        id: row.get(0).map_err(sql)?,
        subject_id: row.get(1).map_err(sql)?,
        subject_fingerprint: fingerprint.parse().map_err(|_| Code::VaultDamaged)?,
        generation: natural(row.get(3).map_err(sql)?)?,
        kind: row.get(4).map_err(sql)?,
        file_name: row.get(5).map_err(sql)?,
        place: row.get(6).map_err(sql)?,
        bytes: natural(row.get(7).map_err(sql)?)?,
        sha256: row.get(8).map_err(sql)?,
        preset: row.get(9).map_err(sql)?,
        proof: from_json(&proof)?,
        made_at: Timestamp::from_seconds(row.get(11).map_err(sql)?),
        made_by: row.get(12).map_err(sql)?,
        proven_at: moment(13)?,
        failed: moment(14)?.map(|at| (at, failed_with)),
        retired: moment(16)?.map(|at| Retirement { at, by, reason }),
    })
}
