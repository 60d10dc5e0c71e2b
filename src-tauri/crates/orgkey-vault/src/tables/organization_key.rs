use super::{SealedTable, from_json, natural, to_json};
use crate::{
    database::sql,
    encoding::Encoding,
    keys::{SecretsKey, new_id},
    seal,
};
use orgkey_types::{Area, Code, Failure, Fingerprint, KeySummary, Outcome, Secret, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

/// The Organization Keys, one row for each generation. The bytes in `public` are the truth; `summary` and the columns
/// beside it are a view of them. `secrets` is sealed under the secrets key.
pub(crate) const SCHEMA: &str = "
CREATE TABLE organization_key (
    id          TEXT PRIMARY KEY,
    generation  INTEGER NOT NULL UNIQUE CHECK (generation > 0),
    state       TEXT NOT NULL CHECK (state IN ('active', 'retired')),
    fingerprint TEXT NOT NULL UNIQUE,
    expires     INTEGER,
    summary     TEXT NOT NULL,
    public      BLOB NOT NULL,
    secrets     BLOB,
    origin      TEXT NOT NULL,
    expiry_rule TEXT NOT NULL,
    added       INTEGER NOT NULL,
    public_changed INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX organization_key_one_active ON organization_key (state) WHERE state = 'active';
";

const COLUMNS: &str = "id, generation, state, summary, public, origin, expiry_rule, added, public_changed, \
                       secrets IS NOT NULL";

/// One Organization Key without its secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationKeyRow {
    /// Identifier inside this vault.
    pub id: String,
    /// 1 for the first key of the vault.
    pub generation: u64,
    /// `active` or `retired`.
    pub state: String,
    /// What the key is.
    pub summary: KeySummary,
    /// The public packets, byte for byte.
    #[serde(skip)]
    pub public: Vec<u8>,
    /// `generated` or `imported`.
    pub origin: String,
    /// The expiry that was asked for, as it was said: `1y`, `never`.
    pub expiry_rule: String,
    /// When it entered the vault.
    pub added: Timestamp,
    /// When the public packets last changed in the vault; backups made before carry an older public part.
    pub public_changed: Timestamp,
    /// Whether the vault holds its secret part.
    pub has_secrets: bool,
}

/// What a new row is made of.
pub struct NewOrganizationKey<'a> {
    /// What the key is.
    pub summary: KeySummary,
    /// The public packets, byte for byte.
    pub public: Vec<u8>,
    /// The secret packets.
    pub secrets: &'a Secret,
    /// `generated` or `imported`.
    pub origin: String,
    /// The expiry that was asked for.
    pub expiry_rule: String,
}

/// Where a sealed secret belongs; it opens nowhere else.
fn context(vault_id: &str, id: &str, generation: u64) -> Vec<u8> {
    let encoding = Encoding::new("orgkey sealed row 1").text(vault_id).text("organization_key").text(id);
    encoding.bytes(&generation.to_be_bytes()).finish()
}

pub(crate) const SEALED: SealedTable = SealedTable {
    area: Area::OrganizationKeys,
    name: "organization_key",
    columns: "id, generation",
    context: context_of_row,
};

fn context_of_row(vault_id: &str, row: &Row<'_>) -> Outcome<Vec<u8>> {
    let (id, generation): (String, i64) = (row.get(2).map_err(sql)?, row.get(3).map_err(sql)?);
    Ok(context(vault_id, &id, natural(generation)?))
}

/// # Errors
/// [`Code::OrganizationKeyExists`] while another one is active or of the same fingerprint.
pub(crate) fn insert(
    connection: &Connection,
    (vault_id, key): (&str, &SecretsKey),
    new: &NewOrganizationKey<'_>,
    now: Timestamp,
) -> Outcome<String> {
    let taken = "SELECT 1 FROM organization_key WHERE state = 'active' OR fingerprint = ?1";
    let fingerprint = new.summary.fingerprint.as_str();
    if connection.query_row(taken, [fingerprint], |_| Ok(())).optional().map_err(sql)?.is_some() {
        return Err(Code::OrganizationKeyExists.into());
    }
    let newest = "SELECT coalesce(max(generation), 0) + 1 FROM organization_key";
    let generation: i64 = connection.query_row(newest, [], |row| row.get(0)).map_err(sql)?;
    let id = new_id()?;
    let sealed = seal::seal(&key.0, &context(vault_id, &id, natural(generation)?), new.secrets.expose())?;
    let expires = new.summary.expires.map(Timestamp::seconds);
    let statement = "INSERT INTO organization_key (id, generation, state, fingerprint, expires, summary, public, \
                     secrets, origin, expiry_rule, added, public_changed) \
                     VALUES (?1, ?2, 'active', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)";
    let summary = to_json(&new.summary)?;
    let values = params![
        id,
        generation,
        fingerprint,
        expires,
        summary,
        new.public,
        sealed,
        new.origin,
        new.expiry_rule,
        now.seconds()
    ];
    connection.execute(statement, values).map_err(sql)?;
    Ok(id)
}

