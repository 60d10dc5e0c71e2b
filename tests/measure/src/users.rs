//! Managed Keys: pages and searches of a large vault beside the same of a small one.

use crate::{Done, USER_ID, median, now, per_second, rate_row, row, told, vault};
use openssl::sha::sha1;
use orgkey_core::{
    GenerateKey, Silent, Vault, generate_key,
    user::{UserList, UserOrder, user_details, users_page},
};
use orgkey_types::{Algorithm, Fingerprint, KeyMode, Outcome, Profile, Timestamp};
use orgkey_vault::{KeyColumns, NewUser, NewUserKey, UserCertificationRow, UserChange};
use std::{
    path::Path,
    time::{Duration, Instant},
};

const RUNS: usize = 9;
/// Rows on a page.
const PAGE: u32 = 100;
/// Rows in one transaction.
const BATCH: usize = 20_000;
/// Users of the small vault.
const FEW: usize = 10_000;
const DAY: i64 = 86_400;

/// Fills two vaults and asks both the same.
pub fn measure(folder: &Path, rows: usize) -> Done {
    let label = format!("the same with {FEW} users");
    let (small, few) = timed(|| filled(&folder.join("few-users.orgvault"), FEW))?;
    println!("    filling a vault with {rows} users");
    let (large, all) = timed(|| filled(&folder.join("many-users.orgvault"), rows))?;
    rate_row(&format!("store {rows} users"), per_second(rows, all), &label, per_second(FEW, few));
    for (what, list) in questions() {
        row(what, ask(&large, &list)?, &label, ask(&small, &list)?);
    }
    let known = email(FEW / 2);
    let shown = |vault: &Vault| median(RUNS, || user_details(vault, &known, now()?).map(drop).map_err(told));
    row("show one", shown(&large)?, &label, shown(&small)?);
    Ok(())
}

fn timed<T>(work: impl FnOnce() -> Done<T>) -> Done<(T, Duration)> {
    let start = Instant::now();
    Ok((work()?, start.elapsed()))
}

fn ask(vault: &Vault, list: &UserList<'_>) -> Done<Duration> {
    median(RUNS, || users_page(vault, list, now()?).map(drop).map_err(told))
}

/// Every word of the last two stands somewhere; all of it nowhere.
fn questions() -> Vec<(&'static str, UserList<'static>)> {
    let all = UserList { limit: PAGE, ..UserList::default() };
    let by = |order| UserList { order, ..all.clone() };
    let searched = |filter| UserList { filter: Some(filter), ..all.clone() };
    vec![
        ("users: first page by address", all.clone()),
        ("users: page in the middle, by address", UserList { after: Some("5000"), ..all.clone() }),
        ("users: newest first", UserList { descending: true, ..by(UserOrder::Added) }),
        ("users: by name", by(UserOrder::Name)),
        ("users: by last contact", by(UserOrder::Contact)),
        ("users: verified", searched("state:verified")),
        ("users: unverified, by end", UserList { filter: Some("state:unverified"), ..by(UserOrder::End) }),
        ("users: waiting for contact", searched("state:waiting-for-contact")),
        ("users: deleted, of whom there are none", searched("state:deleted")),
        ("users: search that hits one", searched("user0005000")),
        ("users: search that hits all", searched("example")),
        ("users: search that hits one of ten, by end", UserList { filter: Some("dept9"), ..by(UserOrder::End) }),
        ("users: search that misses", searched("user9999999")),
    ]
}

/// A vault with an Organization Key and so many users, through the vault's own changes: a million keys would measure
/// the making of keys.
fn filled(folder: &Path, rows: usize) -> Done<Vault> {
    let (mut vault, now) = (vault(folder)?, now()?);
    let (algorithm, profile) = (Algorithm::Curve25519, Profile::V4);
    let key = GenerateKey { user_id: USER_ID.into(), algorithm, profile, expires: "never".into() };
    generate_key(&mut vault, &key, &Silent, now).map_err(told)?;
    let stored = vault.active_organization_key().map_err(told)?.ok_or("no Organization Key")?;
    let public = stored.public;
    for from in (0..rows).step_by(BATCH) {
        let intent = vault.begin("import-users", "measure", Default::default(), now).map_err(told)?;
        let batch = from..rows.min(from + BATCH);
        let done = vault.change_users(intent, now, |users| {
            batch.into_iter().try_for_each(|number| store(users, number, &public, now))
        });
        done.map_err(told)?;
    }
    Ok(vault)
}

/// One of ten is not certified any more, one of a hundred was silent for long. All have the same packets: only who is
/// shown is looked at.
fn store(users: &UserChange<'_>, number: usize, public: &[u8], now: Timestamp) -> Outcome<()> {
    let email = email(number);
    let fingerprint: Fingerprint = hex(&sha1(&number.to_be_bytes())).parse()?;
    let day = |days: usize| now.plus_seconds(i64::try_from(days).unwrap_or_default() * DAY);
    let certification = UserCertificationRow {
        generation: 1,
        user_id: email.as_bytes().to_vec(),
        signature: vec![7; 150],
        made: now,
        ends: if number.is_multiple_of(10) { now } else { day(14) },
    };
    let columns = KeyColumns {
        fingerprint: &fingerprint,
        algorithm: "Ed25519 · X25519",
        expires: Some(day(30 + number % 700)),
        revoked: false,
    };
    let key = NewUserKey { columns, public, secrets: None, origin: "imported", certification: Some(&certification) };
    let silent = if number.is_multiple_of(100) { 120 } else { i64::try_from(number % 60).unwrap_or_default() };
    let name = format!("Person {:07}", number * 7_919 % 1_000_000);
    let new = NewUser { email: &email, name: &name, mode: KeyMode::Skm, last_contact: now.plus_seconds(-silent * DAY) };
    users.insert(&new, &key).map(drop)
}

fn email(number: usize) -> String {
    format!("user{number:07}.dept{:02}@example.org", number % 97)
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02X}")).collect()
}
