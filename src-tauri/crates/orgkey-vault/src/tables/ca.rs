use super::{SealedTable, ca_kind::CaKind, from_json, natural, to_json};
use crate::{database::sql, encoding::Encoding, keys::SecretsKey, seal};
use orgkey_types::{Area, Code, Failure, Outcome, Secret, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

/// The Organizational CAs. What a CA *is* (name in its certificates, key, version, whether its key may leave) never
/// changes; the number of its revocation lists only grows; no CA is ever removed. Counts are kept beside, so that no
/// page has to count a million rows.
pub(crate) const SCHEMA: &str = "
CREATE TABLE ca (
    id            TEXT PRIMARY KEY,
    generation    INTEGER NOT NULL UNIQUE CHECK (generation > 0),
    name          TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('active', 'awaiting-certificate', 'retired')),
    subject       BLOB NOT NULL,
    subject_text  TEXT NOT NULL,
    key_algorithm TEXT NOT NULL,
    key_id        TEXT NOT NULL,
    spki_sha256   TEXT NOT NULL UNIQUE,
    exportable    INTEGER NOT NULL CHECK (exportable IN (0, 1)),
    born_with     TEXT NOT NULL,
    origin        TEXT NOT NULL CHECK (origin IN ('created', 'imported')),
    revocations_known INTEGER NOT NULL CHECK (revocations_known IN (0, 1)),
    crl_number    INTEGER NOT NULL CHECK (crl_number >= 0),
    crl_days      INTEGER NOT NULL CHECK (crl_days > 0),
    crl_points    TEXT NOT NULL,
    issued        INTEGER NOT NULL DEFAULT 0 CHECK (issued >= 0),
    held          INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),
    revoked       INTEGER NOT NULL DEFAULT 0 CHECK (revoked >= 0),
    unpublished   INTEGER NOT NULL DEFAULT 0 CHECK (unpublished >= 0),
    created       INTEGER NOT NULL,
    changed       INTEGER NOT NULL,
    secrets       BLOB
) STRICT;
CREATE UNIQUE INDEX ca_name_of_one ON ca (name COLLATE NOCASE) WHERE state <> 'retired';
CREATE TRIGGER ca_stays_the_same
BEFORE UPDATE OF id, generation, subject, key_id, spki_sha256, exportable, born_with, created ON ca
BEGIN SELECT RAISE(ABORT, 'a CA stays what it is'); END;
CREATE TRIGGER ca_list_number_never_falls BEFORE UPDATE OF crl_number ON ca WHEN new.crl_number < old.crl_number
BEGIN SELECT RAISE(ABORT, 'the number of a revocation list never falls'); END;
CREATE TRIGGER ca_is_never_removed BEFORE DELETE ON ca
BEGIN SELECT RAISE(ABORT, 'a CA is retired, never removed'); END;
";

const COLUMNS: &str = "id, generation, name, state, subject, subject_text, key_algorithm, key_id, spki_sha256, \
                       exportable, born_with, origin, revocations_known, crl_number, crl_days, crl_points, issued, \
                       held, revoked, unpublished, created, changed, secrets IS NOT NULL, kind, organization_key";

/// How a CA stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaState {
    /// It issues.
    Active,
    /// Its request is on its way to the superior CA.
    AwaitingCertificate,
    /// An earlier CA: it issues nothing, and its revocation lists go on.
    Retired,
}

impl CaState {
    /// `active`, `awaiting-certificate` or `retired`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::AwaitingCertificate => "awaiting-certificate",
            Self::Retired => "retired",
        }
    }

    fn parse(text: &str) -> Outcome<Self> {
        let all = [Self::Active, Self::AwaitingCertificate, Self::Retired];
        all.into_iter().find(|state| state.name() == text).ok_or_else(|| Code::VaultDamaged.into())
    }
}

/// What a CA is: it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaIdentity {
    /// The name in its certificates: DER, byte for byte.
    #[serde(skip)]
    pub subject: Vec<u8>,
    /// The same name, as RFC 4514 writes it.
    pub subject_text: String,
    /// Kind of key: `rsa3072`.
    pub key_algorithm: String,
    /// Key identifier (RFC 5280 §4.2.1.2), lower-case hexadecimal.
    pub key_id: String,
    /// SHA-256 of the public key (SubjectPublicKeyInfo), lower-case hexadecimal.
    pub spki_sha256: String,
    /// Whether the private key may leave the vault.
    pub exportable: bool,
    /// The version of the program that made the key.
    pub born_with: String,
    /// `created` or `imported`.
    pub origin: String,
}

