use super::{SealedTable, ca::number};
use crate::{database::sql, encoding::Encoding, keys::SecretsKey, seal};
use orgkey_types::{Area, Code, Failure, Fingerprint, Outcome, Secret, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// The keys of the internal users: `public` has every packet byte for byte as it came, `secrets` what the key mode
/// leaves with the server, sealed under the secrets key. Certifications lie in a table of their own and are joined on
/// export; of each user there is the newest one, for the key in use.
pub(crate) const SCHEMA: &str = "
CREATE TABLE user_key (
    fingerprint    TEXT PRIMARY KEY,
    user_id        INTEGER NOT NULL REFERENCES user (id),
    public         BLOB NOT NULL,
    secrets        BLOB,
    origin         TEXT NOT NULL CHECK (origin IN ('generated', 'imported')),
    added          INTEGER NOT NULL,
    public_changed INTEGER NOT NULL
) STRICT;
CREATE INDEX user_key_of_user ON user_key (user_id);
CREATE TABLE user_certification (
    user_id      INTEGER PRIMARY KEY REFERENCES user (id),
    fingerprint  TEXT NOT NULL REFERENCES user_key (fingerprint),
    generation   INTEGER NOT NULL REFERENCES organization_key (generation),
    certified_id BLOB NOT NULL,
    signature    BLOB NOT NULL,
    made         INTEGER NOT NULL,
    ends         INTEGER NOT NULL
) STRICT;
";

/// The key of a user with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserKeyRow {
    /// Fingerprint.
    pub fingerprint: Fingerprint,
    /// The public packets, byte for byte.
    pub public: Vec<u8>,
    /// The vault holds a private part.
    pub has_secrets: bool,
    /// `generated` or `imported`.
    pub origin: String,
    /// When it entered the vault.
    pub added: Timestamp,
    /// When its public packets last changed.
    pub public_changed: Timestamp,
    /// The newest certification by an Organization Key.
    pub certification: Option<UserCertificationRow>,
}

/// A certification by the Organization Key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserCertificationRow {
    /// Generation of the Organization Key.
    pub generation: u64,
    /// The certified user ID, byte for byte.
    pub user_id: Vec<u8>,
    /// The signature packet.
    pub signature: Vec<u8>,
    /// When it was made.
    pub made: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
}

/// Where a sealed secret belongs; it opens nowhere else.
fn context(vault_id: &str, fingerprint: &str, user: u64) -> Vec<u8> {
    let encoding = Encoding::new("orgkey sealed row 1").text(vault_id).text("user_key").text(fingerprint);
    encoding.bytes(&user.to_be_bytes()).finish()
}

pub(crate) const SEALED: SealedTable =
    SealedTable { area: Area::Users, name: "user_key", columns: "fingerprint, user_id", context: context_of_row };

fn context_of_row(vault_id: &str, row: &Row<'_>) -> Outcome<Vec<u8>> {
    let (fingerprint, user): (String, i64) = (row.get(2).map_err(sql)?, row.get(3).map_err(sql)?);
    Ok(context(vault_id, &fingerprint, super::natural(user)?))
}

pub(crate) fn seal_for(
    (vault_id, key): (&str, &SecretsKey),
    fingerprint: &Fingerprint,
    user: u64,
    secrets: &Secret,
) -> Outcome<Vec<u8>> {
    seal::seal(&key.0, &context(vault_id, fingerprint.as_str(), user), secrets.expose())
}

pub(crate) fn insert(
    connection: &Connection,
    user: u64,
    fingerprint: &Fingerprint,
    (public, sealed, origin): (&[u8], Option<&[u8]>, &str),
    now: Timestamp,
) -> Outcome<()> {
    let statement = "INSERT INTO user_key (fingerprint, user_id, public, secrets, origin, added, public_changed) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)";
    let values = params![fingerprint.as_str(), number(user)?, public, sealed, origin, now.seconds()];
    connection.prepare_cached(statement).and_then(|mut statement| statement.execute(values)).map_err(sql)?;
    Ok(())
}

/// New bytes for a key that stays the same one. Without `sealed` the private part stays as it is.
pub(crate) fn update(
    connection: &Connection,
    fingerprint: &Fingerprint,
    public: &[u8],
    sealed: Option<&[u8]>,
    now: Timestamp,
) -> Outcome<()> {
    let statement = "UPDATE user_key SET public_changed = CASE WHEN public = ?2 THEN public_changed ELSE ?4 END, \
                     public = ?2, secrets = coalesce(?3, secrets) WHERE fingerprint = ?1";
    let values = params![fingerprint.as_str(), public, sealed, now.seconds()];
    connection.prepare_cached(statement).and_then(|mut statement| statement.execute(values)).map_err(sql)?;
    Ok(())
}

