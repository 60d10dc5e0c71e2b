//! A maintenance run over many users, killed at random moments and begun again, ends as an unbroken one does.

use orgkey_core::Vault;
use orgkey_hardening::{
    judge::{now, whole},
    place::{ADMIN, EXPORT_KEYPAIR, Place, Prepared},
    random_kills::{at_most, killed_after, unbroken},
    users,
};
use orgkey_vault::{KeyColumns, NewUserKey, UserRow};
use serde_json::json;
use std::fs;

/// A call that unlocks the vault and ends.
const STATUS: &str = "--vault v.orgvault maintenance status --passphrase-file admin --json";
/// One of so many has a revoked key.
const REVOKED: u64 = 50;
/// The Organization Key after its replacement.
const GENERATION: u64 = 2;

#[test]
fn a_run_over_twenty_thousand_users_survives_five_kills() {
    killed_and_resumed(20_000, 5);
}

#[test]
fn a_run_over_a_hundred_thousand_users_survives_twenty_kills() {
    killed_and_resumed(100_000, 20);
}

fn killed_and_resumed(people: u64, kills: u32) {
    let prepared = place_with_due_users(people);
    let other = prepared.copy();
    let (start, whole_run) = (unbroken(&other, STATUS), unbroken(&other, users::MAINTENANCE));
    let expected = users(&whole(&other, ADMIN));
    let slice = whole_run.saturating_sub(start) / kills;
    let all = people - people.div_ceil(REVOKED);
    let mut halfway = Vec::new();
    // Where the first ones come too early, the next ones come later.
    while halfway.len() < kills as usize || halfway.last() == Some(&0) {
        let most = slice * (2 + halfway.iter().filter(|certified| **certified == 0).count() as u32);
        if !killed_after(&prepared, users::MAINTENANCE, start + at_most(most)) {
            break;
        }
        halfway.push(certified(&whole(&prepared, ADMIN)));
    }
    let _ = prepared.run(users::MAINTENANCE).expect(0);
    let vault = whole(&prepared, ADMIN);
    eprintln!("{whole_run:?} unbroken; certified after each of {} kills: {halfway:?}", halfway.len());
    assert!(halfway.is_sorted(), "what a run had stored stays: {halfway:?}");
    let all = people - people.div_ceil(REVOKED);
    assert!(
        halfway.iter().any(|certified| (1..all).contains(certified)),
        "no kill met a run in its middle: {halfway:?}"
    );
    assert_eq!(told_by_runs(&vault), all, "each user is signed once, in all runs together");
    assert_eq!(users(&vault), expected);
}

/// People whose keys the server made, some of them revoked since, under an Organization Key that was replaced.
fn place_with_due_users(people: u64) -> Place {
    let place = Place::prepared(Prepared::Key);
    let lines: String = (0..people).map(|number| format!("u{number}@example.org,User {number}\n")).collect();
    fs::write(place.path("people.csv"), format!("email,name\n{lines}")).unwrap();
    for line in [users::IMPORT, EXPORT_KEYPAIR] {
        let _ = place.run(line).expect(0);
    }
    revoke_some(&mut whole(&place, ADMIN));
    let _ = place.run(users::REPLACE).expect(0);
    place
}

/// As when their own programs had published a revocation.
fn revoke_some(vault: &mut Vault) {
    let (intent, now) = (vault.begin("import-users", "test", json!({}), now()).unwrap(), now());
    let revoked: Vec<_> = rows(vault).filter(|row| row.id % REVOKED == 1).collect();
    let keys: Vec<_> = revoked.iter().map(|row| vault.user_key(&row.fingerprint).unwrap().public).collect();
    let change = vault.change_users(intent, now, |users| {
        revoked.iter().zip(&keys).try_for_each(|(row, public)| {
            let UserRow { fingerprint, algorithm, expires, .. } = row;
            let columns = KeyColumns { fingerprint, algorithm, expires: *expires, revoked: true };
            let key = NewUserKey { columns, public, secrets: None, origin: "imported", certification: None };
            users.update_key(row, &key)
        })
    });
    change.unwrap();
}

fn rows(vault: &Vault) -> impl Iterator<Item = UserRow> {
    let after = |last: u64| vault.user_after(last).unwrap();
    std::iter::successors(after(0), move |row| after(row.id))
}

/// Everything of each user that does not tell when it was done.
fn users(vault: &Vault) -> Vec<String> {
    let told = |row: UserRow| {
        let by = row.certified.map(|(by, _)| by);
        assert_eq!(by == Some(GENERATION), !row.revoked, "{row:?}");
        format!("{} {} {} {} {by:?}", row.email, row.mode.name(), row.revoked, row.has_secrets)
    };
    rows(vault).map(told).collect()
}

fn certified(vault: &Vault) -> u64 {
    vault.count_verified(GENERATION, now()).unwrap()
}

/// How many users all runs have signed, by the numbers that were stored with the signatures.
fn told_by_runs(vault: &Vault) -> u64 {
    let runs = vault.maintenance_runs(100).unwrap();
    assert!(runs.iter().all(|run| matches!(run.outcome.as_str(), "done" | "interrupted")), "{runs:?}");
    runs.iter().filter_map(|run| run.report["usersCertified"].as_u64()).sum()
}
