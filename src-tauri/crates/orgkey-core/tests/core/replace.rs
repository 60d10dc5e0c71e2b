//! The Organization Key is replaced by a new generation.

use crate::{
    export::keypair_to,
    user::{add, states},
};
use orgkey_core::{
    KeyState, ReplaceKey, Silent, Stage, Vault, export_key, find_key,
    maintenance::{RunMaintenance, run_maintenance},
    plan_replace_key, replace_key,
};
use orgkey_openpgp::{Certifier, Keypair, inspect, unlock};
use orgkey_test_support::{DAY, FILE_PASSPHRASE, Held, NOW, Place, StopsAfter, new_key, refusal, words};
use orgkey_types::{Algorithm, Code};

const LATER: orgkey_types::Timestamp = NOW.plus_seconds(DAY);

pub fn request<'a>() -> ReplaceKey<'a> {
    let new = orgkey_core::GenerateKey { expires: "2y".to_owned(), algorithm: Algorithm::P256, ..new_key() };
    ReplaceKey { key: None, new, reason: "laptop stolen", confirm: "Example Org", sign_users_now: false }
}

/// With two users, and a proven copy of the keypair.
fn backed_up() -> (Place, Vault) {
    let (place, mut vault, _) = Place::with_key();
    add(&mut vault, "ada@example.org", "Ada", NOW);
    add(&mut vault, "bob@example.org", "Bob", NOW);
    export_key(&mut vault, &keypair_to(&place.path("old.asc"), &words(FILE_PASSPHRASE)), &Silent, NOW).unwrap();
    (place, vault)
}

#[test]
fn users_are_unverified_after_a_replacement_until_the_new_key_has_signed_them() {
    let (_place, mut vault) = backed_up();
    let plan = plan_replace_key(&vault, &request(), LATER).unwrap();
    assert_eq!((plan.users_unverified, plan.new.generation), (2, 2));
    assert_eq!((plan.generations.len(), plan.generations[0].coverage.copies), (1, 1));
    let receipt = replace_key(&mut vault, &request(), &Silent, LATER).unwrap();
    assert_eq!((receipt.users_unverified, receipt.key.stored.generation), (2, 2));
    assert_eq!(states(&vault, LATER), ["ada@example.org unverified", "bob@example.org unverified"]);
    let run = run_maintenance(&mut vault, &RunMaintenance::default(), &Silent, LATER).unwrap().run;
    assert_eq!(run.report.users_certified, 2);
    assert_eq!(states(&vault, LATER), ["ada@example.org verified", "bob@example.org verified"]);
    let user = orgkey_core::user::find_user(&vault, "ada@example.org", LATER).unwrap();
    assert_eq!(user.stored.certified.unwrap().0, 2);
}

#[test]
fn users_are_signed_at_once_where_that_was_asked_for() {
    let (_place, mut vault) = backed_up();
    let watcher = StopsAfter::never();
    let wanted = ReplaceKey { sign_users_now: true, ..request() };
    let receipt = replace_key(&mut vault, &wanted, &watcher, LATER).unwrap();
    assert_eq!(receipt.run.unwrap().unwrap().run.report.users_certified, 2);
    let stages = [Stage::Generating, Stage::Certifying, Stage::Storing];
    assert_eq!(watcher.begun()[..3], stages);
    assert_eq!(states(&vault, LATER), ["ada@example.org verified", "bob@example.org verified"]);
}

