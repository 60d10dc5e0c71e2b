//! Full disks, failing and write-protected media: the program says which it is, keeps what was there, and leaves nothing
//! half done under a final name.

use orgkey_core::Access;
use orgkey_hardening::{
    ca,
    judge::{self, keys, parts, restores, whole},
    place::{
        ADD_ADMINISTRATOR, ADMIN, CALENDAR, CREATE, EXPORT_AUDIT, EXPORT_KEYPAIR, GENERATE, LIST, NEXT, PASSWD, Place,
        Prepared, REMOVE_ADMINISTRATOR,
    },
    program::{Ended, binary},
    strace::{Fault, SystemCall, record, with_fault},
    users,
};

/// An error of the system, the word that the program has for it, and the system calls that report it.
struct Trouble {
    error: &'static str,
    word: &'static str,
    calls: &'static [&'static str],
}

const FILLED: &[&str] = &["write", "pwrite64", "ftruncate", "mkdir", "openat"];
const ALL: &[&str] = &["write", "pwrite64", "fsync", "ftruncate", "mkdir", "openat", "renameat", "renameat2"];

const TROUBLES: &[Trouble] = &[
    Trouble { error: "ENOSPC", word: "disk-full", calls: FILLED },
    Trouble { error: "EDQUOT", word: "disk-full", calls: &["write", "pwrite64"] },
    Trouble { error: "EROFS", word: "medium-read-only", calls: ALL },
    Trouble { error: "EIO", word: "medium-failed", calls: ALL },
];

#[test]
fn a_create_that_cannot_be_written_leaves_no_vault() {
    under_every_trouble(&Place::prepared(Prepared::Nothing), CREATE, |place, done| {
        if place.vault().exists() {
            assert!(keys(&whole(place, ADMIN)).is_empty());
        } else {
            assert!(!done, "a vault was promised");
            let _ = place.run(CREATE).expect(0);
        }
    });
}

#[test]
fn a_passphrase_that_cannot_be_stored_leaves_one_in_force() {
    under_every_trouble(&Place::prepared(Prepared::Key), PASSWD, |place, done| {
        let in_force = judge::passphrase_in_force(place);
        assert!(!done || in_force != ADMIN, "a new passphrase was promised");
    });
}

#[test]
fn a_key_that_cannot_be_stored_is_not_there() {
    under_every_trouble(&Place::prepared(Prepared::Vault), GENERATE, |place, done| {
        assert_eq!(keys(&whole(place, ADMIN)).len(), usize::from(done));
    });
}

#[test]
fn an_export_that_fails_leaves_no_file_and_one_that_is_done_restores() {
    under_every_trouble(&Place::prepared(Prepared::Key), EXPORT_KEYPAIR, |place, done| {
        let public = keys(&whole(place, ADMIN)).pop().unwrap().stored.public;
        assert_eq!(place.path("out/key.asc").exists(), done, "the file under its final name");
        if done {
            restores(place, "out/key.asc", &public);
        }
    });
}

#[test]
fn a_backup_of_a_ca_that_fails_leaves_no_file_and_no_row_and_one_that_is_done_restores() {
    under_every_trouble(&ca::place(), ca::EXPORT, |place, done| {
        let portrait = ca::portraits(&whole(place, ADMIN)).remove(0);
        assert_eq!(place.path("out/tree.pfx").exists(), done, "the file under its final name");
        assert_eq!(portrait.backups, usize::from(done), "the register");
        if done {
            ca::restores(place, "out/tree.pfx", &portrait);
        }
    });
}

#[test]
fn users_that_cannot_be_stored_are_not_there() {
    under_every_trouble(&users::place(), users::IMPORT, |place, done| {
        assert_eq!(users::complete(&whole(place, ADMIN)), if done { users::PEOPLE } else { 0 });
    });
}

/// Where it says that it failed the slots may be new all the same: then a later start has finished it.
#[test]
fn a_removal_that_cannot_be_written_leaves_the_administrator_with_all_keys_or_without_any() {
    let prepared = Place::prepared(Prepared::Key);
    let _ = prepared.run(ADD_ADMINISTRATOR).expect(0);
    under_every_trouble(&prepared, REMOVE_ADMINISTRATOR, |place, done| {
        let vault = whole(place, ADMIN);
        judge::complete(&vault, &keys(&vault)[0]);
        let left = vault.administrators().len();
        assert!(left == 1 || !done, "a removal was promised");
        drop(vault);
        assert_eq!(judge::open_as(place, "bob", NEXT, Access::Read).is_ok(), left == 2);
    });
}