/// The newest certification takes the place of the one before.
pub(crate) fn certify(
    connection: &Connection,
    user: u64,
    fingerprint: &Fingerprint,
    new: &UserCertificationRow,
) -> Outcome<()> {
    // A renewal changes no column that refers to another table: SQLite then keeps no journal for the statement, which
    // costs more than the row.
    let renewal = "UPDATE user_certification SET certified_id = ?4, signature = ?5, made = ?6, ends = ?7 \
                   WHERE user_id = ?1 AND fingerprint = ?2 AND generation = ?3";
    let other = "INSERT OR REPLACE INTO user_certification (user_id, fingerprint, generation, certified_id, signature, \
                 made, ends) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let values = params![
        number(user)?,
        fingerprint.as_str(),
        number(new.generation)?,
        new.user_id,
        new.signature,
        new.made.seconds(),
        new.ends.seconds(),
    ];
    let run = |statement| connection.prepare_cached(statement)?.execute(values);
    if run(renewal).map_err(sql)? == 0 {
        run(other).map_err(sql)?;
    }
    Ok(())
}

/// The user who has that key.
pub(crate) fn user_of(connection: &Connection, fingerprint: &Fingerprint) -> Outcome<Option<u64>> {
    let mut statement =
        connection.prepare_cached("SELECT user_id FROM user_key WHERE fingerprint = ?1").map_err(sql)?;
    let found: Option<i64> = statement.query_row([fingerprint.as_str()], |row| row.get(0)).optional().map_err(sql)?;
    found.map(super::natural).transpose()
}

/// # Errors
/// [`Code::KeyNotFound`].
pub(crate) fn read(connection: &Connection, fingerprint: &Fingerprint) -> Outcome<UserKeyRow> {
    let statement = "SELECT public, secrets IS NOT NULL, origin, added, public_changed FROM user_key \
                     WHERE fingerprint = ?1";
    let mut statement = connection.prepare_cached(statement).map_err(sql)?;
    let found = statement.query_row([fingerprint.as_str()], |row| {
        Ok(UserKeyRow {
            fingerprint: fingerprint.clone(),
            public: row.get(0)?,
            has_secrets: row.get(1)?,
            origin: row.get(2)?,
            added: Timestamp::from_seconds(row.get(3)?),
            public_changed: Timestamp::from_seconds(row.get(4)?),
            certification: None,
        })
    });
    let found = found.optional().map_err(sql)?.ok_or_else(|| Failure::about(Code::KeyNotFound, fingerprint))?;
    Ok(UserKeyRow { certification: certification(connection, fingerprint)?, ..found })
}

fn certification(connection: &Connection, fingerprint: &Fingerprint) -> Outcome<Option<UserCertificationRow>> {
    let statement = "SELECT generation, certified_id, signature, made, ends FROM user_certification \
                     WHERE user_id = (SELECT user_id FROM user_key WHERE fingerprint = ?1) AND fingerprint = ?1";
    let mut statement = connection.prepare_cached(statement).map_err(sql)?;
    let found = statement.query_row([fingerprint.as_str()], |row| {
        let (generation, made, ends): (i64, i64, i64) = (row.get(0)?, row.get(3)?, row.get(4)?);
        Ok((generation, row.get(1)?, row.get(2)?, made, ends))
    });
    let Some((generation, user_id, signature, made, ends)) = found.optional().map_err(sql)? else { return Ok(None) };
    Ok(Some(UserCertificationRow {
        generation: super::natural(generation)?,
        user_id,
        signature,
        made: Timestamp::from_seconds(made),
        ends: Timestamp::from_seconds(ends),
    }))
}

/// # Errors
/// [`Code::PublicOnly`] without a private part; [`Code::VaultDamaged`] when the seal does not hold.
pub(crate) fn secrets(
    connection: &Connection,
    (vault_id, key): (&str, &SecretsKey),
    user: u64,
    fingerprint: &Fingerprint,
) -> Outcome<Secret> {
    let statement = "SELECT secrets FROM user_key WHERE fingerprint = ?1 AND user_id = ?2";
    let mut statement = connection.prepare_cached(statement).map_err(sql)?;
    let sealed: Option<Option<Vec<u8>>> =
        statement.query_row(params![fingerprint.as_str(), number(user)?], |row| row.get(0)).optional().map_err(sql)?;
    let sealed = sealed.flatten().ok_or_else(|| Failure::about(Code::PublicOnly, fingerprint.key_id()))?;
    let opened = seal::open(&key.0, &context(vault_id, fingerprint.as_str(), user), &sealed);
    opened.ok_or_else(|| Failure::about(Code::VaultDamaged, fingerprint).because("the seal does not hold"))
}

/// Opens every seal; how many held. One row at a time is in memory.
pub(crate) fn check_seals(connection: &Connection, vault_id: &str, key: &SecretsKey) -> Outcome<u64> {
    let statement = "SELECT fingerprint, user_id, secrets FROM user_key WHERE secrets IS NOT NULL";
    let mut statement = connection.prepare(statement).map_err(sql)?;
    let mut rows = statement.query([]).map_err(sql)?;
    let mut count = 0;
    while let Some(row) = rows.next().map_err(sql)? {
        let (fingerprint, user): (String, i64) = (row.get(0).map_err(sql)?, row.get(1).map_err(sql)?);
        let sealed: Vec<u8> = row.get(2).map_err(sql)?;
        let user = super::natural(user)?;
        if seal::open(&key.0, &context(vault_id, &fingerprint, user), &sealed).is_none() {
            return Err(Failure::about(Code::VaultDamaged, fingerprint).because("the seal does not hold"));
        }
        count += 1;
    }
    Ok(count)
}
