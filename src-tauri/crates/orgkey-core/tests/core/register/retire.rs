use crate::export::keypair_to;
use orgkey_core::{
    Silent, Vault, backup_register, export_key, find_key,
    register::{RetireCopy, Verdict, retire_copy, would_restore},
};
use orgkey_test_support::{FILE_PASSPHRASE, Held, NOW, Place, refusal, words};
use orgkey_types::Code;

const FILE: &str = "org-key.asc";

fn with_copy() -> (Place, Vault) {
    let (place, mut vault, _) = Place::with_key();
    export_key(&mut vault, &keypair_to(&place.path(FILE), &words(FILE_PASSPHRASE)), &Silent, NOW).unwrap();
    (place, vault)
}

#[test]
fn a_destroyed_copy_stays_as_a_record_and_restores_nothing() {
    let (place, mut vault) = with_copy();
    let reason = "stick shredded, certificate 4711";
    let receipt = retire_copy(&mut vault, &RetireCopy { copy: FILE, reason }, NOW).unwrap();
    let retired = receipt.copy.stored.retired.unwrap();
    assert_eq!((retired.at, retired.by.as_str(), retired.reason.as_str()), (NOW, vault.administrator(), reason));
    assert_eq!(receipt.left, 0);
    assert_eq!(Held::last_entries(&vault, 2), ["retire-copy intent", "retire-copy settled done"]);
    assert!(place.path(FILE).exists(), "the file itself is not touched");
    let vault = place.reopen(vault);
    assert_eq!(backup_register(&vault, None).unwrap().len(), 1);
    assert_eq!(find_key(&vault, None, NOW).unwrap().coverage.copies, 0);
    assert_eq!(would_restore(&vault, NOW).unwrap().verdict, Verdict::No);
}

#[test]
fn a_record_needs_a_reason_and_is_made_once() {
    let (_place, mut vault) = with_copy();
    let long = "x".repeat(1_001);
    for reason in ["", "  ", "two\nlines", long.as_str()] {
        let held = Held::in_vault(&vault, NOW);
        let refused = refusal(retire_copy(&mut vault, &RetireCopy { copy: FILE, reason }, NOW));
        assert_eq!((refused.code, Held::in_vault(&vault, NOW)), (Code::InvalidArgument, held), "{reason:?}");
    }
    retire_copy(&mut vault, &RetireCopy { copy: FILE, reason: "lost" }, NOW).unwrap();
    let again = refusal(retire_copy(&mut vault, &RetireCopy { copy: FILE, reason: "lost" }, NOW));
    assert_eq!(again.code, Code::CopyRetired);
}

#[test]
fn without_any_secret_there_is_nothing_to_bring_back() {
    let (_place, vault) = Place::with_vault();
    assert_eq!(would_restore(&vault, NOW).unwrap().verdict, Verdict::Nothing);
}
