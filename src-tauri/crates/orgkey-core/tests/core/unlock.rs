//! Unlock: from a folder to an open vault.

use orgkey_core::{Access, LockedVault, Unlock, settings, unlock};
use orgkey_test_support::{ADMINISTRATOR, Held, NOW, PASSPHRASE, Place, WRONG_PASSPHRASE, refusal, words};
use orgkey_types::Code;

#[test]
fn who_and_what_opens_a_vault() {
    let (place, vault) = Place::with_vault();
    drop(vault);
    let cases = [
        (Some(ADMINISTRATOR), PASSPHRASE, None),
        (None, PASSPHRASE, None),
        (Some("mallory"), PASSPHRASE, Some(Code::UnknownAdministrator)),
        (Some(ADMINISTRATOR), WRONG_PASSPHRASE, Some(Code::WrongPassphrase)),
        (Some(ADMINISTRATOR), "", Some(Code::WrongPassphrase)),
        (Some(ADMINISTRATOR), "vivid otter lantern quarry ", Some(Code::WrongPassphrase)),
    ];
    for (administrator, passphrase, code) in cases {
        let passphrase = &words(passphrase);
        let request = Unlock { administrator, passphrase, access: Access::Write, program: "test" };
        let opened = unlock(&LockedVault::open(&place.vault()).unwrap(), &request, &place.machine, NOW);
        assert_eq!(opened.err().map(|failure| failure.code), code, "{administrator:?}");
    }
}

#[test]
fn every_opening_for_writing_is_in_the_log_and_a_failed_one_changes_nothing() {
    let (place, vault) = Place::with_vault();
    drop(vault);
    let before = std::fs::read(place.vault().join("vault.db")).unwrap();
    refusal(place.unlock(WRONG_PASSPHRASE, Access::Write));
    assert_eq!(std::fs::read(place.vault().join("vault.db")).unwrap(), before);
    let vault = place.unlock(PASSPHRASE, Access::Write).unwrap();
    assert_eq!(Held::last_entries(&vault, 10), ["create-vault event", "unlock event"]);
}

#[test]
fn the_second_opener_is_told_who_writes_and_may_read() {
    let (place, first) = Place::with_vault();
    let busy = refusal(place.unlock(PASSPHRASE, Access::Write));
    assert_eq!(busy.code, Code::VaultBusy);
    let subject = busy.subject.unwrap();
    assert!(subject.contains("test") && subject.contains(&std::process::id().to_string()), "{subject}");
    let second = place.unlock(PASSPHRASE, Access::WriteOrRead).unwrap();
    assert!(!second.writable() && second.may_use_secrets(orgkey_types::Area::Users));
    assert_eq!(second.holder().map(|holder| holder.administrator.as_str()), Some(ADMINISTRATOR));
    assert_eq!(settings(&second).unwrap(), settings(&first).unwrap());
    drop((first, second));
    assert!(place.unlock(PASSPHRASE, Access::WriteOrRead).unwrap().writable());
}

#[test]
fn a_folder_from_yesterday_is_noticed_by_the_machine_that_saw_today() {
    let (place, vault) = Place::with_vault();
    drop(vault);
    let old = std::fs::read(place.vault().join("vault.db")).unwrap();
    let vault = place.unlock(PASSPHRASE, Access::Write).unwrap();
    assert!(vault.notices().is_empty());
    drop(vault);
    std::fs::write(place.vault().join("vault.db"), old).unwrap();
    let back = place.unlock(PASSPHRASE, Access::Read).unwrap();
    let codes: Vec<_> = back.notices().iter().map(|notice| notice.code).collect();
    assert_eq!(codes, [Code::VaultRolledBack]);
}

#[test]
fn what_is_not_a_vault_is_told_before_a_passphrase_is_asked_for() {
    let place = Place::empty();
    let opened = |path: std::path::PathBuf| LockedVault::open(&path).err().map(|failure| failure.code);
    assert_eq!(opened(place.vault()), Some(Code::VaultNotFound));
    std::fs::create_dir(place.vault()).unwrap();
    assert_eq!(opened(place.vault()), Some(Code::VaultNotFound));
    std::fs::write(place.vault().join("vault.db"), "text").unwrap();
    std::fs::write(place.vault().join("keyslots.json"), "text").unwrap();
    assert_eq!(opened(place.vault()), Some(Code::KeySlotsDamaged));
}
