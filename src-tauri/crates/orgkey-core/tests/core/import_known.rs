//! Import of a key that the vault has already, in another state.

use crate::import::{bring_in, exported, file_of};
use orgkey_core::{ImportKey, KeyState, Preset, Relation, Silent, Vault, find_key, import_key, plan_import};
use orgkey_openpgp::{Keypair, public_file, renew_self_signatures};
use orgkey_test_support::{DAY, FILE_PASSPHRASE, FIXTURE_PASSPHRASE, Held, NOW, Place, fixture, refusal, words};
use orgkey_types::{Code, Legacy, Timestamp};

/// The public part of the key in use as another holder of the secret renews it at that moment: it ends two years later.
pub fn renewed_elsewhere(vault: &Vault, now: Timestamp) -> Vec<u8> {
    let row = vault.active_organization_key().unwrap().unwrap();
    let keypair = Keypair::from_parts(row.public, vault.organization_key_secrets(&row.id).unwrap(), now).unwrap();
    let renewed = renew_self_signatures(&keypair, Some(now.plus_seconds(730 * DAY)), now).unwrap();
    public_file(renewed.public()).unwrap()
}

#[test]
fn a_public_part_that_was_renewed_elsewhere_is_merged_and_the_secret_stays() {
    let (place, mut vault, key) = Place::with_key();
    let later = NOW.plus_seconds(300 * DAY);
    let file = renewed_elsewhere(&vault, later);
    let before = Held::in_vault(&vault, later);
    let plan = plan_import(&vault, &file_of(&file, None), later).unwrap();
    assert_eq!((plan.relation, plan.refusal), (Relation::Newer, None));
    assert!(plan.added_packets > 0);
    assert_eq!(plan.existing.unwrap().stored, key.stored);
    let receipt = import_key(&mut vault, &file_of(&file, None), &Silent, later).unwrap();
    assert_eq!(
        (receipt.relation, receipt.added_packets, receipt.self_signatures_renewed),
        (Relation::Newer, plan.added_packets, false)
    );
    let row = find_key(&vault, None, later).unwrap();
    assert_eq!(row.stored.summary.expires, Some(later.plus_seconds(730 * DAY)));
    assert_eq!(
        (row.stored.id.as_str(), row.stored.generation, row.stored.public_changed),
        (key.stored.id.as_str(), 1, later)
    );
    assert!(Held::in_vault(&vault, later).same_secrets(&before));
    let entries = ["import-keypair intent", "take-generation event", "import-keypair settled done"];
    assert_eq!(Held::last_entries(&vault, 3), entries);
    assert_eq!(std::fs::read_dir(place.vault().join("generations")).unwrap().count(), 1);
    exported(&place, &mut vault, Preset::Modern);
}

#[test]
fn the_same_again_changes_nothing() {
    let (place, mut vault, _) = Place::with_key();
    let file = exported(&place, &mut vault, Preset::Compatible);
    let held = Held::in_vault(&vault, NOW);
    let (public, passphrase) =
        (public_file(&find_key(&vault, None, NOW).unwrap().stored.public).unwrap(), words(FILE_PASSPHRASE));
    for request in [file_of(&file, Some(&passphrase)), file_of(&public, None)] {
        let plan = plan_import(&vault, &request, NOW).unwrap();
        assert_eq!((plan.relation, plan.added_packets, plan.refusal), (Relation::Same, 0, None));
        let receipt = import_key(&mut vault, &request, &Silent, NOW).unwrap();
        assert_eq!((receipt.relation, receipt.added_packets), (Relation::Same, 0));
        assert_eq!(Held::in_vault(&vault, NOW), held);
        assert_eq!(Held::last_entries(&vault, 2), ["import-keypair intent", "import-keypair settled done"]);
    }
    assert!(!place.vault().join("generations/0001-import").exists(), "nothing was destroyed, so nothing was copied");
}

#[test]
fn a_known_keypair_is_still_opened_before_it_counts_as_the_same() {
    let (place, mut vault, _) = Place::with_key();
    let file = exported(&place, &mut vault, Preset::Modern);
    let held = Held::in_vault(&vault, NOW);
    let wrong = words("granite whisper forty kites");
    let refused = refusal(import_key(&mut vault, &file_of(&file, Some(&wrong)), &Silent, NOW));
    assert_eq!((refused.code, Held::in_vault(&vault, NOW)), (Code::WrongPassphrase, held));
}

