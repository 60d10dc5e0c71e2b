//! Change of an administrator's passphrase.

use orgkey_core::{Access, KdfCost, change_passphrase};
use orgkey_test_support::{Held, NOW, PASSPHRASE, Place, WRONG_PASSPHRASE, refusal, words};
use orgkey_types::Code;

const NEXT: &str = "eleven harbours under glass";

#[test]
fn the_new_passphrase_opens_and_the_old_one_does_not() {
    let (place, mut vault, _) = Place::with_key();
    let held = Held::in_vault(&vault, NOW);
    change_passphrase(&mut vault, &words(PASSPHRASE), &words(NEXT), KdfCost::floor(), NOW).unwrap();
    let entries = ["change-passphrase intent", "change-passphrase settled done"];
    assert_eq!(Held::last_entries(&vault, 2), entries);
    assert_eq!(Held::in_vault(&vault, NOW), held);
    assert!(vault.passphrase_opens("alice", &words(NEXT)).unwrap());
    drop(vault);
    assert_eq!(refusal(place.unlock(PASSPHRASE, Access::Read)).code, Code::WrongPassphrase);
    let vault = place.unlock(NEXT, Access::Write).unwrap();
    assert!(vault.notices().is_empty());
    assert_eq!(Held::in_vault(&vault, NOW), held);
}

#[test]
fn what_is_refused_leaves_the_old_passphrase_in_force() {
    let (place, mut vault) = Place::with_vault();
    let slots = std::fs::read(place.vault().join("keyslots.json")).unwrap();
    let weak = KdfCost { passes: 1, ..KdfCost::floor() };
    let cases = [
        (WRONG_PASSPHRASE, NEXT, KdfCost::floor(), Code::WrongPassphrase),
        (PASSPHRASE, "short", KdfCost::floor(), Code::PassphraseWeak),
        (PASSPHRASE, "abcdefghijklmnop", KdfCost::floor(), Code::PassphraseWeak),
        (PASSPHRASE, PASSPHRASE, KdfCost::floor(), Code::PassphraseUnchanged),
        (PASSPHRASE, NEXT, weak, Code::KeySlotsWeak),
    ];
    for (old, new, cost, code) in cases {
        let entries = vault.audit_count().unwrap();
        assert_eq!(refusal(change_passphrase(&mut vault, &words(old), &words(new), cost, NOW)).code, code);
        assert_eq!(vault.audit_count().unwrap(), entries, "{code:?}");
        assert_eq!(std::fs::read(place.vault().join("keyslots.json")).unwrap(), slots, "{code:?}");
    }
    place.reopen(vault);
}

#[test]
fn a_vault_that_is_open_for_reading_keeps_its_passphrase() {
    let (place, vault) = Place::with_vault();
    drop(vault);
    let mut vault = place.unlock(PASSPHRASE, Access::Read).unwrap();
    let changed = change_passphrase(&mut vault, &words(PASSPHRASE), &words(NEXT), KdfCost::floor(), NOW);
    assert_eq!(refusal(changed).code, Code::VaultReadOnly);
    place.reopen(vault);
}
