use crate::{
    ca::{backup, with_ca},
    export::{keypair_to, public_to},
};
use orgkey_core::{
    Silent, Vault, backup_register, export_key, find_key,
    register::{DrillCopy, RetireCopy, Verdict, drill_copy, plan_drill, plan_retire, retire_copy, would_restore},
};
use orgkey_test_support::{DAY, FILE_PASSPHRASE, Held, NOW, Place, refusal, words};
use orgkey_types::{Code, Passphrase, Timestamp};
use std::{fs, path::Path};

const FILE: &str = "org-key.asc";

fn later(days: i64) -> Timestamp {
    NOW.plus_seconds(days * DAY)
}

fn of<'a>(copy: &'a str, passphrase: Option<&'a Passphrase>) -> DrillCopy<'a> {
    DrillCopy { copy, folder: None, file: None, passphrase }
}

fn with_copy() -> (Place, Vault) {
    let (place, mut vault, _) = Place::with_key();
    export_key(&mut vault, &keypair_to(&place.path(FILE), &words(FILE_PASSPHRASE)), &Silent, NOW).unwrap();
    (place, vault)
}

fn last_proven(vault: &Vault, now: Timestamp) -> Option<Timestamp> {
    find_key(vault, None, now).unwrap().coverage.last_proven
}

#[test]
fn a_copy_on_its_medium_is_proven_anew() {
    let (_place, mut vault) = with_copy();
    let passphrase = words(FILE_PASSPHRASE);
    assert!(plan_drill(&vault, &of(FILE, None)).unwrap().needs_passphrase);
    assert_eq!(would_restore(&vault, later(91)).unwrap().verdict, Verdict::Old);
    let receipt = drill_copy(&mut vault, &of(FILE, Some(&passphrase)), &Silent, later(91)).unwrap();
    assert_eq!((receipt.copy.stored.proven_at, receipt.copy.proof.len()), (Some(later(91)), 2));
    assert_eq!(last_proven(&vault, later(91)), Some(later(91)));
    assert_eq!(would_restore(&vault, later(91)).unwrap().verdict, Verdict::Yes);
    assert_eq!(Held::last_entries(&vault, 2), ["drill-copy intent", "drill-copy settled done"]);
}

#[test]
fn a_medium_that_is_mounted_elsewhere_today_is_named() {
    let (place, mut vault) = with_copy();
    let (medium, passphrase) = (place.path("stick"), words(FILE_PASSPHRASE));
    fs::create_dir(&medium).unwrap();
    fs::rename(place.path(FILE), medium.join(FILE)).unwrap();
    assert_eq!(refusal(plan_drill(&vault, &of(FILE, None))).code, Code::FileNotFound);
    let there = DrillCopy { folder: Some(&medium), ..of(FILE, Some(&passphrase)) };
    assert_eq!(drill_copy(&mut vault, &there, &Silent, later(1)).unwrap().file, medium.join(FILE));
}

#[test]
fn a_file_that_was_given_another_name_is_known_by_its_digest() {
    let (place, mut vault) = with_copy();
    let (renamed, passphrase) = (place.path("keys 2026.asc"), words(FILE_PASSPHRASE));
    fs::rename(place.path(FILE), &renamed).unwrap();
    let named = DrillCopy { file: Some(&renamed), ..of(FILE, Some(&passphrase)) };
    assert_eq!(drill_copy(&mut vault, &named, &Silent, later(1)).unwrap().file, renamed);
    let other = place.path("other.asc");
    fs::write(&other, b"another file").unwrap();
    let named = DrillCopy { file: Some(&other), ..of(FILE, None) };
    assert_eq!(refusal(plan_drill(&vault, &named)).code, Code::CopyChanged);
    assert_eq!(coverage_copies(&vault), 1, "looking counts against no copy");
}

#[test]
fn the_end_of_a_copy_is_counted_before_it_is_noted() {
    let (place, mut vault) = with_copy();
    assert_eq!(told(&vault, FILE), (0, true));
    let (second, public, passphrase) = (place.path("second.asc"), place.path("public.asc"), words(FILE_PASSPHRASE));
    export_key(&mut vault, &keypair_to(&second, &passphrase), &Silent, NOW).unwrap();
    export_key(&mut vault, &public_to(&public), &Silent, NOW).unwrap();
    assert_eq!((told(&vault, FILE), told(&vault, "public.asc").1), ((1, false), false));
    fs::write(second, b"damaged").unwrap();
    assert!(drill_copy(&mut vault, &of("second.asc", None), &Silent, NOW).is_err());
    assert_eq!((told(&vault, FILE), told(&vault, "second.asc")), ((0, true), (1, false)));
    retire_copy(&mut vault, &RetireCopy { copy: FILE, reason: "burnt" }, NOW).unwrap();
    assert_eq!(refusal(plan_retire(&vault, FILE)).code, Code::CopyRetired);
}

fn told(vault: &Vault, copy: &str) -> (u32, bool) {
    let plan = plan_retire(vault, copy).unwrap();
    (plan.left, plan.last)
}

fn coverage_copies(vault: &Vault) -> u32 {
    find_key(vault, None, NOW).unwrap().coverage.copies
}

