//! The audit log: its pages, and the same as a file.

mod export;
mod head;
mod verify;

use orgkey_core::{Access, AuditQuery, ExportPart, Settings, audit_page, change_settings, export_key, verify_audit};
use orgkey_core::{
    AuditExportReceipt, AuditFileReport, AuditFormat, ExportAudit, ExportKey, Silent, Vault, export_audit,
    verify_audit_file,
};
use orgkey_test_support::{DAY, FILE_PASSPHRASE, NOW, PASSPHRASE, Place, refusal, words};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use serde_json::json;
use std::{fs, path::Path};

use crate::export::keypair_to;

pub fn request(target: &Path) -> ExportAudit<'_> {
    let (since, until, filter, overwrite) = (None, None, None, false);
    ExportAudit { target, overwrite, format: AuditFormat::of(target), since, until, filter }
}

/// A vault with so many entries, one each day; every tenth is a note about Ada.
pub fn with_entries(entries: i64) -> (Place, Vault) {
    let (place, mut vault) = Place::with_vault();
    for day in 1..entries {
        let subject = if day % 10 == 0 { "Ada".to_owned() } else { format!("subject {day}") };
        vault.record("note", &subject, json!({ "day": day }), NOW.plus_seconds(day * DAY)).unwrap();
    }
    (place, vault)
}

pub fn export(vault: &mut Vault, asked: &ExportAudit<'_>) -> AuditExportReceipt {
    export_audit(vault, asked, &Silent, NOW.plus_seconds(1000 * DAY)).unwrap()
}

pub fn verified(place: &Place, text: &str) -> Outcome<AuditFileReport> {
    let path = place.path("read.jsonl");
    fs::write(&path, text).unwrap();
    verify_audit_file(&path)
}

pub fn told(failure: Failure) -> (Code, Option<String>) {
    (failure.code, failure.subject)
}

fn query(limit: u32) -> AuditQuery {
    AuditQuery { limit, ..AuditQuery::default() }
}

#[test]
fn pages_follow_each_other_without_gap_or_repetition() {
    let (_place, mut vault, _) = Place::with_key();
    for auto_lock_minutes in 5..12 {
        change_settings(&mut vault, Settings { auto_lock_minutes }, NOW).unwrap();
    }
    let whole = audit_page(&vault, &query(500)).unwrap();
    assert_eq!((whole.entries.len() as u64, whole.head.seq), (whole.total, whole.total));
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let page = audit_page(&vault, &AuditQuery { before, ..query(3) }).unwrap();
        let Some(last) = page.entries.last() else { break };
        before = Some(last.seq);
        seen.extend(page.entries);
    }
    assert_eq!(seen, whole.entries);
    assert!(seen.windows(2).all(|pair| pair[0].seq == pair[1].seq + 1));
}

#[test]
fn a_word_finds_entries_by_action_subject_administrator_or_detail() {
    let (place, mut vault, key) = Place::with_key();
    let (target, passphrase) = (place.path("odd-name.asc"), words(FILE_PASSPHRASE));
    export_key(&mut vault, &ExportKey { part: ExportPart::Keypair, ..keypair_to(&target, &passphrase) }, &Silent, NOW)
        .unwrap();
    let fingerprint = key.stored.summary.fingerprint.as_str().to_owned();
    for (text, found) in [("EXPORT", 2), ("odd-name", 1), ("alice", 5), ("nothing of it", 0), (fingerprint.as_str(), 2)]
    {
        let page = audit_page(&vault, &AuditQuery { text: Some(text.to_owned()), ..query(100) }).unwrap();
        assert_eq!((page.entries.len(), page.total), (found, 5), "{text}");
    }
}

#[test]
fn a_page_has_between_one_and_five_hundred_entries() {
    let (_place, vault) = Place::with_vault();
    for limit in [0, 501, u32::MAX] {
        assert_eq!(refusal(audit_page(&vault, &query(limit))).code, Code::InvalidArgument, "{limit}");
    }
}

#[test]
fn the_chain_holds_also_for_a_reader_and_no_passphrase_stands_in_it() {
    let (place, mut vault, _) = Place::with_key();
    let (target, passphrase) = (place.path("org-key.asc"), words(FILE_PASSPHRASE));
    export_key(&mut vault, &keypair_to(&target, &passphrase), &Silent, NOW).unwrap();
    let head = verify_audit(&vault).unwrap();
    let reader = place.unlock(PASSPHRASE, Access::Read).unwrap();
    assert_eq!(verify_audit(&reader).unwrap(), head);
    let text = format!("{:?}", audit_page(&reader, &query(500)).unwrap());
    assert!(text.contains("org-key.asc") && !text.contains(FILE_PASSPHRASE) && !text.contains(PASSPHRASE));
}

#[test]
fn a_page_begins_at_a_day() {
    let (_place, vault) = with_entries(10);
    let query = |since: Option<Timestamp>| orgkey_core::AuditQuery { since, limit: 500, ..Default::default() };
    for (day, found) in [(0, 10), (4, 6), (9, 1), (10, 0)] {
        let page = orgkey_core::audit_page(&vault, &query(Some(NOW.plus_seconds(day * DAY)))).unwrap();
        assert_eq!((page.entries.len(), page.total), (found, 10), "day {day}");
    }
}