#[test]
fn another_key_is_a_conflict_and_the_one_in_use_is_shown() {
    let (_place, mut vault, key) = Place::with_key();
    let (held, entries) = (Held::in_vault(&vault, NOW), vault.audit_count().unwrap());
    let (file, passphrase) = (fixture("rsa2048.asc"), words(FIXTURE_PASSPHRASE));
    let plan = plan_import(&vault, &file_of(&file, Some(&passphrase)), NOW).unwrap();
    assert_eq!((plan.relation, plan.existing.map(|row| row.stored)), (Relation::Conflict, Some(key.stored)));
    assert_eq!(plan.refusal.map(|failure| failure.code), Some(Code::KeyConflict));
    let refused = refusal(import_key(&mut vault, &file_of(&file, Some(&passphrase)), &Silent, NOW));
    assert_eq!((refused.code, Held::in_vault(&vault, NOW)), (Code::KeyConflict, held));
    assert_eq!(vault.audit_count().unwrap(), entries);
}

#[test]
fn half_of_a_pgp_desktop_export_is_completed_from_the_vault() {
    let (_place, mut vault) = Place::with_vault();
    bring_in(&mut vault, &fixture("rsa2048.asc"), NOW);
    let held = Held::in_vault(&vault, NOW);
    let receipt = bring_in(&mut vault, &fixture("desktop-secret-only.asc"), NOW);
    assert_eq!((receipt.relation, receipt.added_packets), (Relation::Same, 0));
    assert_eq!(Held::in_vault(&vault, NOW), held);
}

#[test]
fn a_public_key_of_a_known_keypair_needs_no_passphrase() {
    let (_place, mut vault) = Place::with_vault();
    bring_in(&mut vault, &fixture("ed25519.asc"), NOW);
    let held = Held::in_vault(&vault, NOW);
    let receipt = import_key(&mut vault, &file_of(&fixture("ed25519-public.asc"), None), &Silent, NOW).unwrap();
    assert_eq!((receipt.relation, Held::in_vault(&vault, NOW)), (Relation::Same, held));
}

#[test]
fn an_old_copy_of_a_key_that_lives_on_is_the_same_key_and_not_an_ended_one() {
    let (place, mut vault, key) = Place::with_key();
    let old = exported(&place, &mut vault, Preset::Modern);
    let soon = NOW.plus_seconds(300 * DAY);
    let renewed = renewed_elsewhere(&vault, soon);
    bring_in(&mut vault, &renewed, soon);
    let after_the_first_end = key.stored.summary.expires.unwrap().plus_seconds(DAY);
    let passphrase = words(FILE_PASSPHRASE);
    let plan = plan_import(&vault, &file_of(&old, Some(&passphrase)), after_the_first_end).unwrap();
    assert_eq!((plan.relation, plan.refusal), (Relation::Same, None));
    let receipt = import_key(&mut vault, &file_of(&old, Some(&passphrase)), &Silent, after_the_first_end).unwrap();
    assert_eq!((receipt.relation, receipt.key.state), (Relation::Same, KeyState::Active));
}

#[test]
fn a_revocation_of_the_key_in_use_is_taken_only_when_that_was_asked_for() {
    let (_place, mut vault) = Place::with_vault();
    let (file, passphrase) = (fixture("revoked.asc"), words(FIXTURE_PASSPHRASE));
    let before = vault.audit_count().unwrap();
    assert_eq!(
        refusal(import_key(&mut vault, &file_of(&file, Some(&passphrase)), &Silent, NOW)).code,
        Code::KeyRevoked
    );
    assert_eq!(vault.audit_count().unwrap(), before);
    let request = ImportKey { accept_revoked: true, ..file_of(&file, Some(&passphrase)) };
    assert_eq!(import_key(&mut vault, &request, &Silent, NOW).unwrap().key.state, KeyState::Revoked);
    // Known as revoked already: nothing new would happen, so nothing has to be asked.
    let receipt = import_key(&mut vault, &file_of(&file, Some(&passphrase)), &Silent, NOW).unwrap();
    assert_eq!((receipt.relation, receipt.key.state), (Relation::Same, KeyState::Revoked));
}

#[test]
fn new_self_signatures_on_a_known_legacy_key_are_counted_and_told() {
    let (_place, mut vault) = Place::with_vault();
    let (file, passphrase) = (fixture("sha1.asc"), words(FIXTURE_PASSPHRASE));
    bring_in(&mut vault, &file, NOW);
    let public = public_file(&find_key(&vault, None, NOW).unwrap().stored.public).unwrap();
    let request = ImportKey { renew_self_signatures: true, ..file_of(&public, None) };
    let receipt = import_key(&mut vault, &request, &Silent, NOW).unwrap();
    assert_eq!(
        (receipt.relation, receipt.self_signatures_renewed),
        (Relation::Same, false),
        "nothing here to sign with"
    );
    let request = ImportKey { renew_self_signatures: true, ..file_of(&file, Some(&passphrase)) };
    let receipt = import_key(&mut vault, &request, &Silent, NOW).unwrap();
    assert_eq!((receipt.relation, receipt.self_signatures_renewed), (Relation::Newer, true));
    assert!(receipt.added_packets >= 2);
    assert_eq!(receipt.key.stored.summary.legacy, [Legacy::ShortKey]);
}