#[test]
fn only_what_the_file_itself_has_shown_counts_against_it() {
    let remove = |file: &Path| fs::remove_file(file).unwrap();
    let nothing = |_: &Path| ();
    let change = |file: &Path| {
        let mut bytes = fs::read(file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(file, bytes).unwrap();
    };
    let shorten = |file: &Path| fs::write(file, b"").unwrap();
    let right = Some(FILE_PASSPHRASE);
    type Case<'a> = (&'a dyn Fn(&Path), Option<&'a str>, Code, bool);
    let cases: [Case<'_>; 5] = [
        (&nothing, Some("not the passphrase of the file"), Code::WrongPassphrase, true),
        (&nothing, None, Code::PassphraseMissing, true),
        (&remove, right, Code::FileNotFound, true),
        (&change, right, Code::CopyChanged, false),
        (&shorten, None, Code::CopyChanged, false),
    ];
    for (act, passphrase, code, restores) in cases {
        let (place, mut vault) = with_copy();
        act(&place.path(FILE));
        let passphrase = passphrase.map(words);
        let failed = refusal(drill_copy(&mut vault, &of(FILE, passphrase.as_ref()), &Silent, later(1)));
        assert_eq!(failed.code, code, "{failed}");
        let settled = format!("drill-copy settled failed {}", code.name());
        assert_eq!(Held::last_entries(&vault, 2), ["drill-copy intent".to_owned(), settled]);
        assert_eq!(last_proven(&vault, later(1)).is_some(), restores, "{code:?}");
        let row = backup_register(&vault, None).unwrap().remove(0).stored;
        let noted = row.failed;
        assert_eq!(noted, (!restores).then(|| (later(1), code.name())), "{code:?}");
    }
}

#[test]
fn a_copy_that_passes_again_counts_again() {
    let (place, mut vault) = with_copy();
    let (passphrase, whole) = (words(FILE_PASSPHRASE), fs::read(place.path(FILE)).unwrap());
    fs::write(place.path(FILE), "another file").unwrap();
    assert_eq!(refusal(drill_copy(&mut vault, &of(FILE, None), &Silent, later(1))).code, Code::CopyChanged);
    assert_eq!(would_restore(&vault, later(1)).unwrap().verdict, Verdict::No);
    fs::write(place.path(FILE), whole).unwrap();
    drill_copy(&mut vault, &of(FILE, Some(&passphrase)), &Silent, later(2)).unwrap();
    assert_eq!(would_restore(&vault, later(2)).unwrap().verdict, Verdict::Yes);
}

#[test]
fn a_public_key_needs_no_passphrase_and_restores_nothing() {
    let (place, mut vault, _) = Place::with_key();
    export_key(&mut vault, &public_to(&place.path("public.asc")), &Silent, NOW).unwrap();
    assert!(!plan_drill(&vault, &of("public.asc", None)).unwrap().needs_passphrase);
    drill_copy(&mut vault, &of("public.asc", None), &Silent, later(1)).unwrap();
    assert_eq!((last_proven(&vault, later(1)), would_restore(&vault, NOW).unwrap().verdict), (None, Verdict::No));
}

#[test]
fn the_backup_of_a_ca_is_drilled_with_the_certificates_that_it_holds() {
    let (place, mut vault, _) = with_ca();
    backup(&place, &mut vault, "tree.pfx");
    let passphrase = words(FILE_PASSPHRASE);
    let receipt = drill_copy(&mut vault, &of("tree.pfx", Some(&passphrase)), &Silent, later(91)).unwrap();
    assert_eq!((receipt.copy.stored.proven_at, receipt.copy.outdated), (Some(later(91)), false));
    let renew = orgkey_core::ca::RenewCa { ca: None, valid: "20y" };
    orgkey_core::ca::renew_ca(&mut vault, &renew, &Silent, later(92)).unwrap();
    let receipt = drill_copy(&mut vault, &of("tree.pfx", Some(&passphrase)), &Silent, later(93)).unwrap();
    assert!(receipt.copy.outdated, "it restores the key, and not the new certificates");
    let wrong = words("not the passphrase of the file");
    let failed = refusal(drill_copy(&mut vault, &of("tree.pfx", Some(&wrong)), &Silent, later(94)));
    assert_eq!((failed.code, failed.subject.as_deref()), (Code::WrongPassphrase, Some("tree.pfx")));
}

#[test]
fn copies_are_found_by_id_beginning_or_file_name_and_never_by_guess() {
    let (place, mut vault) = with_copy();
    fs::create_dir(place.path("second")).unwrap();
    let again = place.path("second").join(FILE);
    export_key(&mut vault, &keypair_to(&again, &words(FILE_PASSPHRASE)), &Silent, later(1)).unwrap();
    let ids: Vec<String> = backup_register(&vault, None).unwrap().into_iter().map(|copy| copy.stored.id).collect();
    for (name, code) in [(FILE, Code::CopyAmbiguous), ("nothing", Code::CopyNotFound), ("", Code::CopyNotFound)] {
        assert_eq!(refusal(plan_drill(&vault, &of(name, None))).code, code, "{name}");
    }
    for id in &ids {
        assert_eq!(plan_drill(&vault, &of(id, None)).unwrap().copy.stored.id, *id);
        assert_eq!(plan_drill(&vault, &of(&id[..12], None)).unwrap().copy.stored.id, *id);
    }
    retire_copy(&mut vault, &RetireCopy { copy: &ids[0], reason: "shredded" }, later(2)).unwrap();
    assert_eq!(refusal(plan_drill(&vault, &of(&ids[0], None))).code, Code::CopyRetired);
}
