use crate::support::{NOW, PASSPHRASE, Place, names, refusal, words};
use orgkey_types::Code;
use orgkey_vault::{Access, KdfCost, Vault};
use std::fs;

const NEW: &str = "another passphrase altogether";

fn change(vault: &mut Vault, old: &str, new: &str) {
    vault.change_passphrase("Ada", &words(old), &words(new), KdfCost::floor(), NOW).unwrap();
}

fn codes(vault: &Vault) -> Vec<Code> {
    vault.notices().iter().map(|notice| notice.code).collect()
}

#[test]
fn after_a_change_the_new_passphrase_opens_and_the_old_does_not() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    assert!(vault.passphrase_opens("Ada", &words(PASSPHRASE)).unwrap());
    change(&mut vault, PASSPHRASE, NEW);
    assert!(vault.passphrase_opens("Ada", &words(NEW)).unwrap());
    assert!(!vault.passphrase_opens("Ada", &words(PASSPHRASE)).unwrap());
    vault.lock();
    assert_eq!(refusal(place.open(PASSPHRASE, Access::Write)).code, Code::WrongPassphrase);
    let vault = place.open(NEW, Access::Write).unwrap();
    assert!(vault.notices().is_empty() && vault.may_use_secrets(orgkey_types::Area::Users));
    assert_eq!(names(&place.file("generations")), [""; 0], "a generation would open with the old passphrase");
    assert!(!place.file("keyslots.previous.json").exists());
    assert!(vault.check().unwrap().items.iter().all(|item| item.state == orgkey_vault::CheckState::Ok));
}

#[test]
fn a_refused_change_leaves_the_old_passphrase_in_force() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let weak = KdfCost { memory_kib: 1024, passes: 1, lanes: 1 };
    let cases = [
        ("wrong", KdfCost::floor(), "Ada", Code::WrongPassphrase),
        (PASSPHRASE, weak, "Ada", Code::KeySlotsWeak),
        (PASSPHRASE, KdfCost::floor(), "Grace", Code::UnknownAdministrator),
    ];
    for (old, cost, administrator, code) in cases {
        let refused = vault.change_passphrase(administrator, &words(old), &words(NEW), cost, NOW).unwrap_err();
        assert_eq!(refused.code, code);
    }
    // The copy cannot be written, so the file is not replaced.
    fs::remove_file(place.file("keyslots.copy.json")).unwrap();
    fs::create_dir(place.file("keyslots.copy.json")).unwrap();
    let refused = vault.change_passphrase("Ada", &words(PASSPHRASE), &words(NEW), KdfCost::floor(), NOW).unwrap_err();
    assert_eq!(refused.code, Code::NotAFile);
    vault.lock();
    let vault = place.open(PASSPHRASE, Access::Write).unwrap();
    assert!(vault.notices().is_empty(), "the intent was settled as failed");
}

#[test]
fn an_old_key_slot_file_does_not_bring_an_old_passphrase_back() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let old = fs::read(place.file("keyslots.json")).unwrap();
    change(&mut vault, PASSPHRASE, NEW);
    vault.lock();
    fs::write(place.file("keyslots.json"), &old).unwrap();
    for access in [Access::Write, Access::Read] {
        assert_eq!(refusal(place.open(PASSPHRASE, access)).code, Code::KeySlotsRolledBack);
        assert_eq!(refusal(place.open(NEW, access)).code, Code::WrongPassphrase);
    }
}

/// What the advice for damaged key slots says.
#[test]
fn the_copy_in_the_place_of_damaged_slots_opens_with_the_passphrase_in_force_and_no_other() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    for (passphrase, next) in [(PASSPHRASE, NEW), (NEW, PASSPHRASE)] {
        vault.lock();
        fs::write(place.file("keyslots.json"), "damaged").unwrap();
        assert_eq!(refusal(place.open(passphrase, Access::Write)).code, Code::KeySlotsDamaged);
        fs::copy(place.file("keyslots.copy.json"), place.file("keyslots.json")).unwrap();
        assert_eq!(refusal(place.open(next, Access::Write)).code, Code::WrongPassphrase);
        vault = place.open(passphrase, Access::Write).unwrap();
        assert!(vault.notices().is_empty(), "{:?}", vault.notices());
        change(&mut vault, passphrase, next);
    }
}

