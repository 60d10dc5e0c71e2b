//! The Additional Decryption Key: attached, counted, rolled over, removed.

use crate::user::{add, made_elsewhere};
use orgkey_core::{
    AdkUsers, AttentionKind, Silent, Vault, adk_coverage, adk_in_use, home,
    maintenance::{MaintenanceReport, PlanMaintenance, RunMaintenance, plan_maintenance, run_maintenance},
    plan_adk, remove_adk, set_adk,
    user::{ImportUsers, find_user, import_users, user_details},
};
use orgkey_openpgp::{Adk, KeySettings, Keypair, adks, change_adk, generate, inspect};
use orgkey_test_support::{DAY, Held, NOW, Place, fixture, refusal};
use orgkey_types::{Algorithm, Code, Fingerprint, Profile, Timestamp};
use std::fs;

fn adk_that_ends(name: &str, expires: Option<Timestamp>) -> Keypair {
    let (user_id, algorithm, profile) = (name.to_owned(), Algorithm::Curve25519, Profile::V4);
    generate(&KeySettings { user_id, algorithm, profile, expires }, NOW).unwrap()
}

fn named(vault: &Vault, email: &str) -> Vec<Fingerprint> {
    adks(&user_details(vault, email, NOW).unwrap().stored_key.public).unwrap()
}

fn run(vault: &mut Vault, now: Timestamp) -> MaintenanceReport {
    let plan = plan_maintenance(vault, &PlanMaintenance::default(), now).unwrap();
    let report = run_maintenance(vault, &RunMaintenance::default(), &Silent, now).unwrap().run.report;
    assert_eq!((plan.adks_changed, report.refused), (report.adks_changed, 0));
    let again = run_maintenance(vault, &RunMaintenance::default(), &Silent, now).unwrap().run.report;
    assert_eq!((again.adks_changed, again.keys_renewed, again.users_certified), (0, 0, 0));
    report
}

/// Who names which: key ID (none: `-`) and number of users, the one in use with a star.
fn coverage(vault: &Vault, keys: &[&Keypair]) -> Vec<String> {
    let shown = |row: &AdkUsers| {
        let at = keys.iter().position(|key| Some(&key.summary().fingerprint) == row.fingerprint.as_ref());
        let name = at.map_or_else(|| "-".to_owned(), |at| at.to_string());
        format!("{name}{} {}", if row.in_use { "*" } else { "" }, row.users)
    };
    adk_coverage(vault, NOW).unwrap().rows.iter().map(shown).collect()
}

#[test]
fn keys_that_are_made_after_it_name_it_and_earlier_ones_do_at_their_renewal() {
    let (_place, mut vault, _) = Place::with_key();
    let recovery = adk_that_ends("Recovery", None);
    add(&mut vault, "ada@example.org", "Ada", NOW);
    assert!(adk_in_use(&vault).unwrap().is_none());
    let receipt = set_adk(&mut vault, recovery.public(), NOW).unwrap();
    assert_eq!((receipt.adk.unwrap().summary.user_ids, receipt.users_to_roll_over), (vec!["Recovery".to_owned()], 0));
    assert_eq!(Held::last_entries(&vault, 2), ["set-adk intent", "set-adk settled done"]);
    add(&mut vault, "bob@example.org", "Bob", NOW);
    assert_eq!(named(&vault, "bob@example.org"), [recovery.summary().fingerprint.clone()]);
    assert_eq!(coverage(&vault, &[&recovery]), ["0* 1", "- 1"]);
    assert_eq!(run(&mut vault, NOW).adks_changed, 0, "nobody names an earlier one");
    assert!(named(&vault, "ada@example.org").is_empty());
    let late = NOW.plus_seconds(364 * DAY);
    for email in ["ada@example.org", "bob@example.org"] {
        orgkey_core::user::contact_user(&mut vault, email, late, late).unwrap();
    }
    assert_eq!(run(&mut vault, late).keys_renewed, 2);
    assert_eq!(named(&vault, "ada@example.org"), [recovery.summary().fingerprint.clone()]);
    assert_eq!(coverage(&vault, &[&recovery]), ["0* 2"]);
}

