use super::{certified, day, import, run, set_lead};
use crate::user::{add, states};
use orgkey_core::{
    Vault,
    maintenance::{MaintenanceSettings, change_maintenance_settings},
    user::{contact_user, delete_user, find_user},
};
use orgkey_test_support::{DAY, NOW, Place};
use orgkey_types::{KeyMode, Period, Timestamp};
use orgkey_vault::{KeyColumns, NewUserKey};
use serde_json::json;

const ADA: &str = "ada@example.org";

fn with_ada() -> (Place, Vault) {
    let (place, mut vault, _) = Place::with_key();
    add(&mut vault, ADA, "Ada", NOW);
    (place, vault)
}

fn months(moment: Timestamp, months: i64) -> Timestamp {
    moment.after(Period::Months(months)).unwrap()
}

/// What somebody else's program has done to a key: its column says so.
fn mark(vault: &mut Vault, email: &str, revoked: bool, expires: Option<Timestamp>) {
    let row = find_user(vault, email, NOW).unwrap().stored;
    let key = vault.user_key(&row.fingerprint).unwrap();
    let columns = KeyColumns { fingerprint: &row.fingerprint, algorithm: &row.algorithm, expires, revoked };
    let key = NewUserKey { columns, public: &key.public, secrets: None, origin: "imported", certification: None };
    let intent = vault.begin("import-users", "test", json!({}), NOW).unwrap();
    vault.change_users(intent, NOW, |users| users.update_key(&row, &key)).unwrap();
}

#[test]
fn a_certification_of_two_weeks_is_renewed_the_day_before_its_end() {
    let (_place, mut vault) = with_ada();
    let cases =
        [(0, 0, (0, 14)), (12, 0, (0, 14)), (13, 1, (13, 27)), (14, 0, (13, 27)), (26, 1, (26, 40)), (60, 1, (60, 74))];
    for (at, expected, (made, ends)) in cases {
        assert_eq!(run(&mut vault, day(at)).users_certified, expected, "day {at}");
        assert_eq!(certified(&vault, ADA, day(at)), Some((day(made), day(ends))), "day {at}");
        assert_eq!(states(&vault, day(at)), ["ada@example.org verified"], "day {at}");
    }
}

#[test]
fn a_certification_is_as_long_as_the_setting_says_from_the_next_one_on() {
    let (_place, mut vault) = with_ada();
    let settings = MaintenanceSettings { renew_lead_days: 1, user_signature_days: 30 };
    change_maintenance_settings(&mut vault, settings, NOW).unwrap();
    assert_eq!(run(&mut vault, day(12)).users_certified, 0, "the one that stands keeps its end");
    assert_eq!(run(&mut vault, day(13)).users_certified, 1);
    assert_eq!(certified(&vault, ADA, day(13)), Some((day(13), day(43))));
    assert_eq!(run(&mut vault, day(41)).users_certified, 0);
    assert_eq!(run(&mut vault, day(42)).users_certified, 1);
}

#[test]
fn a_user_of_the_server_who_was_silent_for_three_months_is_left_out_and_named_before() {
    let cut_off = months(NOW, 3);
    let cases = [
        (cut_off.plus_seconds(-15 * DAY), 1, 0, 0),
        (cut_off.plus_seconds(-14 * DAY), 1, 0, 1),
        (cut_off.plus_seconds(-DAY), 1, 0, 1),
        (cut_off.plus_seconds(-1), 1, 0, 1),
        (cut_off, 0, 1, 0),
        (cut_off.plus_seconds(DAY), 0, 1, 0),
    ];
    for (now, renewed, left_out, leaving) in cases {
        let (_place, mut vault) = with_ada();
        let report = run(&mut vault, now);
        let silent = &report.silent;
        assert_eq!((report.users_certified, silent.left_out, silent.leaving), (renewed, left_out, leaving), "{now}");
        for user in &silent.leaving_users {
            assert_eq!((user.email.as_str(), user.last_contact, user.left_out_from), (ADA, NOW, cut_off));
        }
        let state = if renewed > 0 { "verified" } else { "waiting-for-contact" };
        assert_eq!(states(&vault, now), [format!("{ADA} {state}")], "{now}");
    }
}