/// One CA without its private key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaRow {
    /// Identifier inside this vault.
    pub id: String,
    /// 1 for the first CA of the vault.
    pub generation: u64,
    /// What administrators call it; unique among those that are not retired.
    pub name: String,
    /// How it stands.
    pub state: CaState,
    /// What it is.
    #[serde(flatten)]
    pub identity: CaIdentity,
    /// Whether the vault knows everything that this CA has revoked: not so after a restore without its last list.
    pub revocations_known: bool,
    /// Number of its last revocation list; 0 before the first.
    pub crl_number: u64,
    /// Days from a revocation list to the next.
    pub crl_days: u32,
    /// Addresses of its revocation list, as they go into what it issues.
    pub crl_points: Vec<String>,
    /// How many certificates it has issued, as far as the vault knows.
    pub issued: u64,
    /// How many of them are on hold.
    pub held: u64,
    /// How many of them are revoked for good.
    pub revoked: u64,
    /// Revocations, holds and releases since its last revocation list: nobody else knows of them yet.
    pub unpublished: u64,
    /// When it entered the vault.
    pub created: Timestamp,
    /// When its certificates last changed; backups made before carry older ones.
    pub changed: Timestamp,
    /// Whether the vault holds its private key.
    pub has_secrets: bool,
    /// What it is for.
    #[serde(skip)]
    pub kind: CaKind,
    /// The Organization Key whose private key it signs with, where it has none of its own.
    #[serde(skip)]
    pub organization_key: Option<String>,
}

/// What a new row is made of.
pub struct NewCa<'a> {
    /// Identifier inside this vault: see [`crate::new_identifier`].
    pub id: String,
    /// What administrators call it.
    pub name: String,
    /// How it stands at first.
    pub state: CaState,
    /// What it is.
    pub identity: CaIdentity,
    /// Whether the vault knows everything that this CA has revoked.
    pub revocations_known: bool,
    /// Number of its last revocation list, as far as it is known.
    pub crl_number: u64,
    /// Days from a revocation list to the next.
    pub crl_days: u32,
    /// Addresses of its revocation list.
    pub crl_points: Vec<String>,
    /// The private key: PKCS#8 DER. None where it is that of an Organization Key.
    pub secrets: Option<&'a Secret>,
    /// What it is for.
    pub kind: CaKind,
    /// The Organization Key whose private key it signs with.
    pub organization_key: Option<String>,
}

/// Where a sealed key belongs; it opens nowhere else.
fn context(vault_id: &str, id: &str, generation: u64) -> Vec<u8> {
    let encoding = Encoding::new("orgkey sealed row 1").text(vault_id).text("ca").text(id);
    encoding.bytes(&generation.to_be_bytes()).finish()
}

pub(crate) const SEALED: SealedTable =
    SealedTable { area: Area::Certificates, name: "ca", columns: "id, generation", context: context_of_row };

fn context_of_row(vault_id: &str, row: &Row<'_>) -> Outcome<Vec<u8>> {
    let (id, generation): (String, i64) = (row.get(2).map_err(sql)?, row.get(3).map_err(sql)?);
    Ok(context(vault_id, &id, natural(generation)?))
}

