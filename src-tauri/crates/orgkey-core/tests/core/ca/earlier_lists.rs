//! A CA that came without its last list publishes none, because what was revoked would count as valid again.

use super::{
    backup, crl::publish_to, days, file, import::Foreign, import::import, issue, openssl, restore::restore_at, with_ca,
};
use orgkey_core::{
    Silent, Vault,
    ca::{
        CaFile, CaNote, IssuedState, PublishCrl, RevocationReason, RevokeCertificate, ToRevoke, find_ca,
        issued_certificate, plan_crl, plan_import_ca, publish_crl, revoke_certificate,
    },
};
use orgkey_test_support::{FILE_PASSPHRASE, Held, NOW, Place, refusal, words};
use orgkey_types::Code;
use std::path::{Path, PathBuf};

/// A lost vault: what is left of it are a backup and its lists of day 0 and day 1, each with one revocation more.
struct Left {
    place: Place,
    backup: Vec<u8>,
    lists: [Vec<u8>; 2],
    revoked: [String; 2],
}

impl Left {
    fn new() -> Self {
        let (place, mut vault, _) = with_ca();
        let backup = backup(&place, &mut vault, "tree.pfx");
        let target = place.path("tree.crl");
        let gone = ["first.example.org", "second.example.org"].map(|host| issue(&mut vault, host).row.serial);
        let lists = [0, 1].map(|day| {
            let which = ToRevoke::Serial(&gone[day]);
            let reason = RevocationReason::KeyCompromise;
            let request = RevokeCertificate { ca: None, which, reason, invalid_since: None };
            let at = days(i64::try_from(day).unwrap());
            revoke_certificate(&mut vault, &request, at).unwrap();
            publish_crl(&mut vault, &publish_to(&target), &Silent, at).unwrap();
            std::fs::read(&target).unwrap()
        });
        Self { place, backup, lists, revoked: gone }
    }

    fn restored(&self) -> (Place, Vault) {
        let (place, mut vault) = Place::with_vault();
        restore_at(&mut vault, &[("tree.pfx", &self.backup)], days(2)).unwrap();
        (place, vault)
    }

    fn state(&self, vault: &Vault, which: usize) -> Option<IssuedState> {
        issued_certificate(vault, None, &self.revoked[which], days(2)).ok().map(|one| one.row.state)
    }
}

fn first(target: &Path) -> PublishCrl<'_> {
    PublishCrl { first_list: true, ..publish_to(target) }
}

#[test]
fn without_its_last_list_a_restored_ca_publishes_nothing_and_the_refusal_leaves_no_trace() {
    let left = Left::new();
    let (place, mut vault) = left.restored();
    let target = place.path("new.crl");
    let (held, names) = (Held::in_vault(&vault, days(2)), place.names());
    assert_eq!(refusal(plan_crl(&vault, &publish_to(&target), days(2))).code, Code::EarlierListsUnknown);
    let refused = refusal(publish_crl(&mut vault, &publish_to(&target), &Silent, days(2)));
    assert_eq!((refused.code, refused.subject.as_deref()), (Code::EarlierListsUnknown, Some("Example Tree CA")));
    assert_eq!((Held::in_vault(&vault, days(2)), place.names()), (held, names));
}

#[test]
fn the_last_list_opens_the_way_and_all_that_it_revoked_stays_revoked() {
    let left = Left::new();
    let (place, vault) = left.restored();
    let mut vault = place.reopen(vault);
    restore_at(&mut vault, &[("last.crl", &left.lists[1])], days(2)).unwrap();
    assert_eq!([0, 1].map(|one| left.state(&vault, one)), [Some(IssuedState::Revoked); 2]);
    let before = find_ca(&vault, None, days(2)).unwrap().stored.crl_number;
    let made = publish_crl(&mut vault, &publish_to(&place.path("new.crl")), &Silent, days(2)).unwrap();
    assert_eq!((made.list.stored.entries, made.list.stored.number > before), (2, true));
    // Said of a CA whose lists are known, it is a mistake.
    let said = refusal(plan_crl(&vault, &first(&place.path("other.crl")), days(3)));
    assert_eq!((said.code, said.subject.as_deref()), (Code::InvalidArgument, Some("first-list")));
}

#[test]
fn an_older_list_than_the_known_one_lowers_nothing_and_takes_nothing_back() {
    let left = Left::new();
    let (_place, mut vault) = left.restored();
    let both = [("last.crl", left.lists[1].as_slice()), ("older.crl", &left.lists[0])];
    assert_eq!(restore_at(&mut vault, &both, days(2)).unwrap().revocations, 2, "one of them stands on both lists");
    let held = Held::in_vault(&vault, days(2));
    let number = find_ca(&vault, None, days(2)).unwrap().stored.crl_number;
    restore_at(&mut vault, &[("older.crl", &left.lists[0])], days(2)).unwrap();
    assert_eq!(find_ca(&vault, None, days(2)).unwrap().stored.crl_number, number);
    assert_eq!([0, 1].map(|one| left.state(&vault, one)), [Some(IssuedState::Revoked); 2]);
    assert_eq!(Held::in_vault(&vault, days(2)), held);
}

