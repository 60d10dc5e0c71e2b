//! kill -9 at the write-class system calls of a server backup and of a restore.

use super::{
    killed::{State, at_every_write},
    operations::inside,
};
use orgkey_hardening::{
    cuts::Judged,
    judge::{keys, parts, whole},
    place::{ADMIN, EXPORT_KEYPAIR, NEXT, Place, Prepared},
};
use std::fs;

const BACKUP: &str = "--vault v.orgvault backup create --to out/all.asc --passphrase-file admin --json";
const VERIFY: &str = "--vault v.orgvault backup verify out/all.asc --passphrase-file admin --json";
const RESTORE: &str = "backup restore out/all.asc --keypair out/key.asc --into v.orgvault --admin alice --passphrase-file next \
                       --file-passphrase-file export --derivation floor --json";

/// With the passphrase of the new owner.
const LIST: &str = "--vault v.orgvault org-key list --passphrase-file next --json";

#[test]
fn backup_create_leaves_no_file_or_one_that_opens() {
    let files = Judged::default();
    at_every_write(&Place::prepared(Prepared::Key), BACKUP, |place| {
        drop(whole(place, ADMIN));
        if let Ok(file) = fs::read(place.path("out/all.asc")) {
            if files.first(&file) {
                let _ = place.run(VERIFY).expect(0);
            }
            return State::New;
        }
        State::Old
    });
}

#[test]
fn backup_restore_leaves_no_vault_or_a_whole_one() {
    let place = Place::prepared(Prepared::Key);
    for line in [EXPORT_KEYPAIR, BACKUP] {
        let _ = place.run(line).expect(0);
    }
    fs::remove_dir_all(place.vault()).unwrap();
    let names = Judged::default();
    at_every_write(&place, RESTORE, |place| {
        let state = if place.vault().exists() { State::New } else { State::Old };
        if state == State::Old {
            if !names.first(&inside(place)) {
                return state;
            }
            let _ = place.run(RESTORE).expect(0);
        }
        assert_eq!(keys(&whole(place, NEXT)).len(), 1);
        if !parts(place, ".").is_empty() {
            let _ = place.run(LIST).expect(0);
        }
        assert!(parts(place, ".").is_empty(), "the next call leaves nothing unfinished");
        state
    });
}