#[test]
fn a_new_adk_takes_the_place_of_the_old_one_in_the_next_run_and_nothing_else_changes() {
    let (place, mut vault, _) = Place::with_key();
    let (first, second) = (adk_that_ends("First", None), adk_that_ends("Second", None));
    set_adk(&mut vault, first.public(), NOW).unwrap();
    add(&mut vault, "ada@example.org", "Ada", NOW);
    // A key that its owner's own program holds names it too: the server cannot change that.
    let adk = Adk::of(&inspect(first.public(), NOW).unwrap().keys[0], NOW).unwrap();
    let bob = change_adk(&made_elsewhere("Bob <bob@example.org>"), Some(&adk), NOW).unwrap();
    fs::write(place.path("bob.pgp"), bob.public()).unwrap();
    let request = ImportUsers { path: &place.path("bob.pgp"), mode: None, passphrase: None };
    import_users(&mut vault, &request, &Silent, NOW).unwrap();
    assert_eq!(coverage(&vault, &[&first, &second]), ["0* 2"]);
    let plan = plan_adk(&vault, second.public(), NOW).unwrap();
    assert_eq!(
        (plan.replaces.unwrap().summary.fingerprint, plan.users_to_roll_over),
        (first.summary().fingerprint.clone(), 1)
    );
    set_adk(&mut vault, second.public(), NOW).unwrap();
    let before = find_user(&vault, "ada@example.org", NOW).unwrap().stored;
    assert_eq!(run(&mut vault, NOW).adks_changed, 1);
    assert_eq!(named(&vault, "ada@example.org"), [second.summary().fingerprint.clone()]);
    assert_eq!(named(&vault, "bob@example.org"), [first.summary().fingerprint.clone()]);
    assert_eq!(find_user(&vault, "ada@example.org", NOW).unwrap().stored, before, "same end, same certification");
    assert_eq!(coverage(&vault, &[&first, &second]), ["1* 1", "0 1"]);
}

#[test]
fn a_removed_adk_leaves_users_keys_in_the_next_run() {
    let (_place, mut vault, _) = Place::with_key();
    let recovery = adk_that_ends("Recovery", None);
    let key_id = recovery.summary().fingerprint.key_id();
    assert_eq!(refusal(remove_adk(&mut vault, key_id, NOW)).code, Code::AdkMissing);
    set_adk(&mut vault, recovery.public(), NOW).unwrap();
    add(&mut vault, "ada@example.org", "Ada", NOW);
    assert_eq!(refusal(remove_adk(&mut vault, "0000000000000000", NOW)).code, Code::ConfirmationDiffers);
    let receipt = remove_adk(&mut vault, &key_id.to_lowercase(), NOW).unwrap();
    assert_eq!((receipt.adk.is_none(), receipt.users_to_roll_over), (true, 1));
    assert_eq!(run(&mut vault, NOW).adks_changed, 1);
    assert!(named(&vault, "ada@example.org").is_empty());
    assert_eq!(coverage(&vault, &[&recovery]), ["- 1"]);
}

#[test]
fn only_a_live_key_that_encrypts_can_be_attached() {
    let (_place, mut vault, _) = Place::with_key();
    let ended = adk_that_ends("Ended", Some(NOW.plus_seconds(DAY)));
    let two = [ended.public(), adk_that_ends("Other", None).public()].concat();
    let cases = [
        (fixture("message.asc"), NOW, Code::NotAKey),
        (fixture("revoked.asc"), NOW, Code::KeyRevoked),
        (two, NOW, Code::SeveralKeys),
        (ended.public().to_vec(), NOW.plus_seconds(DAY), Code::KeyExpired),
    ];
    let entries = vault.audit_count().unwrap();
    for (file, now, code) in cases {
        assert_eq!(refusal(plan_adk(&vault, &file, now)).code, code);
        assert_eq!(refusal(set_adk(&mut vault, &file, now)).code, code);
    }
    assert_eq!(vault.audit_count().unwrap(), entries);
}

#[test]
fn the_home_page_and_the_run_raise_the_alarm_before_an_adk_ends() {
    let (_place, mut vault, _) = Place::with_key();
    let end = NOW.plus_seconds(100 * DAY);
    set_adk(&mut vault, adk_that_ends("Recovery", Some(end)).public(), NOW).unwrap();
    let cases = [
        (NOW.plus_seconds(10 * DAY - 1), None),
        (NOW.plus_seconds(10 * DAY), Some(AttentionKind::AdkEnding)),
        (end, Some(AttentionKind::AdkExpired)),
    ];
    for (now, expected) in cases {
        let about = |kind: &AttentionKind| matches!(kind, AttentionKind::AdkEnding | AttentionKind::AdkExpired);
        let shown = home(&vault, now).unwrap().attention.iter().map(|item| item.kind).find(about);
        let alarms = run_maintenance(&mut vault, &RunMaintenance::default(), &Silent, now).unwrap().run.report.alarms;
        assert_eq!((shown, alarms.iter().map(|item| item.kind).find(about)), (expected, expected), "{now}");
    }
}