#[test]
fn the_old_generation_keeps_its_private_part_and_both_keys_certify_each_other() {
    let (place, mut vault) = backed_up();
    let receipt = replace_key(&mut vault, &request(), &Silent, LATER).unwrap();
    assert!(receipt.cross_certified);
    let (old, new) = (receipt.old.stored, receipt.key.stored);
    assert_eq!((receipt.old.state, receipt.key.state), (KeyState::Retired, KeyState::Active));
    assert_eq!(find_key(&vault, None, LATER).unwrap().stored.id, new.id);
    let open = |row: &orgkey_vault::OrganizationKeyRow| {
        Keypair::from_parts(row.public.clone(), vault.organization_key_secrets(&row.id).unwrap(), LATER).unwrap()
    };
    for (maker, key) in [(&old, &new), (&new, &old)] {
        let certifier = Certifier::new(&open(maker)).unwrap();
        let user_id = key.summary.user_ids[0].as_bytes();
        let made = orgkey_openpgp::certifications(&key.public, user_id).unwrap();
        let by_maker = made.iter().filter(|signature| certifier.made(signature, &key.public, user_id)).count();
        assert_eq!(by_maker, 1, "by {}", maker.generation);
    }
    let copy = std::fs::read(place.path("old.asc")).unwrap();
    let found = inspect(&copy, LATER).unwrap().keys.remove(0);
    let opened = unlock(found, Some(&words(FILE_PASSPHRASE)), LATER).unwrap();
    assert_eq!(opened.secrets().expose(), vault.organization_key_secrets(&old.id).unwrap().expose());
    let copied = place.vault().join("generations/0001-replace-organization-key/vault.db");
    assert!(copied.is_file(), "the vault was copied before");
    assert_eq!(Held::last_entries(&vault, 1), ["replace-organization-key settled done"]);
}

#[test]
fn without_a_proven_copy_a_reason_or_the_typed_name_nothing_is_replaced() {
    let (_place, mut bare, _) = Place::with_key();
    assert_eq!(plan_replace_key(&bare, &request(), NOW).unwrap().refusal.unwrap().code, Code::KeyNotBackedUp);
    assert_eq!(refusal(replace_key(&mut bare, &request(), &Silent, NOW)).code, Code::KeyNotBackedUp);
    let (_place, mut vault) = backed_up();
    let before = (Held::in_vault(&vault, NOW), vault.audit_count().unwrap());
    let long = "x".repeat(501);
    let weak = orgkey_core::GenerateKey { expires: "yesterday".to_owned(), ..new_key() };
    let cases = [
        (ReplaceKey { confirm: "Example", ..request() }, Code::ConfirmationDiffers),
        (ReplaceKey { confirm: "", ..request() }, Code::ConfirmationDiffers),
        (ReplaceKey { reason: " ", ..request() }, Code::InvalidArgument),
        (ReplaceKey { reason: &long, ..request() }, Code::InvalidArgument),
        (ReplaceKey { key: Some("7"), ..request() }, Code::KeyNotFound),
        (ReplaceKey { new: weak, ..request() }, Code::InvalidExpiry),
    ];
    for (wanted, code) in cases {
        assert_eq!(refusal(replace_key(&mut vault, &wanted, &Silent, NOW)).code, code, "{wanted:?}");
    }
    assert_eq!((Held::in_vault(&vault, NOW), vault.audit_count().unwrap()), before);
    replace_key(&mut vault, &request(), &Silent, LATER).unwrap();
    let earlier = ReplaceKey { key: Some("1"), ..request() };
    assert_eq!(refusal(replace_key(&mut vault, &earlier, &Silent, LATER)).code, Code::KeyNotInUse);
}

#[test]
fn a_replacement_that_was_stopped_leaves_the_old_key_in_use() {
    for stages in 0..=2 {
        let (_place, mut vault) = backed_up();
        let before = Held::in_vault(&vault, LATER);
        let stopped = replace_key(&mut vault, &request(), &StopsAfter::stages(stages), LATER);
        assert_eq!(refusal(stopped).code, Code::Cancelled, "after {stages} stages");
        assert_eq!(Held::in_vault(&vault, LATER), before);
    }
}

#[test]
fn a_key_past_its_end_is_replaced_and_certifies_nothing() {
    let (_place, mut vault) = backed_up();
    let receipt = replace_key(&mut vault, &request(), &Silent, NOW.plus_seconds(400 * DAY)).unwrap();
    assert!(!receipt.cross_certified);
}
