//! A backup against a medium that does not keep what was written, and one that is stopped.

use super::{backup_to, with_ca};
use orgkey_core::ca::ExportCa;
use orgkey_core::{Silent, Stage, ca::export_ca};
use orgkey_test_support::{FILE_PASSPHRASE, Held, Meddler, NOW, StopsAfter, refusal, words};
use orgkey_types::Code;
use std::{fs, path::Path};

fn spoil(folder: &Path) {
    let part = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let part = part.into_iter().find(|path| path.extension().is_some_and(|end| end == "part")).unwrap();
    let mut bytes = fs::read(&part).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&part, bytes).unwrap();
}

fn remove(folder: &Path) {
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_medium_that_loses_what_was_written_proves_nothing_and_keeps_nothing() {
    let cases: [(Stage, fn(&Path), &[Code]); 4] = [
        (Stage::ReadingBack, spoil, &[Code::NotProven]),
        (Stage::Registering, spoil, &[Code::NotProven]),
        (Stage::Writing, remove, &[Code::FileNotFound]),
        (Stage::Registering, remove, &[Code::FileNotFound, Code::MediumFailed]),
    ];
    for (at, act, codes) in cases {
        let (place, mut vault, _) = with_ca();
        let folder = place.path("stick");
        fs::create_dir(&folder).unwrap();
        let (target, password, held) = (folder.join("tree.pfx"), words(FILE_PASSPHRASE), Held::in_vault(&vault, NOW));
        let meddler = Meddler { at, act: &|| act(&folder) };
        let failed = refusal(export_ca(&mut vault, &backup_to(&target, &password), &meddler, NOW));
        assert!(codes.contains(&failed.code), "{at:?}: {failed}");
        assert!(!target.exists(), "{at:?}");
        assert_eq!(Held::in_vault(&vault, NOW), held, "{at:?}");
        let settled = format!("export-ca settled failed {}", failed.code.name());
        assert_eq!(Held::last_entries(&vault, 2), ["export-ca intent".to_owned(), settled], "{at:?}");
    }
}

#[test]
fn an_earlier_backup_survives_one_over_it_that_is_not_proven() {
    let (place, mut vault, _) = with_ca();
    let folder = place.path("stick");
    fs::create_dir(&folder).unwrap();
    let (target, password) = (folder.join("tree.pfx"), words(FILE_PASSPHRASE));
    export_ca(&mut vault, &backup_to(&target, &password), &Silent, NOW).unwrap();
    let (held, earlier) = (Held::in_vault(&vault, NOW), fs::read(&target).unwrap());
    let meddler = Meddler { at: Stage::ReadingBack, act: &|| spoil(&folder) };
    let again = ExportCa { overwrite: true, ..backup_to(&target, &password) };
    assert_eq!(refusal(export_ca(&mut vault, &again, &meddler, NOW)).code, Code::NotProven);
    assert_eq!((fs::read(&target).unwrap(), Held::in_vault(&vault, NOW)), (earlier, held));
}

#[test]
fn a_backup_that_is_stopped_leaves_no_file() {
    for stages in 0..7 {
        let (place, mut vault, _) = with_ca();
        let (target, password) = (place.path("tree.pfx"), words(FILE_PASSPHRASE));
        let (held, names) = (Held::in_vault(&vault, NOW), place.names());
        let request = backup_to(&target, &password);
        let code = refusal(export_ca(&mut vault, &request, &StopsAfter::stages(stages), NOW)).code;
        assert_eq!(code, Code::Cancelled, "{stages}");
        assert_eq!((Held::in_vault(&vault, NOW), place.names()), (held, names), "{stages}");
    }
}