/// # Errors
/// [`Code::CaExists`] when a CA that is not retired has the name, or any CA has the key.
pub(crate) fn insert(
    connection: &Connection,
    (vault_id, key): (&str, &SecretsKey),
    new: &NewCa<'_>,
    now: Timestamp,
) -> Outcome<()> {
    let id = new.id.as_str();
    if new.kind == CaKind::OrganizationalCa {
        refuse_taken(connection, &new.name, new.state, id)?;
    }
    let same_key = "SELECT name FROM ca WHERE spki_sha256 = ?1";
    let taken: Option<String> =
        connection.query_row(same_key, [&new.identity.spki_sha256], |row| row.get(0)).optional().map_err(sql)?;
    if let Some(name) = taken {
        return Err(Failure::about(Code::CaExists, name));
    }
    let newest = "SELECT coalesce(max(generation), 0) + 1 FROM ca";
    let generation: i64 = connection.query_row(newest, [], |row| row.get(0)).map_err(sql)?;
    let context = context(vault_id, id, natural(generation)?);
    let sealed = new.secrets.map(|secrets| seal::seal(&key.0, &context, secrets.expose())).transpose()?;
    let statement = "INSERT INTO ca (id, generation, name, state, subject, subject_text, key_algorithm, key_id, \
                     spki_sha256, exportable, born_with, origin, revocations_known, crl_number, crl_days, \
                     crl_points, created, changed, secrets, kind, organization_key) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?17, ?18, \
                     ?19, ?20)";
    let values = params![
        id,
        generation,
        new.name,
        new.state.name(),
        new.identity.subject,
        new.identity.subject_text,
        new.identity.key_algorithm,
        new.identity.key_id,
        new.identity.spki_sha256,
        new.identity.exportable,
        new.identity.born_with,
        new.identity.origin,
        new.revocations_known,
        number(new.crl_number)?,
        new.crl_days,
        to_json(&new.crl_points)?,
        now.seconds(),
        sealed,
        new.kind.name(),
        new.organization_key,
    ];
    connection.execute(statement, values).map_err(sql)?;
    Ok(())
}

/// # Errors
/// [`Code::CaExists`] when another CA that is not retired has the name.
pub(crate) fn refuse_taken(connection: &Connection, name: &str, state: CaState, id: &str) -> Outcome<()> {
    let taken = "SELECT 1 FROM ca WHERE name = ?1 COLLATE NOCASE AND state <> 'retired' AND id <> ?2 \
                 AND kind = 'organizational-ca'";
    let found = connection.query_row(taken, params![name, id], |_| Ok(())).optional().map_err(sql)?;
    match found {
        Some(()) if state != CaState::Retired => Err(Failure::about(Code::CaExists, name)),
        _ => Ok(()),
    }
}

/// What may change about a CA.
pub(crate) fn set_standing(connection: &Connection, id: &str, name: &str, state: CaState) -> Outcome<()> {
    refuse_taken(connection, name, state, id)?;
    let statement = "UPDATE ca SET name = ?2, state = ?3 WHERE id = ?1";
    connection.execute(statement, params![id, name, state.name()]).map_err(sql)?;
    Ok(())
}

/// Of an authority whose name nobody types.
pub(crate) fn set_state(connection: &Connection, id: &str, state: CaState) -> Outcome<()> {
    connection.execute("UPDATE ca SET state = ?2 WHERE id = ?1", params![id, state.name()]).map_err(sql)?;
    Ok(())
}

pub(crate) fn set_lists(connection: &Connection, id: &str, days: u32, points: &[String]) -> Outcome<()> {
    let statement = "UPDATE ca SET crl_days = ?2, crl_points = ?3 WHERE id = ?1";
    connection.execute(statement, params![id, days, to_json(&points)?]).map_err(sql)?;
    Ok(())
}

pub(crate) fn certificates_changed(connection: &Connection, id: &str, now: Timestamp) -> Outcome<()> {
    connection.execute("UPDATE ca SET changed = ?2 WHERE id = ?1", params![id, now.seconds()]).map_err(sql)?;
    Ok(())
}

/// A list that says everything was made.
pub(crate) fn all_is_published(connection: &Connection, id: &str) -> Outcome<()> {
    connection.execute("UPDATE ca SET unpublished = 0 WHERE id = ?1", [id]).map_err(sql)?;
    Ok(())
}

/// # Errors
/// [`Code::CrlNumberStale`] when the number is not higher than the last.
pub(crate) fn raise_list_number(connection: &Connection, id: &str, to: u64) -> Outcome<()> {
    let row = by_id(connection, id)?;
    if to <= row.crl_number {
        return Err(Failure::about(Code::CrlNumberStale, format!("{to} <= {}", row.crl_number)));
    }
    connection.execute("UPDATE ca SET crl_number = ?2 WHERE id = ?1", params![id, number(to)?]).map_err(sql)?;
    Ok(())
}

pub(crate) fn revocations_known(connection: &Connection, id: &str) -> Outcome<()> {
    connection.execute("UPDATE ca SET revocations_known = 1 WHERE id = ?1", [id]).map_err(sql)?;
    Ok(())
}