#[test]
fn that_none_was_ever_published_has_to_be_said_once_and_stands_in_the_log() {
    let left = Left::new();
    let (place, mut vault) = left.restored();
    let target = place.path("new.crl");
    publish_crl(&mut vault, &first(&target), &Silent, days(2)).unwrap();
    let entries = vault.audit_page(None, 4, None).unwrap();
    let said = entries.iter().find(|entry| entry.action == "publish-crl" && entry.detail["firstList"] == true);
    assert!(said.is_some(), "{entries:?}");
    let vault = place.reopen(vault);
    assert!(plan_crl(&vault, &publish_to(&target), days(3)).is_ok(), "once is enough");
}

#[test]
fn a_ca_that_was_made_here_is_never_asked() {
    let (place, mut vault, _) = with_ca();
    let target = place.path("tree.crl");
    for request in [first(&target), publish_to(&target), publish_to(&target)] {
        publish_crl(&mut vault, &request, &Silent, NOW).unwrap();
    }
}

#[test]
fn a_list_that_is_overdue_is_taken_and_the_preview_says_that_there_may_be_a_later_one() {
    let left = Left::new();
    let (_place, vault) = left.restored();
    let files = [CaFile { name: "last.crl", bytes: &left.lists[1] }];
    let password = words(FILE_PASSPHRASE);
    let notes = |at| plan_import_ca(&vault, &super::import::of(&files, Some(&password)), at).unwrap().notes;
    assert_eq!((notes(days(2)), notes(days(400))), (vec![], vec![CaNote::ListOverdue]));
    assert!(left.place.path("tree.crl").exists());
}

/// A list of a foreign CA with an extension, made by the `openssl` program. What is revoked: date and reason, serial.
fn foreign_list(foreign: &Foreign, (name, day): (&str, &str), revoked: &[(&str, &str)], extension: &str) -> PathBuf {
    let folder = foreign.place.path(".");
    let target = foreign.place.path(name);
    let row = |(why, serial): &(&str, &str)| format!("R\t331231235959Z\t{why}\t{serial}\tunknown\t/CN={serial}\n");
    file(&foreign.place, "index.txt", revoked.iter().map(row).collect::<String>());
    file(&foreign.place, "number", "01\n");
    let settings = format!(
        "[ca]\ndefault_ca=d\n[d]\ndatabase={0}/index.txt\ncrlnumber={0}/number\ndefault_md=sha256\ndefault_crl_days=30\ncrl_extensions=e\n[e]\nauthorityKeyIdentifier=keyid\n{extension}\n",
        folder.display()
    );
    let settings = file(&foreign.place, "ca.cnf", settings);
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let (settings, key, own, to) = (path(&settings), path(&foreign.key), path(&foreign.certificate), path(&target));
    let (from, until) = (format!("{day}000000Z"), "20331231000000Z");
    let made = openssl(&[
        "ca",
        "-gencrl",
        "-config",
        &settings,
        "-keyfile",
        &key,
        "-cert",
        &own,
        "-out",
        &to,
        "-crl_lastupdate",
        &from,
        "-crl_nextupdate",
        until,
    ]);
    assert!(made.status.success(), "{made:?}");
    target
}

#[test]
fn only_a_list_that_names_everything_counts_as_the_last_one() {
    let cases = [
        ("", true),
        ("2.5.29.27=critical,ASN1:INTEGER:1", false),
        ("issuingDistributionPoint=critical,@p\n[p]\nfullname=URI:http://example.org/ca.crl", true),
        ("issuingDistributionPoint=critical,@p\n[p]\nonlyuser=TRUE", false),
        ("issuingDistributionPoint=critical,@p\n[p]\nonlyCA=TRUE", false),
        ("issuingDistributionPoint=critical,@p\n[p]\nonlysomereasons=keyCompromise", false),
        ("issuingDistributionPoint=critical,@p\n[p]\nindirectCRL=TRUE", false),
        ("1.2.3.4.5=critical,ASN1:NULL", false),
    ];
    for (extension, complete) in cases {
        let foreign = Foreign::new("/CN=Foreign CA");
        let list = foreign_list(&foreign, ("foreign.crl", "20261101"), &[], extension);
        let (place, mut vault) = Place::with_vault();
        import(&mut vault, &[&foreign.key, &foreign.certificate, &list], None).unwrap();
        let planned = plan_crl(&vault, &publish_to(&place.path("new.crl")), NOW);
        assert_eq!(planned.is_ok(), complete, "{extension}");
    }
}

#[test]
fn what_the_last_list_has_on_hold_stays_so_unless_a_later_delta_takes_it_off() {
    let foreign = Foreign::new("/CN=Foreign CA");
    let hold = "261101000000Z,certificateHold";
    let held = [(hold, "0A"), (hold, "0B")];
    let older = foreign_list(&foreign, ("older.crl", "20261102"), &[(hold, "0C")], "");
    let last = foreign_list(&foreign, ("last.crl", "20261103"), &held, "");
    let taken_off = [("261104000000Z,removeFromCRL", "0B")];
    let delta = "2.5.29.27=critical,ASN1:INTEGER:1";
    let later = foreign_list(&foreign, ("later.crl", "20261104"), &taken_off, delta);
    let (_place, mut vault) = Place::with_vault();
    let files = [&foreign.key, &foreign.certificate, &older, &last, &later];
    assert_eq!(import(&mut vault, &files, None).unwrap().revocations, 1);
    let state = |serial| issued_certificate(&vault, None, serial, NOW).ok().map(|one| one.row.state);
    assert_eq!(["0A", "0B", "0C"].map(state), [Some(IssuedState::Held), None, None]);
}