/// For each kind of trouble: from the first, the middle and the last call of each name on, every call of that name fails. `judged` is told whether the program said that it was done.
fn under_every_trouble(prepared: &Place, line: &str, judged: impl Fn(&Place, bool)) {
    let place = prepared.copy();
    let (ended, recording) = record(&place.call(line), &place.path("recording"));
    let _ = ended.expect(0);
    let (mut refused, mut done) = (0, 0);
    for trouble in TROUBLES {
        for call in trouble.calls.iter().flat_map(|name| some_of(&recording, name)) {
            let place = prepared.copy();
            let ended = in_trouble(&place, line, trouble, call);
            let shown = format!("{} from {} number {} on: {}", trouble.error, call.name, call.number, ended.told());
            assert!(tells(&ended, trouble), "{shown}");
            let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| judged(&place, ended.code == Some(0))));
            assert!(told.is_ok(), "{shown}");
            if ended.code == Some(0) { done += 1 } else { refused += 1 }
        }
    }
    eprintln!("{refused} refused, {done} done all the same");
    assert!(refused > 20);
}

/// Three of the calls of that name: first, middle and last.
fn some_of<'a>(recording: &'a [SystemCall], name: &str) -> Vec<&'a SystemCall> {
    let calls: Vec<_> =
        recording.iter().filter(|call| call.name == *name && call.writes() && !call.is_output()).collect();
    let mut chosen: Vec<usize> = (0..3).map(|step| step * calls.len().saturating_sub(1) / 2).collect();
    chosen.dedup();
    chosen.into_iter().filter_map(|index| calls.get(index).copied()).collect()
}

fn in_trouble(place: &Place, line: &str, trouble: &Trouble, call: &SystemCall) -> Ended {
    // The answer of the program is written as well: of these calls only the one fails.
    let on = if call.name == "write" { "" } else { "+" };
    let fault = Fault {
        name: call.name.clone(),
        what: format!("error={}", trouble.error),
        when: format!("{}{on}", call.number),
    };
    with_fault(&place.call(line), &fault)
}

/// Done in spite of it (the machine's own notes may fail), or refused with the right word. The audit log may be the first
/// to meet the trouble: then the word stands in the cause.
fn tells(ended: &Ended, trouble: &Trouble) -> bool {
    match ended.code {
        Some(0) => true,
        Some(1) => {
            let (code, cause) = ended.failure();
            code == trouble.word || (code == "audit-unwritable" && cause.starts_with(trouble.word))
        }
        _ => false,
    }
}

/// Whoever redirects the answer to a full disk loses the answer, not the operation: the exit code is the same.
#[test]
fn an_answer_that_cannot_be_written_changes_no_exit_code() {
    let place = Place::prepared(Prepared::Key);
    for (line, code) in [("vault status v.orgvault", 0), ("vault status nowhere", 1), ("inspect admin --json", 1)] {
        let mut command = place.call(line).prepared(std::process::Command::new(binary()));
        let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
        let ended = command.stdout(full()).stderr(full()).status().unwrap();
        assert_eq!(ended.code(), Some(code), "{line}");
    }
}

/// A real full disk: the vault lies elsewhere, and the file goes to a file system of 2 MB with 1 kB left.
#[test]
fn an_export_to_a_full_disk_leaves_nothing_there() {
    let place = Place::prepared(Prepared::Key);
    let _mounted = Mounted::tmpfs(&place, "out");
    let filler = std::fs::File::create(place.path("out/filler")).unwrap();
    while std::io::Write::write(&mut &filler, &[0; 1024]).is_ok() {}
    for line in [EXPORT_KEYPAIR, EXPORT_AUDIT, CALENDAR] {
        let ended = place.run(line).expect(1);
        assert_eq!(ended.failure().0, "disk-full", "{line}");
        assert_eq!(place.below("out"), [place.path("out/filler")], "{line}");
    }
    drop(filler);
    std::fs::remove_file(place.path("out/filler")).unwrap();
    let _ = place.run(EXPORT_KEYPAIR).expect(0);
}

