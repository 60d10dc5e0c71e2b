//! kill -9 at every write-class system call of five operations.

use super::killed::{State, at_every_write};
use orgkey_core::Access;
use orgkey_hardening::{
    judge::{self, keys, parts, restores, whole},
    place::{ADMIN, CREATE, EXPORT_KEYPAIR, GENERATE, LIST, PASSWD, Place, Prepared},
};
use std::fs;

const EXPORT_PUBLIC: &str = "--vault v.orgvault org-key export --public --to out/key.asc --passphrase-file admin";
const IMPORT: &str =
    "--vault v.orgvault org-key import key.asc --passphrase-file admin --file-passphrase-file export --json";

#[test]
fn vault_create_leaves_no_vault_or_a_whole_one() {
    at_every_write(&Place::prepared(Prepared::Nothing), CREATE, |place| {
        let state = if place.vault().exists() { State::New } else { State::Old };
        if state == State::Old {
            let _ = place.run(CREATE).expect(0);
        }
        assert!(keys(&whole(place, ADMIN)).is_empty());
        swept(place);
        state
    });
}

#[test]
fn vault_passwd_leaves_the_old_passphrase_in_force_or_the_new_one() {
    at_every_write(&Place::prepared(Prepared::Key), PASSWD, |place| {
        let in_force = judge::passphrase_in_force(place);
        if in_force == ADMIN { State::Old } else { State::New }
    });
}

#[test]
fn generate_leaves_no_key_or_a_whole_one() {
    at_every_write(&Place::prepared(Prepared::Vault), GENERATE, |place| {
        let vault = whole(place, ADMIN);
        match keys(&vault).as_slice() {
            [] => State::Old,
            [key] => {
                judge::complete(&vault, key);
                State::New
            }
            more => panic!("{} keys", more.len()),
        }
    });
}

#[test]
fn export_leaves_no_file_or_one_that_restores() {
    at_every_write(&Place::prepared(Prepared::Key), EXPORT_KEYPAIR, |place| {
        let vault = whole(place, ADMIN);
        let public = keys(&vault).pop().unwrap().stored.public;
        drop(vault);
        if place.path("out/key.asc").exists() {
            restores(place, "out/key.asc", &public);
            return State::New;
        }
        // The cheaper export to the same name: it takes no derivation of the file's passphrase.
        let _ = place.run(EXPORT_PUBLIC).expect(0);
        swept(place);
        State::Old
    });
}

#[test]
fn import_leaves_no_key_or_a_whole_one() {
    let other = Place::prepared(Prepared::Key);
    let _ = other.run(EXPORT_KEYPAIR).expect(0);
    let public = keys(&judge::open(&other, ADMIN, Access::Read).unwrap()).pop().unwrap().stored.public;
    let prepared = Place::prepared(Prepared::Vault);
    fs::copy(other.path("out/key.asc"), prepared.path("key.asc")).unwrap();
    at_every_write(&prepared, IMPORT, |place| {
        let vault = whole(place, ADMIN);
        match keys(&vault).as_slice() {
            [] => State::Old,
            [key] => {
                assert_eq!(key.stored.public, public);
                judge::complete(&vault, key);
                State::New
            }
            more => panic!("{} keys", more.len()),
        }
    });
}

/// The next call that succeeds leaves nothing unfinished, in no folder.
fn swept(place: &Place) {
    if !parts(place, ".").is_empty() {
        let _ = place.run(LIST).expect(0);
    }
    assert_eq!(parts(place, "."), Vec::<String>::new());
}
