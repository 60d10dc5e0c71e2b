use crate::support::{NOW, PASSPHRASE, Place};
use orgkey_types::Code;
use orgkey_vault::Access;
use serde_json::json;

#[test]
fn intent_and_settlement_are_two_entries_of_one_operation() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let before = vault.counter().unwrap();
    let intent = vault.begin("export-keypair", "AAAA", json!({ "preset": "modern" }), NOW).unwrap();
    vault.settle_failed(intent, Code::DiskFull, NOW).unwrap();
    let intent = vault.begin("export-public-key", "AAAA", json!({}), NOW).unwrap();
    vault.settle_done(intent, NOW).unwrap();
    let intent = vault.begin("import-keypair", "AAAA", json!({}), NOW).unwrap();
    vault.settle_unchanged(intent, NOW).unwrap();
    assert_eq!(vault.counter().unwrap(), before + 6, "one step for each transaction");
    let found: Vec<(u64, String, Option<u64>)> = vault
        .audit_page(None, 6, None)
        .unwrap()
        .into_iter()
        .map(|entry| (entry.seq, entry.phase, entry.intent))
        .collect();
    let (intent, settled) = ("intent".to_owned(), "settled".to_owned());
    let expected = [
        (7, settled.clone(), Some(6)),
        (6, intent.clone(), None),
        (5, settled.clone(), Some(4)),
        (4, intent.clone(), None),
        (3, settled, Some(2)),
        (2, intent, None),
    ];
    assert_eq!(found, expected);
    assert_eq!(vault.verify_audit().unwrap().seq, 7);
}

#[test]
fn pages_go_back_from_the_newest_and_find_text_without_regard_to_case() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    for number in 0..10 {
        vault.record("note", &format!("Subject {number}"), json!({ "100%": "a_b" }), NOW).unwrap();
    }
    let seqs = |before, limit, text: Option<&str>| -> Vec<u64> {
        vault.audit_page(before, limit, text).unwrap().into_iter().map(|entry| entry.seq).collect()
    };
    assert_eq!(seqs(None, 3, None), [11, 10, 9]);
    assert_eq!(seqs(Some(9), 3, None), [8, 7, 6]);
    assert_eq!(seqs(None, 100, Some("sUBJECT 4")), [6]);
    assert_eq!(seqs(None, 100, Some("create-vault")), [1]);
    assert_eq!(seqs(None, 2, Some("100%")), [11, 10], "no character is a wildcard");
    assert!(seqs(None, 100, Some("a%b")).is_empty());
    assert_eq!(vault.audit_count().unwrap(), 11);
}

#[test]
fn an_operation_that_was_never_settled_is_reported_once_and_to_the_writer() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let _unsettled = vault.begin("export-keypair", "AAAA", json!({}), NOW).unwrap();
    vault.lock();
    assert!(place.open(PASSPHRASE, Access::Read).unwrap().notices().is_empty(), "for a reader it may be at work");
    let vault = place.open(PASSPHRASE, Access::Write).unwrap();
    let notice = vault.notices().first().unwrap();
    assert_eq!((notice.code, notice.subject.as_deref()), (Code::OperationInterrupted, Some("export-keypair (AAAA)")));
    let newest = vault.audit_page(None, 1, None).unwrap().pop().unwrap();
    assert_eq!((newest.intent, newest.detail), (Some(2), json!({ "outcome": "interrupted" })));
    vault.lock();
    assert!(place.open(PASSPHRASE, Access::Write).unwrap().notices().is_empty());
}
