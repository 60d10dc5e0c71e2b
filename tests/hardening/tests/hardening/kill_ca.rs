//! kill -9 at the write-class system calls of what changes an Organizational CA. Exactly the old state or the new one is
//! left, see [`ca::Portrait`]; under a final name stands nothing or the whole file; and the next call goes through.

use super::killed::{State, at_every_write};
use orgkey_core::Access;
use orgkey_hardening::{
    ca::{self, Portrait, nothing_is_lost, number_in, portraits, restores, serial_in},
    judge::{self, parts, whole},
    place::{ADMIN, Place, Prepared},
};
use std::fmt::Debug;

fn portraits_of(place: &Place) -> Vec<Portrait> {
    portraits(&judge::open(place, ADMIN, Access::Read).unwrap())
}

/// A place with a CA, and how that looks.
fn with_ca() -> (Place, Portrait) {
    let place = ca::place();
    let portrait = portraits_of(&place).remove(0);
    (place, portrait)
}

/// The only CA after a killed run on a place with that one.
fn only(place: &Place, old: &Portrait) -> Portrait {
    let mut after = portraits(&whole(place, ADMIN));
    nothing_is_lost(std::slice::from_ref(old), &after);
    assert_eq!(after.len(), 1);
    after.remove(0)
}

/// Which of both it is; a third state is none of them.
fn old_or_new<T: PartialEq + Debug>(after: &T, old: &T, new: &T) -> State {
    assert!(after == old || after == new, "{after:#?}");
    if after == old { State::Old } else { State::New }
}

/// A call that writes the same file again goes through and leaves nothing unfinished, in no folder.
fn goes_through(place: &Place, line: &str) {
    let _ = place.run(&format!("{line} --overwrite")).expect(0);
    assert_eq!(parts(place, "."), Vec::<String>::new());
}

#[test]
fn ca_create_leaves_no_ca_or_a_whole_one() {
    at_every_write(&Place::prepared(Prepared::Vault), ca::CREATE, |place| {
        match portraits(&whole(place, ADMIN)).as_slice() {
            [] => State::Old,
            [one] => {
                assert_eq!(one.standing, ("Tree".to_owned(), "active"));
                let roles: Vec<&str> = one.certificates.iter().map(|(role, _)| *role).collect();
                assert_eq!(roles, ["self-signed", "public-key"]);
                assert!(one.issued.is_empty() && one.lists.is_empty());
                State::New
            }
            more => panic!("{} CAs", more.len()),
        }
    });
}

#[test]
fn ca_issue_leaves_no_certificate_that_the_vault_does_not_know() {
    let (prepared, old) = with_ca();
    at_every_write(&prepared, ca::ISSUE, |place| {
        let mut after = only(place, &old);
        let (known, file) = (after.issued.clone(), place.path("out/leaf.pem").exists());
        if file {
            let serial = serial_in(place, "out/leaf.pem");
            assert!(known.contains(&(serial, "valid", None)), "{known:?}");
        }
        after.issued.retain(|row| old.issued.contains(row));
        assert_eq!(after, old, "nothing else has changed");
        if known.len() == old.issued.len() {
            goes_through(place, ca::ISSUE);
            return State::Old;
        }
        assert_eq!(known.len(), old.issued.len() + 1);
        State::New
    });
}

#[test]
fn ca_revoke_leaves_the_certificate_valid_or_revoked() {
    let (prepared, old) = with_ca();
    let serial = old.issued[0].0.clone();
    let line = format!(
        "--vault v.orgvault ca revoke Tree --serial {serial} --reason superseded --passphrase-file admin --json"
    );
    let mut new = old.clone();
    new.issued = vec![(serial, "revoked", Some("superseded".to_owned()))];
    at_every_write(&prepared, &line, |place| old_or_new(&only(place, &old), &old, &new));
}

/// A certificate that the CA has issued in a vault that was lost: a copy of this one.
#[test]
fn ca_revoke_of_a_file_leaves_the_certificate_unknown_or_revoked() {
    let (prepared, old) = with_ca();
    let lost = prepared.copy();
    let _ = lost.run(&ca::ISSUE.replace("out/leaf.pem", "elsewhere.pem")).expect(0);
    std::fs::copy(lost.path("elsewhere.pem"), prepared.path("elsewhere.pem")).unwrap();
    let line = "--vault v.orgvault ca revoke Tree --certificate elsewhere.pem --passphrase-file admin --json";
    let mut new = old.clone();
    new.issued.push((serial_in(&prepared, "elsewhere.pem"), "revoked", Some("unspecified".to_owned())));
    new.issued.sort();
    at_every_write(&prepared, line, |place| old_or_new(&only(place, &old), &old, &new));
}

#[test]
fn ca_crl_never_lets_a_number_fall_or_gives_one_twice() {
    let (prepared, old) = with_ca();
    at_every_write(&prepared, ca::CRL, |place| {
        let mut after = only(place, &old);
        assert_eq!(after.crl_number, after.lists[0]);
        let number = after.crl_number;
        if place.path("out/tree.crl").exists() {
            assert_eq!(number_in(place, "out/tree.crl"), number, "the file is the list that the vault knows");
        }
        let state = if number == old.crl_number { State::Old } else { State::New };
        if state == State::New {
            assert_eq!(after.lists.remove(0), number);
            after.crl_number = old.crl_number;
        }
        assert_eq!(after, old, "nothing else has changed");
        goes_through(place, ca::CRL);
        assert!(number_in(place, "out/tree.crl") > number);
        state
    });
}

#[test]
fn ca_export_leaves_no_file_or_one_that_restores() {
    let (prepared, old) = with_ca();
    at_every_write(&prepared, ca::EXPORT, |place| {
        let mut after = only(place, &old);
        let (file, noted) = (place.path("out/tree.pfx").exists(), after.backups > old.backups);
        assert!(file || !noted, "the register knows no file that is not there");
        after.backups -= usize::from(noted);
        assert_eq!(after, old, "nothing else has changed");
        if file {
            restores(place, "out/tree.pfx", &old);
            return State::New;
        }
        goes_through(place, ca::EXPORT);
        State::Old
    });
}

/// The hardest restore: the backup is older than a revocation, a list and the CA that has replaced it. It comes into use
/// again and the newer one retires, and the vault keeps all that the backup does not know.
#[test]
fn ca_restore_leaves_both_cas_as_they_were_or_both_changed() {
    let prepared = ca::place();
    let serial = portraits_of(&prepared)[0].issued[0].0.clone();
    for line in [
        ca::EXPORT.replace("out/tree.pfx", "backup.pfx"),
        format!("--vault v.orgvault ca revoke Tree --serial {serial} --passphrase-file admin"),
        ca::CRL.replace("out/tree.crl", "second.crl"),
        "--vault v.orgvault ca replace Tree --key p256 --passphrase-file admin".to_owned(),
    ] {
        let _ = prepared.run(&line).expect(0);
    }
    let old = portraits_of(&prepared);
    let line = "--vault v.orgvault ca restore backup.pfx --name Tree_2 --passphrase-file admin \
                --file-passphrase-file export --json";
    let mut new = old.clone();
    for one in &mut new {
        one.standing = ("Tree 2".to_owned(), if one.lists.is_empty() { "retired" } else { "active" });
    }
    at_every_write(&prepared, line, |place| {
        let after = portraits(&whole(place, ADMIN));
        nothing_is_lost(&old, &after);
        old_or_new(&after, &old, &new)
    });
}
