//! What GnuPG says of users as time goes on, where its owner trusts the Organization Key. The clock is an argument on both
//! sides.

use orgkey_core::{
    ExportKey, ExportPart, Preset, Reauthentication, ReplaceKey, Silent, Vault, export_key,
    maintenance::{RunMaintenance, run_maintenance},
    replace_key,
    user::{AddUser, ExportAllUsers, add_user, export_all_users},
};
use orgkey_interop::TrustingRing;
use orgkey_test_support::{DAY, FILE_PASSPHRASE, NOW, Place, new_key, words};
use orgkey_types::{KeyMode, Passphrase, Timestamp};
use std::path::{Path, PathBuf};

const USERS: [&str; 2] = ["ada@example.org", "bob@example.org"];

fn day(day: i64) -> Timestamp {
    NOW.plus_seconds(day * DAY)
}

fn public_of(target: &Path) -> ExportKey<'_> {
    ExportKey {
        key: None,
        part: ExportPart::Public,
        preset: Preset::Compatible,
        passphrase: None,
        reauthentication: Reauthentication::JustUnlocked,
        target,
        overwrite: true,
    }
}

fn export(vault: &mut Vault, target: &Path, passphrase: Option<&Passphrase>, now: Timestamp) {
    let part = if passphrase.is_some() { ExportPart::Keypair } else { ExportPart::Public };
    export_key(vault, &ExportKey { part, passphrase, ..public_of(target) }, &Silent, now).unwrap();
}

/// The files that partners get: the Organization Key, and the users.
fn published(place: &Place, vault: &mut Vault, now: Timestamp) -> [PathBuf; 2] {
    let [organization, users] = ["org.asc", "users.pgp"].map(|name| place.path(name));
    export(vault, &organization, None, now);
    export_all_users(vault, &ExportAllUsers { target: &users, overwrite: true }, &Silent, now).unwrap();
    [organization, users]
}

fn with_users() -> (Place, Vault, String) {
    let (place, mut vault, key) = Place::with_key();
    for email in USERS {
        add_user(&mut vault, &AddUser { email, name: "Somebody", mode: KeyMode::Skm }, &Silent, NOW).unwrap();
    }
    let fingerprint = key.stored.summary.fingerprint.as_str().to_owned();
    (place, vault, fingerprint)
}

#[track_caller]
fn says(ring: &TrustingRing, at: Timestamp, validity: &str) {
    for user in USERS {
        assert_eq!(ring.validity(user, at.seconds() + 60), validity, "{user} at {at}");
    }
}

#[test]
fn gnupg_finds_users_valid_for_two_weeks_and_again_after_a_run() {
    let (place, mut vault, organization) = with_users();
    let files = published(&place, &mut vault, NOW);
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let ring = TrustingRing::new(&files, &organization, NOW.seconds() + 60);
    for (at, validity) in [(0, "f"), (13, "f"), (15, "-")] {
        says(&ring, day(at), validity);
    }
    let run = run_maintenance(&mut vault, &RunMaintenance::default(), &Silent, day(15)).unwrap().run;
    assert_eq!(run.report.users_certified, 2);
    published(&place, &mut vault, day(15));
    ring.import(&files, day(15).seconds() + 60);
    for (at, validity) in [(15, "f"), (28, "f"), (30, "-")] {
        says(&ring, day(at), validity);
    }
}

#[test]
fn gnupg_takes_a_renewed_organization_key_and_users_with_it() {
    let (place, mut vault, organization) = with_users();
    for email in USERS {
        orgkey_core::user::contact_user(&mut vault, email, day(364), day(364)).unwrap();
    }
    let run = run_maintenance(&mut vault, &RunMaintenance::default(), &Silent, day(364)).unwrap().run.report;
    assert!(run.organization_key.is_some());
    assert_eq!((run.keys_renewed, run.users_certified), (2, 2));
    let files = published(&place, &mut vault, day(364));
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let ring = TrustingRing::new(&files, &organization, day(364).seconds() + 60);
    // Beyond the first end of the Organization Key and of the users' keys.
    says(&ring, day(370), "f");
}

#[test]
fn gnupg_that_trusts_the_old_key_knows_the_new_one_by_it_and_users_only_by_the_new_one() {
    let (place, mut vault, old) = with_users();
    export(&mut vault, &place.path("old.asc"), Some(&words(FILE_PASSPHRASE)), NOW);
    let request =
        ReplaceKey { key: None, new: new_key(), reason: "laptop stolen", confirm: "Example Org", sign_users_now: true };
    let receipt = replace_key(&mut vault, &request, &Silent, day(1)).unwrap();
    let new = receipt.key.stored.summary.fingerprint.as_str().to_owned();
    let [organization, users] = published(&place, &mut vault, day(1));
    let former = place.path("former.asc");
    let earlier = ExportKey { key: Some("1"), ..public_of(&former) };
    export_key(&mut vault, &earlier, &Silent, day(1)).unwrap();
    let at = day(1).seconds() + 60;
    for (trusted, other, validity) in [(&old, &new, "q"), (&new, &old, "f")] {
        let ring = TrustingRing::new(&[&organization, &users, &former], trusted, at);
        assert_eq!(ring.validity(other, at), "f", "each key has certified the other");
        says(&ring, day(1), validity);
    }
}
