use crate::support::{NOW, PASSPHRASE, Place, refusal, words};
use orgkey_types::Code;
use orgkey_vault::{Access, LockedVault, Opening};
use std::fs;

#[test]
fn the_right_passphrase_opens_and_what_was_stored_is_there() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    vault.set_setting("colour", "dark", NOW).unwrap();
    let counter = vault.counter().unwrap();
    let locked = vault.lock();
    assert_eq!(locked.slots().len(), 1);
    assert!(locked.holder().unwrap().is_none());
    let vault = place.open(PASSPHRASE, Access::Write).unwrap();
    assert_eq!(vault.setting("colour").unwrap().as_deref(), Some("dark"));
    assert_eq!(vault.setting("absent").unwrap(), None);
    assert_eq!(vault.counter().unwrap(), counter, "opening changes nothing");
}

#[test]
fn a_near_miss_is_a_wrong_passphrase() {
    let place = Place::with_vault();
    for wrong in ["", "correct horse battery stapl", "Correct horse battery staple", "correct horse battery staple "] {
        assert_eq!(refusal(place.open(wrong, Access::Write)).code, Code::WrongPassphrase, "{wrong:?}");
    }
    place.open(PASSPHRASE, Access::Write).unwrap();
}

#[test]
fn an_unnamed_administrator_is_the_only_one_and_an_unknown_one_is_refused() {
    let place = Place::with_vault();
    let locked = LockedVault::open(&place.folder).unwrap();
    let passphrase = &words(PASSPHRASE);
    let opening = |administrator| Opening {
        administrator,
        passphrase,
        access: Access::Read,
        program: "test",
        now: NOW,
        last_seen: None,
    };
    assert_eq!(locked.unlock(opening("")).unwrap().administrator(), "Ada");
    assert_eq!(refusal(locked.unlock(opening("Grace"))).code, Code::UnknownAdministrator);
}

#[test]
#[cfg(unix)]
fn a_file_of_the_vault_that_is_a_link_is_refused_and_a_link_to_the_folder_is_not() {
    let place = Place::with_vault();
    for name in ["vault.db", "keyslots.json"] {
        let elsewhere = place.root.path().join(format!("{name}.elsewhere"));
        fs::rename(place.file(name), &elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, place.file(name)).unwrap();
        for access in [Access::Read, Access::Write] {
            let refused = refusal(LockedVault::open(&place.folder).and_then(|_| place.open(PASSPHRASE, access)));
            assert_eq!((refused.code, refused.subject.as_deref()), (Code::VaultLinked, Some(name)), "{access:?}");
        }
        fs::remove_file(place.file(name)).unwrap();
        fs::rename(&elsewhere, place.file(name)).unwrap();
    }
    let link = place.root.path().join("link.orgvault");
    std::os::unix::fs::symlink(&place.folder, &link).unwrap();
    LockedVault::open(&link).unwrap();
    place.open(PASSPHRASE, Access::Write).unwrap();
}

#[test]
fn a_file_in_place_of_the_folder_is_told() {
    let place = Place::with_vault();
    let refused = refusal(LockedVault::open(&place.file("vault.db")));
    assert_eq!(refused.code, Code::VaultNotFound);
    assert!(refused.subject.unwrap().ends_with("(a file, not a folder)"));
}

#[test]
fn a_folder_that_is_no_whole_vault_is_called_what_it_is() {
    let place = Place::with_vault();
    let cases: [(&[&str], Code); 3] = [
        (&["keyslots.json"], Code::KeySlotsDamaged),
        (&["vault.db"], Code::VaultDamaged),
        (&["keyslots.json", "vault.db"], Code::VaultNotFound),
    ];
    for (missing, code) in cases {
        missing.iter().for_each(|name| fs::rename(place.file(name), place.file(&format!("{name}.away"))).unwrap());
        assert_eq!(refusal(LockedVault::open(&place.folder)).code, code, "{missing:?}");
        missing.iter().for_each(|name| fs::rename(place.file(&format!("{name}.away")), place.file(name)).unwrap());
    }
    assert_eq!(refusal(LockedVault::open(place.root.path())).code, Code::VaultNotFound);
    place.open(PASSPHRASE, Access::Write).unwrap();
}

#[test]
fn a_database_of_another_vault_does_not_open() {
    let (place, other) = (Place::with_vault(), Place::with_vault());
    fs::copy(other.file("vault.db"), place.file("vault.db")).unwrap();
    assert_eq!(refusal(place.open(PASSPHRASE, Access::Write)).code, Code::VaultDamaged);
}

