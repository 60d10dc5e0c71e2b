//! kill -9 at every write-class system call of five operations. Each test walks through the calls of a recording, one run
//! for each of them on a fresh copy of the prepared place, and goes on until a run ends by itself.

use orgkey_core::Access;
use orgkey_hardening::{
    judge::{self, keys, parts, restores, whole},
    place::{ADMIN, CREATE, EXPORT_KEYPAIR, GENERATE, LIST, PASSWD, Place, Prepared},
    strace::{Fault, SystemCall, record, with_fault},
};
use std::{collections::BTreeSet, fs};

/// What a killed run has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Old,
    New,
}

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

/// Runs the call once for each of its write-class system calls, killed there, and once more for each name of a system
/// call, to its own end: then nothing was left out.
fn at_every_write(prepared: &Place, line: &str, judged: impl Fn(&Place) -> State) {
    let place = prepared.copy();
    let (ended, recording) = record(&place.call(line), &place.path("recording"));
    let _ = ended.expect(0);
    assert_eq!(judged(&place), State::New, "what a whole run leaves");
    let mut seen = Vec::new();
    for call in recording.iter().filter(|call| call.writes()) {
        seen.extend(killed_at(prepared, line, call).map(|place| judge_named(call, &place, &judged)));
    }
    let names: BTreeSet<&str> = recording.iter().map(|call| call.name.as_str()).collect();
    for name in names {
        runs_to_its_end_after(prepared, line, name, &recording);
    }
    let old = seen.iter().filter(|state| **state == State::Old).count();
    eprintln!("killed at {} calls: {old} old, {} new", seen.len(), seen.len() - old);
    assert!(old > 20 && seen.len() > old, "both sides of the change were met");
}

/// The place after a run that was killed at that call; none when this run had fewer calls than the recorded one.
fn killed_at(prepared: &Place, line: &str, call: &SystemCall) -> Option<Place> {
    let place = prepared.copy();
    let fault = Fault { name: call.name.clone(), what: "signal=KILL".to_owned(), when: call.number.to_string() };
    let ended = with_fault(&place.call(line), &fault);
    match (ended.signal, ended.code) {
        (Some(9), _) => Some(place),
        (None, Some(0)) => None,
        _ => panic!("{call:?}: {}", ended.told()),
    }
}

fn judge_named(call: &SystemCall, place: &Place, judged: &impl Fn(&Place) -> State) -> State {
    let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| judged(place)));
    told.unwrap_or_else(|_| panic!("after the kill before {} number {}: {}", call.name, call.number, call.line))
}

/// A few calls more than were recorded: the number of database pages differs a little from run to run.
fn runs_to_its_end_after(prepared: &Place, line: &str, name: &str, recording: &[SystemCall]) {
    let recorded = recording.iter().filter(|call| call.name == name).count() + 1;
    let ends = (recorded..recorded + 12).any(|number| {
        let number = u32::try_from(number).unwrap();
        let past = SystemCall { name: name.to_owned(), number, line: String::new() };
        killed_at(prepared, line, &past).is_none()
    });
    assert!(ends, "{name}: the recording does not tell all calls");
}
