use super::{
    SealedTable, all,
    ca::number,
    issued::{self, IssuedRow},
    natural,
};
use crate::{database::sql, encoding::Encoding, keys::SecretsKey, seal};
use orgkey_types::{Area, Code, Failure, Outcome, Secret, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Which issued certificate is whose, and the keys that the server made for S/MIME where a user's OpenPGP key is of a kind
/// that mail programs cannot use. A key stays when its certificates have ended: old mail is read with it. One that is
/// retired gets no new certificate.
pub(crate) const SCHEMA: &str = "
CREATE TABLE user_smime_key (
    id      INTEGER PRIMARY KEY CHECK (id > 0),
    user_id INTEGER NOT NULL REFERENCES user (id),
    kind    TEXT NOT NULL,
    spki    BLOB NOT NULL UNIQUE,
    secrets BLOB NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
    made    INTEGER NOT NULL
) STRICT;
CREATE INDEX user_smime_key_of_user ON user_smime_key (user_id);
CREATE TRIGGER user_smime_key_is_never_removed BEFORE DELETE ON user_smime_key
BEGIN SELECT RAISE(ABORT, 'old mail is read with it'); END;
CREATE TABLE user_certificate (
    issued_id INTEGER PRIMARY KEY REFERENCES issued (id),
    user_id   INTEGER NOT NULL REFERENCES user (id),
    smime_key INTEGER REFERENCES user_smime_key (id)
) STRICT;
CREATE INDEX user_certificate_of_user ON user_certificate (user_id, issued_id);
CREATE TRIGGER user_certificate_is_never_removed BEFORE DELETE ON user_certificate
BEGIN SELECT RAISE(ABORT, 'what was issued is never removed'); END;
";

/// A key that the server made for a user's S/MIME, without its private half.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmimeKeyRow {
    /// Identifier inside this vault.
    pub id: u64,
    /// Kind of key: `rsa2048`.
    pub kind: String,
    /// SubjectPublicKeyInfo, DER.
    pub spki: Vec<u8>,
}

/// One that was just made.
pub struct NewSmimeKey<'a> {
    /// Kind of key.
    pub kind: &'a str,
    /// SubjectPublicKeyInfo, DER.
    pub spki: &'a [u8],
    /// PKCS#8, DER.
    pub secrets: &'a Secret,
}

/// A certificate of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserCertificateRow {
    /// The certificate in the register of its issuer.
    pub issued: IssuedRow,
    /// The key that the server made for it; none where it certifies the user's OpenPGP key.
    pub smime_key: Option<u64>,
}

/// Where a sealed key belongs; it opens nowhere else.
fn context(vault_id: &str, user: u64, spki: &[u8]) -> Vec<u8> {
    let encoding = Encoding::new("orgkey sealed row 1").text(vault_id).text("user_smime_key").bytes(spki);
    encoding.bytes(&user.to_be_bytes()).finish()
}

pub(crate) const SEALED: SealedTable =
    SealedTable { area: Area::Users, name: "user_smime_key", columns: "user_id, spki", context: context_of_row };

fn context_of_row(vault_id: &str, row: &Row<'_>) -> Outcome<Vec<u8>> {
    let (user, spki): (i64, Vec<u8>) = (row.get(2).map_err(sql)?, row.get(3).map_err(sql)?);
    Ok(context(vault_id, natural(user)?, &spki))
}

pub(crate) fn insert_key(
    connection: &Connection,
    (vault_id, key): (&str, &SecretsKey),
    user: u64,
    new: &NewSmimeKey<'_>,
    now: Timestamp,
) -> Outcome<u64> {
    let sealed = seal::seal(&key.0, &context(vault_id, user, new.spki), new.secrets.expose())?;
    let statement = "INSERT INTO user_smime_key (user_id, kind, spki, secrets, made) VALUES (?1, ?2, ?3, ?4, ?5)";
    let values = params![number(user)?, new.kind, new.spki, sealed, now.seconds()];
    connection.prepare_cached(statement).and_then(|mut statement| statement.execute(values)).map_err(sql)?;
    natural(connection.last_insert_rowid())
}

