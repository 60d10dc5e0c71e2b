use super::{FILE, KEYPAIR, backed_up, later, to};
use orgkey_core::{
    Access, Preset, Silent,
    backup::{create_backup, default_backup_name, inspect_backup, plan_backup, server_backups, verify_backup},
    register::{DrillCopy, drill_copy},
};
use orgkey_test_support::{Held, NOW, PASSPHRASE, Place, StopsAfter, refusal};
use orgkey_types::Code;
use std::{fs, path::Path};

#[test]
fn a_backup_is_proven_and_entered_in_the_register() {
    for preset in [Preset::Modern, Preset::Compatible] {
        let (place, vault, receipt) = backed_up(preset);
        let listed = server_backups(&vault).unwrap().remove(0);
        assert_eq!((listed.copy.stored.sha256, listed.is_there, listed.proven_copies), (receipt.file.sha256, true, 1));
        let verified = verify_backup(&vault, &place.path(FILE), &Silent, later(1)).unwrap();
        assert_eq!((verified.manifest, verified.signed.signed), (receipt.manifest.clone(), NOW));
        assert_eq!(receipt.manifest.organization_keys.len(), 1);
        assert_eq!(Held::last_entries(&vault, 2), ["create-server-backup intent", "create-server-backup settled done"]);
        assert!(fs::read_dir(place.vault().join("generations")).unwrap().next().is_none(), "the snapshot is gone");
    }
}

#[test]
fn the_file_alone_tells_generation_moment_and_organisation() {
    let (place, vault, receipt) = backed_up(Preset::Modern);
    let seen = inspect_backup(&place.path(FILE)).unwrap().unwrap();
    assert_eq!(
        (seen.header, seen.sha256, seen.bytes),
        (receipt.manifest.header, receipt.file.sha256, receipt.file.bytes)
    );
    let key = vault.active_organization_key().unwrap().unwrap().summary;
    assert!(key.components.iter().any(|part| part.fingerprint.as_str().ends_with(&seen.recipients[0])));
    assert!(inspect_backup(&place.path(KEYPAIR)).unwrap().is_none());
}

#[test]
fn a_folder_gives_the_file_a_name_of_organisation_and_moment() {
    let (place, mut vault, _) = Place::with_key();
    let folder = place.path("medium");
    fs::create_dir(&folder).unwrap();
    let receipt = create_backup(&mut vault, &to(&folder, Preset::Modern), &Silent, NOW).unwrap();
    let name = receipt.file.path.file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(name, default_backup_name(&vault.organization().unwrap().name, NOW));
    assert!(name.ends_with("-20261122T120000Z.backup.asc"), "{name}");
    assert_eq!(receipt.proven_copies, 0, "nobody opens it elsewhere, and the receipt says so");
}

#[test]
fn a_backup_is_refused_before_anything_is_written() {
    let (place, mut vault, _) = Place::with_key();
    fs::write(place.path("taken"), "another file").unwrap();
    let cases: [(&Path, Code); 3] = [
        (&place.path("taken"), Code::FileExists),
        (&place.path("nowhere/file"), Code::FileNotFound),
        (&place.vault().join("file"), Code::TargetInVault),
    ];
    let before = Held::in_vault(&vault, NOW);
    for (target, code) in cases {
        assert_eq!(refusal(create_backup(&mut vault, &to(target, Preset::Modern), &Silent, NOW)).code, code);
    }
    let ended = refusal(plan_backup(&vault, &to(&place.path(FILE), Preset::Modern), later(10_000)));
    assert_eq!((ended.code, Held::in_vault(&vault, NOW)), (Code::KeyExpired, before));
    drop(vault);
    let reader = place.unlock(PASSPHRASE, Access::Read).unwrap();
    assert_eq!(refusal(plan_backup(&reader, &to(&place.path(FILE), Preset::Modern), NOW)).code, Code::VaultReadOnly);
}

#[test]
fn a_vault_without_an_organization_key_has_nobody_to_encrypt_to() {
    let (place, mut vault) = Place::with_vault();
    let refused = refusal(create_backup(&mut vault, &to(&place.path(FILE), Preset::Modern), &Silent, NOW));
    assert_eq!(refused.code, Code::OrganizationKeyMissing);
}

#[test]
fn whoever_stops_a_backup_at_any_stage_leaves_nothing() {
    for stages in 0..4 {
        let (place, mut vault, _) = Place::with_key();
        let names = place.names();
        let watcher = StopsAfter::stages(stages);
        let stopped = refusal(create_backup(&mut vault, &to(&place.path(FILE), Preset::Modern), &watcher, NOW));
        assert_eq!((stopped.code, place.names()), (Code::Cancelled, names), "{stages}");
        assert_eq!(Held::last_entries(&vault, 1), ["create-server-backup settled failed cancelled"]);
        assert!(fs::read_dir(place.vault().join("generations")).map_or(true, |mut found| found.next().is_none()));
    }
}

#[test]
fn a_drill_opens_the_backup_again_and_finds_the_changed_one() {
    let (place, mut vault, _) = backed_up(Preset::Modern);
    let drill = DrillCopy { copy: FILE, folder: None, file: None, passphrase: None };
    let receipt = drill_copy(&mut vault, &drill, &Silent, later(30)).unwrap();
    assert_eq!(receipt.copy.stored.proven_at, Some(later(30)));
    let mut bytes = fs::read(place.path(FILE)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(place.path(FILE), bytes).unwrap();
    assert_eq!(refusal(drill_copy(&mut vault, &drill, &Silent, later(31))).code, Code::CopyChanged);
}

/// One thousand damages, from the first byte of the message to the last: each is found, or touches nothing but the lines
/// around the message.
#[test]
fn each_of_a_thousand_damages_is_found() {
    let (place, vault, receipt) = backed_up(Preset::Modern);
    let (whole, damaged) = (fs::read(place.path(FILE)).unwrap(), place.path("damaged"));
    let begin = whole.windows(2).position(|pair| pair == b"\n\n").unwrap() + 2;
    let end = whole.len() - "=abcd\n-----END PGP MESSAGE-----\n".len() - 2;
    let mut passed = 0;
    for step in 0..1_000 {
        let at = begin + (end - begin) * step / 1_000;
        let mut bytes = whole.clone();
        match step % 3 {
            0 => bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' },
            1 => bytes.truncate(at),
            _ => drop(bytes.splice(at..at + 64, std::iter::empty())),
        }
        fs::write(&damaged, bytes).unwrap();
        if let Ok(verified) = verify_backup(&vault, &damaged, &Silent, NOW) {
            assert_eq!(verified.manifest, receipt.manifest, "damage {step}");
            passed += 1;
        }
    }
    // The name of the recipient is tried with every key at hand, so a changed one may still lead to the only one.
    assert!(passed <= 2, "{passed}");
}