/// A private key for a CA of which the vault had none.
pub(crate) fn set_secrets(
    connection: &Connection,
    (vault_id, key): (&str, &SecretsKey),
    row: &CaRow,
    secrets: &Secret,
) -> Outcome<()> {
    let sealed = seal::seal(&key.0, &context(vault_id, &row.id, row.generation), secrets.expose())?;
    connection.execute("UPDATE ca SET secrets = ?2 WHERE id = ?1", params![row.id, sealed]).map_err(sql)?;
    Ok(())
}

/// # Errors
/// [`Code::PublicOnly`] without a private key; [`Code::VaultDamaged`] when the seal does not hold.
pub(crate) fn secrets(connection: &Connection, row: &CaRow, vault_id: &str, key: &SecretsKey) -> Outcome<Secret> {
    let statement = "SELECT secrets FROM ca WHERE id = ?1";
    let sealed: Option<Vec<u8>> = connection.query_row(statement, [&row.id], |row| row.get(0)).map_err(sql)?;
    let sealed = sealed.ok_or_else(|| Failure::about(Code::PublicOnly, &row.name))?;
    let opened = seal::open(&key.0, &context(vault_id, &row.id, row.generation), &sealed);
    opened.ok_or_else(|| Failure::about(Code::VaultDamaged, &row.name).because("the seal does not hold"))
}

/// Those in use first, then by generation, newest first.
pub(crate) fn all(connection: &Connection) -> Outcome<Vec<CaRow>> {
    of_kind(connection, CaKind::OrganizationalCa)
}

/// The Organization Certificate in use first, then earlier ones, newest first.
pub(crate) fn organization_certificates(connection: &Connection) -> Outcome<Vec<CaRow>> {
    of_kind(connection, CaKind::OrganizationCertificate)
}

fn of_kind(connection: &Connection, kind: CaKind) -> Outcome<Vec<CaRow>> {
    select(connection, "WHERE kind = ?1 ORDER BY state = 'retired', generation DESC", &[kind.name()])
}

/// # Errors
/// [`Code::CaNotFound`].
pub(crate) fn by_id(connection: &Connection, id: &str) -> Outcome<CaRow> {
    select(connection, "WHERE id = ?1", &[id])?.pop().ok_or_else(|| Failure::about(Code::CaNotFound, id))
}

fn select(connection: &Connection, rest: &str, values: &[&str]) -> Outcome<Vec<CaRow>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM ca {rest}")).map_err(sql)?;
    super::all(&mut statement.query(rusqlite::params_from_iter(values)).map_err(sql)?, read)
}

fn read(row: &Row<'_>) -> Outcome<CaRow> {
    let state: String = row.get(3).map_err(sql)?;
    let points: String = row.get(15).map_err(sql)?;
    let kind: String = row.get(23).map_err(sql)?;
    Ok(CaRow {
        id: row.get(0).map_err(sql)?,
        generation: natural(row.get(1).map_err(sql)?)?,
        name: row.get(2).map_err(sql)?,
        state: CaState::parse(&state)?,
        identity: CaIdentity {
            subject: row.get(4).map_err(sql)?,
            subject_text: row.get(5).map_err(sql)?,
            key_algorithm: row.get(6).map_err(sql)?,
            key_id: row.get(7).map_err(sql)?,
            spki_sha256: row.get(8).map_err(sql)?,
            exportable: row.get(9).map_err(sql)?,
            born_with: row.get(10).map_err(sql)?,
            origin: row.get(11).map_err(sql)?,
        },
        revocations_known: row.get(12).map_err(sql)?,
        crl_number: natural(row.get(13).map_err(sql)?)?,
        crl_days: row.get(14).map_err(sql)?,
        crl_points: from_json(&points)?,
        issued: natural(row.get(16).map_err(sql)?)?,
        held: natural(row.get(17).map_err(sql)?)?,
        revoked: natural(row.get(18).map_err(sql)?)?,
        unpublished: natural(row.get(19).map_err(sql)?)?,
        created: Timestamp::from_seconds(row.get(20).map_err(sql)?),
        changed: Timestamp::from_seconds(row.get(21).map_err(sql)?),
        has_secrets: row.get(22).map_err(sql)?,
        kind: CaKind::parse(&kind)?,
        organization_key: row.get(24).map_err(sql)?,
    })
}

/// SQLite's integers end at 2^63 - 1.
pub(crate) fn number(value: u64) -> Outcome<i64> {
    i64::try_from(value).map_err(|_| Failure::about(Code::InvalidArgument, value))
}