/// None of the user's keys for S/MIME gets a certificate any more.
pub(crate) fn retire_keys(connection: &Connection, user: u64) -> Outcome<()> {
    connection.execute("UPDATE user_smime_key SET retired = 1 WHERE user_id = ?1", [number(user)?]).map_err(sql)?;
    Ok(())
}

/// The newest that is not retired.
pub(crate) fn key_of(connection: &Connection, user: u64) -> Outcome<Option<SmimeKeyRow>> {
    let statement =
        "SELECT id, kind, spki FROM user_smime_key WHERE user_id = ?1 AND NOT retired ORDER BY id DESC LIMIT 1";
    let mut statement = connection.prepare_cached(statement).map_err(sql)?;
    let found = statement.query_row([number(user)?], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?)));
    let Some((id, kind, spki)) = found.optional().map_err(sql)? else { return Ok(None) };
    Ok(Some(SmimeKeyRow { id: natural(id)?, kind, spki }))
}

/// # Errors
/// [`Code::PublicOnly`] without that key; [`Code::VaultDamaged`] when the seal does not hold.
pub(crate) fn secrets(
    connection: &Connection,
    (vault_id, key): (&str, &SecretsKey),
    user: u64,
    id: u64,
) -> Outcome<Secret> {
    let statement = "SELECT spki, secrets FROM user_smime_key WHERE id = ?1 AND user_id = ?2";
    let mut statement = connection.prepare_cached(statement).map_err(sql)?;
    let values = params![number(id)?, number(user)?];
    let found: Option<(Vec<u8>, Vec<u8>)> =
        statement.query_row(values, |row| Ok((row.get(0)?, row.get(1)?))).optional().map_err(sql)?;
    let (spki, sealed) = found.ok_or_else(|| Failure::about(Code::PublicOnly, "S/MIME"))?;
    let opened = seal::open(&key.0, &context(vault_id, user, &spki), &sealed);
    opened.ok_or_else(|| Failure::about(Code::VaultDamaged, "user_smime_key").because("the seal does not hold"))
}

/// Opens every seal; how many held. One row at a time is in memory.
pub(crate) fn check_seals(connection: &Connection, vault_id: &str, key: &SecretsKey) -> Outcome<u64> {
    let mut statement = connection.prepare("SELECT id, user_id FROM user_smime_key").map_err(sql)?;
    let mut rows = statement.query([]).map_err(sql)?;
    let mut count = 0;
    while let Some(row) = rows.next().map_err(sql)? {
        let (id, user): (i64, i64) = (row.get(0).map_err(sql)?, row.get(1).map_err(sql)?);
        secrets(connection, (vault_id, key), natural(user)?, natural(id)?)?;
        count += 1;
    }
    Ok(count)
}

pub(crate) fn insert(connection: &Connection, user: u64, issued: u64, smime_key: Option<u64>) -> Outcome<()> {
    let statement = "INSERT INTO user_certificate (issued_id, user_id, smime_key) VALUES (?1, ?2, ?3)";
    let values = params![number(issued)?, number(user)?, smime_key.map(number).transpose()?];
    connection.prepare_cached(statement).and_then(|mut statement| statement.execute(values)).map_err(sql)?;
    Ok(())
}

/// Those of a user, newest first; no more than `limit`.
pub(crate) fn of_user(connection: &Connection, user: u64, limit: u32) -> Outcome<Vec<UserCertificateRow>> {
    let statement = "SELECT issued_id, smime_key FROM user_certificate WHERE user_id = ?1 \
                     ORDER BY issued_id DESC LIMIT ?2";
    let mut statement = connection.prepare_cached(statement).map_err(sql)?;
    let mut rows = statement.query(params![number(user)?, limit]).map_err(sql)?;
    all(&mut rows, |row| {
        let (issued, smime_key): (i64, Option<i64>) = (row.get(0).map_err(sql)?, row.get(1).map_err(sql)?);
        Ok(UserCertificateRow {
            issued: issued::by_id(connection, natural(issued)?)?,
            smime_key: smime_key.map(natural).transpose()?,
        })
    })
}
