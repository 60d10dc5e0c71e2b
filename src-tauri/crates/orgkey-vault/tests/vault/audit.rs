use crate::support::{NOW, PASSPHRASE, Place};
use orgkey_types::Code;
use orgkey_vault::{Access, AuditRecord, Chain};
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

#[test]
fn records_come_oldest_first_and_a_range_of_days_has_no_gap() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    // Entries 2 to 7; the clock is set back before the fifth.
    for (number, day) in [1, 2, 3, 0, 4, 5].into_iter().enumerate() {
        vault.record("note", &format!("Subject {number}"), json!({}), NOW.plus_seconds(day * 86_400)).unwrap();
    }
    let seqs = |after, last, limit, text| -> Vec<i64> {
        vault.audit_records(after, last, limit, text).unwrap().into_iter().map(|record| record.seq).collect()
    };
    assert_eq!(seqs(0, u64::MAX, 100, None), [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(seqs(2, 6, 2, None), [3, 4]);
    assert_eq!(seqs(0, 7, 100, Some("subject 3")), [5]);
    let day = |day: i64| Some(NOW.plus_seconds(day * 86_400));
    let cases = [
        (None, None, Some((1, 7))),
        (day(2), None, Some((3, 7))),
        (day(2), day(4), Some((3, 6))),
        (None, day(0), Some((1, 5))),
        (day(6), None, None),
        (None, day(-1), None),
        (day(5), day(4), None),
    ];
    for (since, until, range) in cases {
        assert_eq!(vault.audit_range(since, until).unwrap(), range, "{since:?} {until:?}");
    }
    assert_eq!(vault.audit_page_since(day(3), None, 100, None).unwrap().len(), 3);
}

#[test]
fn a_chain_is_followed_without_the_vault_from_its_beginning_or_from_the_middle() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    for number in 0..5 {
        vault.record("note", &number.to_string(), json!({}), NOW).unwrap();
    }
    let records = vault.audit_records(0, 6, 100, None).unwrap();
    let mut chain = Chain::beginning(vault.id());
    assert!(records.iter().all(|record| chain.follow(record)));
    assert_eq!((chain.seq(), hex::encode(chain.hash())), (6, vault.audit_head().unwrap().hash));
    let mut chain = Chain::before(&records[3]);
    assert!(!chain.follow(&records[4]), "one was left out");
    assert!(chain.follow(&records[3]) && chain.follow(&records[4]));
    assert!(!Chain::beginning("another vault").follow(&records[0]));
    let last = AuditRecord { seq: i64::MAX, ..records[5].clone() };
    assert!(!Chain::before(&AuditRecord { seq: i64::MIN, ..last.clone() }).follow(&last), "no number runs over");
}
