//! Vaults with an Organization Key and users.

use super::key::{self, Mould, email, name, user_id};
use crate::{Done, USER_ID, now, told, vault};
use orgkey_core::{GenerateKey, Silent, Vault, generate_key};
use orgkey_types::{Algorithm, KeyMode, Outcome, Profile, Timestamp};
use orgkey_vault::{KeyColumns, NewUser, NewUserKey, UserCertificationRow, UserChange};
use std::path::Path;

/// Rows in one transaction.
const BATCH: usize = 20_000;
/// Every so many has a key whose self-signatures hold, to be shown one by one.
pub const REAL: usize = 5_000;
pub const DAY: i64 = 86_400;

/// A vault with an Organization Key of that kind and nobody in it.
pub fn empty(folder: &Path, algorithm: Algorithm, profile: Profile) -> Done<Vault> {
    let mut vault = vault(folder)?;
    let key = GenerateKey { user_id: USER_ID.into(), algorithm, profile, expires: "never".into() };
    generate_key(&mut vault, &key, &Silent, now()?).map_err(told)?;
    Ok(vault)
}

/// Adds so many users through the vault's own changes, each certified before: a million keys would measure the making of
/// keys, and a first certification that of the users' import.
pub fn add(vault: &mut Vault, rows: usize) -> Done {
    let now = now()?;
    let mould = Mould::new(now)?;
    for from in (0..rows).step_by(BATCH) {
        let intent = vault.begin("import-users", "measure", Default::default(), now).map_err(told)?;
        let batch = from..rows.min(from + BATCH);
        let done = vault.change_users(intent, now, |users| {
            batch.into_iter().try_for_each(|number| store(users, number, &mould, now))
        });
        done.map_err(told)?;
    }
    Ok(())
}

/// One of ten is not certified any more, one of a hundred was silent for long.
fn store(users: &UserChange<'_>, number: usize, mould: &Mould, now: Timestamp) -> Outcome<()> {
    let day = |days: usize| now.plus_seconds(i64::try_from(days).unwrap_or_default() * DAY);
    let expires = Some(day(90 + number % 700));
    let (fingerprint, public) = if number.is_multiple_of(REAL) {
        let made = key::real(number, expires, now)?;
        (made.summary().fingerprint.clone(), made.public().to_vec())
    } else {
        mould.cast(number)?
    };
    let certification = certification(number, now, if number.is_multiple_of(10) { now } else { day(14) });
    let columns = KeyColumns { fingerprint: &fingerprint, algorithm: "Ed25519 · X25519", expires, revoked: false };
    let certification = Some(&certification);
    let key = NewUserKey { columns, public: &public, secrets: None, origin: "imported", certification };
    let silent = if number.is_multiple_of(100) { 120 } else { i64::try_from(number % 60).unwrap_or_default() };
    let (email, name) = (email(number), name(number));
    let new = NewUser { email: &email, name: &name, mode: KeyMode::Skm, last_contact: now.plus_seconds(-silent * DAY) };
    users.insert(&new, &key).map(drop)
}

/// The signature has the length of one by Ed25519; nobody looks at it before it is replaced.
fn certification(number: usize, made: Timestamp, ends: Timestamp) -> UserCertificationRow {
    UserCertificationRow { generation: 1, user_id: user_id(number).into_bytes(), signature: vec![7; 150], made, ends }
}