#[test]
fn a_vault_older_than_the_last_one_seen_is_reported() {
    let place = Place::with_vault();
    let kept = fs::read(place.file("vault.db")).unwrap();
    let mut vault = place.open(PASSPHRASE, Access::Write).unwrap();
    vault.set_setting("colour", "dark", NOW).unwrap();
    let seen = Some(vault.counter().unwrap());
    vault.lock();
    assert!(place.open_having_seen(PASSPHRASE, Access::Read, seen).unwrap().notices().is_empty());
    fs::write(place.file("vault.db"), kept).unwrap();
    let vault = place.open_having_seen(PASSPHRASE, Access::Read, seen).unwrap();
    assert_eq!(vault.notices().iter().map(|notice| notice.code).collect::<Vec<_>>(), [Code::VaultRolledBack]);
}

#[cfg(unix)]
#[test]
fn a_vault_that_others_can_read_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_vault();
    fs::set_permissions(place.file("vault.db"), fs::Permissions::from_mode(0o644)).unwrap();
    let vault = place.open(PASSPHRASE, Access::Read).unwrap();
    assert_eq!(vault.notices().iter().map(|notice| notice.code).collect::<Vec<_>>(), [Code::VaultExposed]);
    let report = vault.check().unwrap();
    let modes = report.items.iter().find(|item| item.name == "file-modes").unwrap();
    assert_eq!((modes.state, modes.detail.as_str()), (orgkey_vault::CheckState::Warning, "vault.db"));
}

#[test]
fn a_reading_opener_is_refused_every_change() {
    let place = Place::with_vault();
    let mut vault = place.open(PASSPHRASE, Access::Read).unwrap();
    let detail = serde_json::json!({});
    let refusals = [
        vault.set_setting("colour", "dark", NOW).unwrap_err(),
        vault.begin("export-keypair", "key", detail.clone(), NOW).map(|_| ()).unwrap_err(),
        vault.record("note", "key", detail, NOW).unwrap_err(),
        vault.take_generation("test", NOW).unwrap_err(),
        vault
            .change_passphrase("Ada", &words(PASSPHRASE), &words("new"), orgkey_vault::KdfCost::floor(), NOW)
            .unwrap_err(),
    ];
    assert!(refusals.iter().all(|failure| failure.code == Code::VaultReadOnly), "{refusals:?}");
    assert_eq!(vault.counter().unwrap(), 1);
}

#[test]
fn generations_open_by_themselves_and_only_the_newest_ten_are_kept() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let mut last = None;
    for round in 0..12 {
        vault.set_setting("round", &round.to_string(), NOW).unwrap();
        last = Some(vault.take_generation("import", NOW).unwrap());
    }
    let names = crate::support::names(&place.file("generations"));
    assert_eq!((names.len(), names[0].as_str(), names[9].as_str()), (10, "0003-import", "0012-import"));
    let last = last.unwrap();
    assert_eq!(crate::support::names(&last), ["keyslots.json", "vault.db"]);
    let copy = LockedVault::open(&last).unwrap();
    let passphrase = &words(PASSPHRASE);
    let (administrator, access, program) = ("Ada", Access::Read, "test");
    let opening = Opening { administrator, passphrase, access, program, now: NOW, last_seen: None };
    let copy = copy.unlock(opening).unwrap();
    assert_eq!(copy.setting("round").unwrap().as_deref(), Some("11"), "with what is still in the write-ahead log");
    assert_eq!(vault.take_generation("../out", NOW).unwrap_err().code, Code::InvalidArgument);
}

#[test]
fn an_empty_database_is_damage_and_stays_empty() {
    let place = Place::with_vault();
    let locked = LockedVault::open(&place.folder).unwrap();
    fs::write(place.file("vault.db"), "").unwrap();
    assert_eq!(refusal(LockedVault::open(&place.folder)).code, Code::VaultDamaged);
    for access in [Access::Read, Access::Write] {
        let passphrase = &words(PASSPHRASE);
        let opening = Opening { administrator: "Ada", passphrase, access, program: "test", now: NOW, last_seen: None };
        assert_eq!(refusal(locked.unlock(opening)).code, Code::VaultDamaged, "{access:?}");
    }
    assert_eq!(fs::metadata(place.file("vault.db")).unwrap().len(), 0);
}