#[test]
fn a_writer_makes_a_missing_or_older_copy_anew_and_takes_the_slots_before_the_last_change_away() {
    let place = Place::with_vault();
    let old = fs::read(place.file("keyslots.json")).unwrap();
    let mut vault = place.open(PASSPHRASE, Access::Write).unwrap();
    change(&mut vault, PASSPHRASE, NEW);
    vault.lock();
    let newest = fs::read(place.file("keyslots.json")).unwrap();
    fs::write(place.file("keyslots.previous.json"), &old).unwrap();
    for copy in [None, Some(&old)] {
        fs::remove_file(place.file("keyslots.copy.json")).unwrap();
        if let Some(old) = copy {
            fs::write(place.file("keyslots.copy.json"), old).unwrap();
        }
        let report = place.open(NEW, Access::Read).unwrap().check().unwrap();
        let slots = report.items.iter().find(|item| item.name == "key-slots").unwrap();
        assert_eq!(slots.state, orgkey_vault::CheckState::Warning, "{slots:?}");
        place.open(NEW, Access::Write).unwrap().lock();
        assert_eq!(fs::read(place.file("keyslots.copy.json")).unwrap(), newest);
        assert!(!place.file("keyslots.previous.json").exists());
    }
}

#[test]
fn an_old_file_with_the_passphrase_in_force_is_healed_from_the_copy_and_reported() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let old = fs::read(place.file("keyslots.json")).unwrap();
    change(&mut vault, PASSPHRASE, PASSPHRASE);
    vault.lock();
    let newest = fs::read(place.file("keyslots.json")).unwrap();
    fs::write(place.file("keyslots.json"), &old).unwrap();
    assert_eq!(codes(&place.open(PASSPHRASE, Access::Read).unwrap()), [Code::KeySlotsRolledBack]);
    assert_eq!(fs::read(place.file("keyslots.json")).unwrap(), old, "a reader heals nothing");
    assert_eq!(codes(&place.open(PASSPHRASE, Access::Write).unwrap()), [Code::KeySlotsRolledBack]);
    assert_eq!(fs::read(place.file("keyslots.json")).unwrap(), newest);
    assert!(place.open(PASSPHRASE, Access::Write).unwrap().notices().is_empty());
}

#[test]
fn a_file_one_step_ahead_is_a_change_that_was_cut_off_and_is_settled() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    vault.lock();
    let before = fs::read(place.file("vault.db")).unwrap();
    vault = place.open(PASSPHRASE, Access::Write).unwrap();
    change(&mut vault, PASSPHRASE, NEW);
    vault.lock();
    fs::write(place.file("vault.db"), &before).unwrap();
    assert!(place.open(NEW, Access::Read).unwrap().notices().is_empty());
    assert!(place.open(NEW, Access::Write).unwrap().notices().is_empty());
    let vault = place.open(NEW, Access::Write).unwrap();
    assert!(vault.check().unwrap().items.iter().all(|item| item.state == orgkey_vault::CheckState::Ok));
}

#[test]
fn a_database_two_steps_behind_its_slots_was_put_back_and_is_reported() {
    let place = Place::with_vault();
    let before = fs::read(place.file("vault.db")).unwrap();
    let mut vault = place.open(PASSPHRASE, Access::Write).unwrap();
    change(&mut vault, PASSPHRASE, NEW);
    change(&mut vault, NEW, PASSPHRASE);
    vault.lock();
    fs::write(place.file("vault.db"), &before).unwrap();
    assert_eq!(codes(&place.open(PASSPHRASE, Access::Read).unwrap()), [Code::VaultRolledBack]);
}