/// The same for the backup of a CA, and what it issues or publishes: none of them is in the vault afterwards either.
#[test]
fn nothing_of_a_ca_is_written_to_a_full_disk_or_a_read_only_medium() {
    let place = ca::place();
    let before = ca::portraits(&judge::open(&place, ADMIN, Access::Read).unwrap());
    let calls = [ca::EXPORT, ca::ISSUE, ca::CRL];
    {
        let _mounted = Mounted::tmpfs(&place, "out");
        let filler = std::fs::File::create(place.path("out/filler")).unwrap();
        while std::io::Write::write(&mut &filler, &[0; 1024]).is_ok() {}
        for line in calls {
            assert_eq!(place.run(line).expect(1).failure().0, "disk-full", "{line}");
        }
        assert_eq!(place.below("out"), [place.path("out/filler")]);
    }
    {
        let _mounted = Mounted::read_only(&place, "out");
        for line in calls {
            assert_eq!(place.run(line).expect(1).failure().0, "medium-read-only", "{line}");
        }
    }
    assert!(place.below("out").is_empty());
    assert_eq!(ca::portraits(&whole(&place, ADMIN)), before);
    for line in calls {
        let _ = place.run(line).expect(0);
    }
}

/// A vault on a real full disk can be read and refuses to be written.
#[test]
fn a_vault_on_a_full_disk_still_opens() {
    let place = Place::prepared(Prepared::Nothing);
    std::fs::create_dir(place.path("disk")).unwrap();
    let _mounted = Mounted::tmpfs(&place, "disk");
    let _ = place.run(&CREATE.replace("v.orgvault", "disk/v.orgvault")).expect(0);
    let filler = std::fs::File::create(place.path("disk/filler")).unwrap();
    while std::io::Write::write(&mut &filler, &[0; 1024]).is_ok() {}
    let ended = place.run(&GENERATE.replace("v.orgvault", "disk/v.orgvault")).expect(1);
    assert_eq!(ended.failure().0, "disk-full");
    let list = place.run(&LIST.replace("v.orgvault", "disk/v.orgvault"));
    assert_eq!(list.expect(0).json()["current"], serde_json::Value::Null);
    drop(filler);
    std::fs::remove_file(place.path("disk/filler")).unwrap();
    let _ = place.run(&GENERATE.replace("v.orgvault", "disk/v.orgvault")).expect(0);
}

/// Root's rights do not overrule a read-only mount.
#[test]
fn an_export_to_a_read_only_medium_is_refused() {
    let place = Place::prepared(Prepared::Key);
    let _mounted = Mounted::read_only(&place, "out");
    assert_eq!(place.run(EXPORT_KEYPAIR).expect(1).failure().0, "medium-read-only");
    assert!(place.below("out").is_empty());
    assert_eq!(judge::open(&place, ADMIN, Access::Write).map(|vault| keys(&vault).len()), Ok(1));
    assert!(parts(&place, ".").is_empty());
}

/// A vault on a read-only medium is read, and every change is refused with the reason.
#[test]
fn a_vault_on_a_read_only_medium_is_read() {
    let place = Place::prepared(Prepared::Key);
    let _mounted = Mounted::read_only(&place, "v.orgvault");
    let list = place.run(LIST).expect(0);
    assert_eq!(list.json()["current"]["generation"], 1);
    let _ = place.run("vault check v.orgvault --passphrase-file admin").expect(0);
    assert_eq!(place.run(EXPORT_KEYPAIR).expect(1).failure().0, "medium-read-only");
}

/// A file system mounted over a folder of a place, as long as the value lives.
struct Mounted(std::path::PathBuf);

impl Mounted {
    fn tmpfs(place: &Place, name: &str) -> Self {
        Self::with(place, name, &["-t", "tmpfs", "-o", "size=2m,mode=700", "none"])
    }

    fn read_only(place: &Place, name: &str) -> Self {
        let target = place.path(name).display().to_string();
        let mounted = Self::with(place, name, &["--bind", &target]);
        mount(&["-o", "remount,bind,ro", &target]);
        mounted
    }

    fn with(place: &Place, name: &str, arguments: &[&str]) -> Self {
        let target = place.path(name);
        mount(&[arguments, &[&target.display().to_string()]].concat());
        Self(target)
    }
}

fn mount(arguments: &[&str]) {
    let mounted = std::process::Command::new("mount").args(arguments).status().unwrap();
    assert!(mounted.success(), "mount {arguments:?}: these tests run as root");
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").args(["-l", &self.0.display().to_string()]).status();
    }
}