/// New content for a key that stays the same key.
pub(crate) struct Replacement<'a> {
    pub(crate) summary: &'a KeySummary,
    pub(crate) public: &'a [u8],
    /// `None` leaves the secret part as it is.
    pub(crate) sealed: Option<&'a [u8]>,
}

/// Writes it.
///
/// # Errors
/// [`Code::KeyNotFound`]; [`Code::KeyConflict`] when the fingerprint differs.
pub(crate) fn update(
    connection: &Connection,
    row: &OrganizationKeyRow,
    new: &Replacement<'_>,
    now: Timestamp,
) -> Outcome<()> {
    let Replacement { summary, public, sealed } = *new;
    if row.summary.fingerprint != summary.fingerprint {
        return Err(Failure::about(Code::KeyConflict, &summary.fingerprint));
    }
    let statement = "UPDATE organization_key SET expires = ?2, summary = ?3, public = ?4, \
                     secrets = coalesce(?5, secrets), public_changed = ?6 WHERE id = ?1";
    let expires = summary.expires.map(Timestamp::seconds);
    let changed = if public == row.public { row.public_changed } else { now }.seconds();
    connection.execute(statement, params![row.id, expires, to_json(summary)?, public, sealed, changed]).map_err(sql)?;
    Ok(())
}

/// It decrypts and verifies from now on; its secret part stays.
pub(crate) fn retire(connection: &Connection, id: &str) -> Outcome<()> {
    connection.execute("UPDATE organization_key SET state = 'retired' WHERE id = ?1", [id]).map_err(sql)?;
    Ok(())
}

pub(crate) fn seal_for(
    row: &OrganizationKeyRow,
    vault_id: &str,
    key: &SecretsKey,
    secrets: &Secret,
) -> Outcome<Vec<u8>> {
    seal::seal(&key.0, &context(vault_id, &row.id, row.generation), secrets.expose())
}

/// # Errors
/// [`Code::PublicOnly`] without a secret part; [`Code::VaultDamaged`] when the seal does not hold.
pub(crate) fn secrets(
    connection: &Connection,
    row: &OrganizationKeyRow,
    vault_id: &str,
    key: &SecretsKey,
) -> Outcome<Secret> {
    let statement = "SELECT secrets FROM organization_key WHERE id = ?1";
    let sealed: Option<Vec<u8>> = connection.query_row(statement, [&row.id], |row| row.get(0)).map_err(sql)?;
    let sealed = sealed.ok_or_else(|| Failure::about(Code::PublicOnly, &row.summary.fingerprint))?;
    let opened = seal::open(&key.0, &context(vault_id, &row.id, row.generation), &sealed);
    opened.ok_or_else(|| Failure::about(Code::VaultDamaged, &row.summary.fingerprint).because("the seal does not hold"))
}

pub(crate) fn all(connection: &Connection) -> Outcome<Vec<OrganizationKeyRow>> {
    select(connection, "ORDER BY generation DESC", &[])
}

/// # Errors
/// [`Code::KeyNotFound`].
pub(crate) fn by_id(connection: &Connection, id: &str) -> Outcome<OrganizationKeyRow> {
    select(connection, "WHERE id = ?1", &[id])?.pop().ok_or_else(|| Failure::about(Code::KeyNotFound, id))
}

pub(crate) fn active(connection: &Connection) -> Outcome<Option<OrganizationKeyRow>> {
    Ok(select(connection, "WHERE state = 'active'", &[])?.pop())
}

/// Whether there is one with that fingerprint.
pub(crate) fn exists(connection: &Connection, fingerprint: &Fingerprint) -> Outcome<bool> {
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM organization_key WHERE fingerprint = ?1").map_err(sql)?;
    statement.exists([fingerprint.as_str()]).map_err(sql)
}

fn select(connection: &Connection, rest: &str, values: &[&str]) -> Outcome<Vec<OrganizationKeyRow>> {
    let mut statement = connection.prepare(&format!("SELECT {COLUMNS} FROM organization_key {rest}")).map_err(sql)?;
    super::all(&mut statement.query(rusqlite::params_from_iter(values)).map_err(sql)?, read)
}

fn read(row: &Row<'_>) -> Outcome<OrganizationKeyRow> {
    let summary: String = row.get(3).map_err(sql)?;
    Ok(OrganizationKeyRow {
        id: row.get(0).map_err(sql)?,
        generation: natural(row.get(1).map_err(sql)?)?,
        state: row.get(2).map_err(sql)?,
        summary: from_json(&summary)?,
        public: row.get(4).map_err(sql)?,
        origin: row.get(5).map_err(sql)?,
        expiry_rule: row.get(6).map_err(sql)?,
        added: Timestamp::from_seconds(row.get(7).map_err(sql)?),
        public_changed: Timestamp::from_seconds(row.get(8).map_err(sql)?),
        has_secrets: row.get(9).map_err(sql)?,
    })
}
