//! The list of Organization Keys and the details of one.

use orgkey_core::{Access, KeyState, find_key, organization_key, organization_keys};
use orgkey_test_support::{DAY, NOW, PASSPHRASE, Place, refusal};
use orgkey_types::Code;

#[test]
fn a_key_is_found_under_each_of_its_names() {
    let (_place, vault, key) = Place::with_key();
    let (id, fingerprint) = (key.stored.id, key.stored.summary.fingerprint);
    let names = [
        id.clone(),
        fingerprint.as_str().to_owned(),
        fingerprint.as_str().to_lowercase(),
        fingerprint.grouped(),
        fingerprint.key_id().to_owned(),
        "1".to_owned(),
    ];
    for name in &names {
        assert_eq!(find_key(&vault, Some(name), NOW).unwrap().stored.id, id, "{name}");
    }
    assert_eq!(find_key(&vault, None, NOW).unwrap().stored.id, id);
    for name in ["2", "", "0000000000000000", &fingerprint.as_str()[..20]] {
        assert_eq!(refusal(find_key(&vault, Some(name), NOW)).code, Code::KeyNotFound, "{name}");
    }
}

#[test]
fn without_a_key_the_list_is_empty_and_the_one_in_use_is_missing() {
    let (_place, vault) = Place::with_vault();
    assert!(organization_keys(&vault, NOW).unwrap().is_empty());
    assert_eq!(refusal(find_key(&vault, None, NOW)).code, Code::OrganizationKeyMissing);
    assert_eq!(refusal(organization_key(&vault, "1", NOW)).code, Code::KeyNotFound);
}

#[test]
fn the_state_follows_the_clock() {
    let (_place, vault, key) = Place::with_key();
    let end = key.stored.summary.expires.unwrap();
    let cases = [
        (NOW, KeyState::Active),
        (end.plus_seconds(-60 * DAY - 1), KeyState::Active),
        (end.plus_seconds(-60 * DAY), KeyState::Ending),
        (end.plus_seconds(-1), KeyState::Ending),
        (end, KeyState::Expired),
    ];
    for (now, state) in cases {
        assert_eq!(organization_keys(&vault, now).unwrap()[0].state, state, "{now}");
    }
}

#[test]
fn the_details_tell_what_happened_to_the_key_and_reading_needs_no_lock() {
    let (place, first, key) = Place::with_key();
    let vault = place.unlock(PASSPHRASE, Access::Read).unwrap();
    let details = organization_key(&vault, &key.stored.id, NOW).unwrap();
    assert_eq!(details.row.name(), "Example Org <keys@example.org>");
    assert!(details.backups.is_empty());
    assert_eq!(details.row.stored, key.stored);
    drop(first);
}
