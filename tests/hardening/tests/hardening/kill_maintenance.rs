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
use std::{fs, time::Duration};

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

fn killed_and_resumed(people: u64, kills: usize) {
    let prepared = place_with_due_users(people);
    let unbroken = Unbroken::run(&prepared);
    let mut met = Vec::new();
    while met.len() < kills {
        met.extend(unbroken.killed_and_resumed(&prepared.copy(), people, kills - met.len()));
    }
    eprintln!("{:?} unbroken; certified after each kill: {met:?}", unbroken.time);
    let halfway = met.iter().any(|certified| (1..signed(people)).contains(certified));
    assert!(halfway, "no kill met a run in its middle: {met:?}");
}

/// Those who are to be signed.
fn signed(people: u64) -> u64 {
    people - people.div_ceil(REVOKED)
}

/// What a run does that nobody disturbs.
struct Unbroken {
    /// Until the vault is open, and for the rest.
    start: Duration,
    time: Duration,
    users: Vec<String>,
}

impl Unbroken {
    fn run(prepared: &Place) -> Self {
        let place = prepared.copy();
        let (start, whole_run) = (unbroken(&place, STATUS), unbroken(&place, users::MAINTENANCE));
        Self { start, time: whole_run.saturating_sub(start), users: users(&whole(&place, ADMIN)) }
    }

    /// Kills one run after the other, at most so often, and lets the last one come to its end. Returns how many were
    /// signed after each kill.
    fn killed_and_resumed(&self, place: &Place, people: u64, kills: usize) -> Vec<u64> {
        let slice = self.time / u32::try_from(kills).unwrap();
        let mut met: Vec<u64> = Vec::new();
        // Where the first ones come too early, the next ones come later.
        while met.len() < kills {
            let early = met.iter().filter(|certified| **certified == 0).count();
            let time = self.start + at_most(slice * u32::try_from(2 + early).unwrap());
            if !killed_after(place, users::MAINTENANCE, time) {
                break;
            }
            met.push(certified(&whole(place, ADMIN)));
        }
        let _ = place.run(users::MAINTENANCE).expect(0);
        let vault = whole(place, ADMIN);
        assert!(met.is_sorted(), "what a run had stored stays: {met:?}");
        assert_eq!(told_by_runs(&vault), signed(people), "each user is signed once, in all runs together");
        assert_eq!(users(&vault), self.users);
        met
    }
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