#[test]
fn contact_brings_a_user_who_was_left_out_back() {
    let (_place, mut vault) = with_ada();
    assert_eq!(run(&mut vault, day(100)).silent.left_out, 1);
    contact_user(&mut vault, ADA, day(101), day(101)).unwrap();
    let report = run(&mut vault, day(101));
    assert_eq!((report.users_certified, report.silent.left_out), (1, 0));
    assert_eq!(states(&vault, day(101)), ["ada@example.org verified"]);
}

#[test]
fn users_whose_key_the_server_does_not_hold_are_certified_however_long_they_were_silent() {
    let (place, mut vault, _) = Place::with_key();
    let modes = [KeyMode::Gkm, KeyMode::Ckm];
    for mode in modes {
        import(&place, &mut vault, &format!("{}@example.org", mode.name()), mode);
    }
    let report = run(&mut vault, day(300));
    assert_eq!((report.users_certified, report.silent.left_out, report.keys_renewed), (2, 0, 0));
}

#[test]
fn deleted_revoked_and_ended_users_are_never_certified_again() {
    let (place, mut vault) = with_ada();
    for name in ["deleted", "revoked", "ended", "live"] {
        import(&place, &mut vault, &format!("{name}@example.org"), KeyMode::Ckm);
    }
    delete_user(&mut vault, "deleted@example.org", "deleted@example.org", NOW).unwrap();
    mark(&mut vault, "revoked@example.org", true, None);
    mark(&mut vault, "ended@example.org", false, Some(day(13)));
    mark(&mut vault, ADA, true, Some(day(13)));
    let before = super::everything(&vault, NOW).1;
    let report = run(&mut vault, day(13));
    assert_eq!((report.users_certified, report.keys_renewed, report.refused), (1, 0, 0), "{report:?}");
    let after = super::everything(&vault, day(13)).1;
    let changed: Vec<&String> = after.iter().filter(|row| !before.contains(row)).collect();
    assert!(changed.len() == 1 && changed[0].contains("live@example.org"), "{changed:?}");
}

#[test]
fn a_key_that_the_server_holds_gets_a_later_end_ahead_of_it() {
    for lead in [1, 31] {
        let (_place, mut vault) = with_ada();
        set_lead(&mut vault, lead);
        let before = find_user(&vault, ADA, NOW).unwrap().stored;
        let end = before.expires.unwrap();
        let due = end.plus_seconds(-i64::from(lead) * DAY);
        contact_user(&mut vault, ADA, due.plus_seconds(-DAY), due.plus_seconds(-DAY)).unwrap();
        assert_eq!(run(&mut vault, due.plus_seconds(-1)).keys_renewed, 0, "{lead} days");
        assert_eq!(run(&mut vault, due).keys_renewed, 1, "{lead} days");
        let after = find_user(&vault, ADA, due).unwrap().stored;
        assert_eq!(after.expires, Some(due.after(Period::Years(1)).unwrap()));
        assert_eq!((after.fingerprint, after.has_secrets), (before.fingerprint, true));
    }
}

#[test]
fn a_key_of_the_server_is_renewed_only_for_people_who_were_in_contact() {
    let (_place, mut vault) = with_ada();
    let ended = day(400);
    let report = run(&mut vault, ended);
    assert_eq!((report.keys_renewed, report.users_certified, report.silent.left_out), (0, 0, 1));
    assert_eq!(states(&vault, ended), ["ada@example.org waiting-for-contact"]);
    // It heals itself: what had ended in the meantime is renewed and certified.
    contact_user(&mut vault, ADA, ended, ended).unwrap();
    let report = run(&mut vault, ended);
    assert_eq!((report.keys_renewed, report.users_certified, report.silent.left_out), (1, 1, 0));
    assert_eq!(states(&vault, ended), ["ada@example.org verified"]);
}
