//! Export against a medium that does not keep what was written: the file is changed, or its folder goes, at a stage of
//! the operation. Nothing that did not pass its proof may stand under the target's name or in the register.

use crate::export::keypair_to;
use orgkey_core::{ExportKey, Silent, Stage, export_key};
use orgkey_test_support::{FILE_PASSPHRASE, Held, Meddler, NOW, Place, refusal, words};
use orgkey_types::Code;
use std::{
    fs,
    path::{Path, PathBuf},
};

fn parts_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "part"))
        .collect()
}

/// One character of the armor becomes another one, in place.
fn spoil(folder: &Path) {
    let parts = parts_in(folder);
    assert_eq!(parts.len(), 1, "the file on its way lies beside its target");
    let mut bytes = fs::read(&parts[0]).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] = if bytes[middle] == b'A' { b'B' } else { b'A' };
    fs::write(&parts[0], bytes).unwrap();
}

fn remove(folder: &Path) {
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_medium_that_loses_what_was_written_proves_nothing_and_keeps_nothing() {
    let cases: [(Stage, fn(&Path), &[Code]); 6] = [
        (Stage::ReadingBack, spoil, &[Code::NotProven]),
        (Stage::Decrypting, spoil, &[Code::NotProven]),
        (Stage::Registering, spoil, &[Code::NotProven]),
        (Stage::Writing, remove, &[Code::FileNotFound]),
        (Stage::ReadingBack, remove, &[Code::FileNotFound, Code::MediumFailed]),
        (Stage::Registering, remove, &[Code::FileNotFound, Code::MediumFailed]),
    ];
    for (at, act, codes) in cases {
        let (place, mut vault, _) = Place::with_key();
        let folder = place.path("stick");
        fs::create_dir(&folder).unwrap();
        let (target, passphrase, held) =
            (folder.join("org-key.asc"), words(FILE_PASSPHRASE), Held::in_vault(&vault, NOW));
        let meddler = Meddler { at, act: &|| act(&folder) };
        let failed = refusal(export_key(&mut vault, &keypair_to(&target, &passphrase), &meddler, NOW));
        assert!(codes.contains(&failed.code), "{at:?}: {failed}");
        assert!(!target.exists() && parts_in(&folder).is_empty(), "{at:?}");
        assert_eq!(Held::in_vault(&vault, NOW), held, "{at:?}");
        let settled = format!("export-keypair settled failed {}", failed.code.name());
        assert_eq!(Held::last_entries(&vault, 2), ["export-keypair intent".to_owned(), settled], "{at:?}");
    }
}

#[test]
fn an_earlier_copy_survives_an_export_over_it_that_is_not_proven() {
    let (place, mut vault, _) = Place::with_key();
    let folder = place.path("stick");
    fs::create_dir(&folder).unwrap();
    let (target, passphrase) = (folder.join("org-key.asc"), words(FILE_PASSPHRASE));
    export_key(&mut vault, &keypair_to(&target, &passphrase), &Silent, NOW).unwrap();
    let (held, earlier) = (Held::in_vault(&vault, NOW), fs::read(&target).unwrap());
    let meddler = Meddler { at: Stage::ReadingBack, act: &|| spoil(&folder) };
    let again = ExportKey { overwrite: true, ..keypair_to(&target, &passphrase) };
    assert_eq!(refusal(export_key(&mut vault, &again, &meddler, NOW)).code, Code::NotProven);
    assert_eq!((fs::read(&target).unwrap(), Held::in_vault(&vault, NOW)), (earlier, held));
}

#[test]
fn a_target_that_appears_meanwhile_is_not_replaced() {
    let (place, mut vault, _) = Place::with_key();
    let (target, passphrase) = (place.path("org-key.asc"), words(FILE_PASSPHRASE));
    let held = Held::in_vault(&vault, NOW);
    let meddler = Meddler { at: Stage::Verifying, act: &|| fs::write(&target, "mine").unwrap() };
    let failed = refusal(export_key(&mut vault, &keypair_to(&target, &passphrase), &meddler, NOW));
    assert_eq!((failed.code, fs::read(&target).unwrap()), (Code::FileExists, b"mine".to_vec()));
    assert_eq!(Held::in_vault(&vault, NOW), held);
}
