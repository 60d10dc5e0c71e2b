use crate::{
    database::sql,
    encoding::Encoding,
    identity::{VaultIdentity, sealing_key},
    keys::{Key, PageKey},
    seal,
    write::Change,
};
use orgkey_types::{Code, Failure, Outcome};
use rusqlite::{Connection, params};

/// As in the schema.
const NEVER_CHANGED: &str = "CREATE TRIGGER identity_is_never_changed BEFORE UPDATE ON identity
BEGIN SELECT RAISE(ABORT, 'the identity of a vault is never changed'); END;";

/// One row: the key with which the vault signs. It stays the same for the life of the vault.
pub(crate) const SCHEMA: &str = "
CREATE TABLE identity (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    public  BLOB NOT NULL CHECK (length(public) = 32),
    secret  BLOB NOT NULL,
    created INTEGER NOT NULL
) STRICT;
CREATE TRIGGER identity_is_never_changed BEFORE UPDATE ON identity
BEGIN SELECT RAISE(ABORT, 'the identity of a vault is never changed'); END;
CREATE TRIGGER identity_is_never_deleted BEFORE DELETE ON identity
BEGIN SELECT RAISE(ABORT, 'the identity of a vault is never deleted'); END;
";

/// Stores the identity of a vault that has none.
pub(crate) fn insert(
    change: &Change<'_>,
    vault_id: &str,
    page: &PageKey,
    (identity, seed): (&VaultIdentity, &Key),
) -> Outcome<()> {
    let sealed = seal::seal(&sealing_key(page)?, &context(vault_id), seed.expose())?;
    let statement = "INSERT INTO identity VALUES (1, ?1, ?2, ?3)";
    change.connection.execute(statement, params![identity.bytes(), sealed, change.now.seconds()]).map_err(sql)?;
    Ok(())
}

/// Seals the same seed under another page key: in a copy of the database that is not the vault yet.
pub(crate) fn reseal(connection: &Connection, vault_id: &str, old: &PageKey, new: &PageKey) -> Outcome<()> {
    let seed = seed(connection, vault_id, old)?;
    let sealed = seal::seal(&sealing_key(new)?, &context(vault_id), seed.expose())?;
    connection.execute_batch("DROP TRIGGER identity_is_never_changed").map_err(sql)?;
    connection.execute("UPDATE identity SET secret = ?1", [sealed]).map_err(sql)?;
    connection.execute_batch(NEVER_CHANGED).map_err(sql)
}

pub(crate) fn is_missing(connection: &Connection) -> Outcome<bool> {
    connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM identity)", [], |row| row.get(0)).map_err(sql)
}

pub(crate) fn public(connection: &Connection) -> Outcome<VaultIdentity> {
    connection.query_row("SELECT public FROM identity", [], |row| row.get(0)).map(VaultIdentity::of).map_err(sql)
}

/// # Errors
/// [`Code::VaultDamaged`] when the seal does not hold.
pub(crate) fn seed(connection: &Connection, vault_id: &str, page: &PageKey) -> Outcome<Key> {
    let sealed: Vec<u8> = connection.query_row("SELECT secret FROM identity", [], |row| row.get(0)).map_err(sql)?;
    let opened = seal::open(&sealing_key(page)?, &context(vault_id), &sealed);
    let seed = opened.and_then(|seed| Key::from_slice(seed.expose()));
    seed.ok_or_else(|| Failure::about(Code::VaultDamaged, "identity").because("the seal does not hold"))
}

fn context(vault_id: &str) -> Vec<u8> {
    Encoding::new("orgkey vault identity seal 1").text(vault_id).finish()
}
