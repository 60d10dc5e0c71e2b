//! What an export of the log writes, and what it refuses.

use super::{export, request, with_entries};
use orgkey_core::{
    Access, Chained, ExportAudit, Silent, compare_audit_file, export_audit, verify_audit, verify_audit_file,
};
use orgkey_test_support::{DAY, NOW, PASSPHRASE, StopsAfter, refusal};
use orgkey_types::Code;
use serde_json::json;
use std::fs;

#[test]
fn a_whole_log_holds_without_the_vault_and_says_whose_it_is() {
    let (place, mut vault) = with_entries(30);
    let target = place.path("audit.jsonl");
    let receipt = export(&mut vault, &request(&target));
    let report = verify_audit_file(&target).unwrap();
    // The last of them announces the export.
    assert_eq!((receipt.entries, report.entries, report.head.seq), (31, 31, 31));
    assert_eq!((receipt.audit_head, receipt.noted), (report.head.clone(), true));
    assert_eq!((report.chained, report.header.whole), (Chained::Whole, true));
    assert_eq!(report.header.vault, vault.id());
    assert_eq!(report.identity, vault.identity().unwrap());
    assert_eq!(verify_audit(&vault).unwrap().seq, 32, "and the settlement follows");
    compare_audit_file(&vault, &report).unwrap();
}

#[test]
fn a_range_is_chained_and_a_selection_holds_entry_by_entry() {
    let (place, mut vault) = with_entries(60);
    let day = |day: i64| Some(NOW.plus_seconds(day * DAY));
    let cases = [
        ("since", day(20), None, None, Chained::Range, 41, Some((21, 61))),
        ("until", None, day(20), None, Chained::Range, 21, Some((1, 21))),
        ("between", day(20), day(29), None, Chained::Range, 10, Some((21, 30))),
        ("filter", None, None, Some("ada"), Chained::Selection, 5, Some((1, 64))),
        ("both", day(20), day(40), Some("ADA"), Chained::Selection, 3, Some((21, 41))),
        ("nothing of it", None, None, Some("nobody"), Chained::Selection, 0, Some((1, 68))),
        ("before", None, day(-5), None, Chained::Range, 0, None),
    ];
    for (name, since, until, filter, chained, entries, range) in cases {
        let target = place.path(&format!("{name}.jsonl"));
        // Its own announcement has the text of the filter in it.
        let extra = u64::from(filter.is_some());
        let asked = ExportAudit { since, until, filter, ..request(&target) };
        export(&mut vault, &asked);
        let report = verify_audit_file(&target).unwrap();
        let found = report.header.first.zip(report.header.last);
        assert_eq!((report.chained, report.header.whole), (chained, false), "{name}");
        let own = if until.is_none() { extra } else { 0 };
        assert_eq!(report.entries, entries + own, "{name}");
        match (range, filter) {
            (Some((first, _)), Some(_)) => assert_eq!(found.unwrap().0, first, "{name}"),
            (range, _) => assert_eq!(found, range, "{name}"),
        }
        compare_audit_file(&vault, &report).unwrap();
    }
}

#[test]
fn a_table_is_for_spreadsheets_and_runs_nothing() {
    let (place, mut vault) = with_entries(2);
    vault.record("note", "=HYPERLINK(\"http://example.org\")", json!({ "a": "b,c\nd" }), NOW).unwrap();
    let target = place.path("audit.CSV");
    let receipt = export(&mut vault, &request(&target));
    let text = fs::read_to_string(&target).unwrap();
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!((lines.len() as u64, receipt.entries), (receipt.entries + 1, 4));
    assert!(lines[0].starts_with("seq,at,administrator,action,phase,subject,detail,intent,counter,prevHash,hash"));
    assert!(lines[3].contains(",\"'=HYPERLINK(\"\"http://example.org\"\")\","), "{}", lines[3]);
}

#[test]
fn a_refused_export_leaves_no_file_and_says_so_in_the_log() {
    let (place, mut vault) = with_entries(3);
    let target = place.path("taken.jsonl");
    fs::write(&target, "mine").unwrap();
    assert_eq!(refusal(export_audit(&mut vault, &request(&target), &Silent, NOW)).code, Code::FileExists);
    assert_eq!(fs::read_to_string(&target).unwrap(), "mine");
    export(&mut vault, &ExportAudit { overwrite: true, ..request(&target) });
    verify_audit_file(&target).unwrap();
    let inside = vault.folder().join("audit.jsonl");
    assert_eq!(refusal(export_audit(&mut vault, &request(&inside), &Silent, NOW)).code, Code::TargetInVault);
    let stopped = place.path("stopped.jsonl");
    let ended = export_audit(&mut vault, &request(&stopped), &StopsAfter::stages(1), NOW);
    assert_eq!(refusal(ended).code, Code::Cancelled);
    assert!(!stopped.exists());
    let newest = vault.audit_page(None, 1, None).unwrap().remove(0);
    assert_eq!((newest.action.as_str(), &newest.detail["code"]), ("export-audit-log", &json!("cancelled")));
}

#[test]
fn who_may_only_read_exports_as_well_and_the_log_stays_as_it_is() {
    let (place, vault) = with_entries(3);
    let mut reader = place.unlock(PASSPHRASE, Access::Read).unwrap();
    let head = verify_audit(&reader).unwrap();
    let target = place.path("audit.jsonl");
    let receipt = export(&mut reader, &request(&target));
    assert!(!receipt.noted);
    assert_eq!((verify_audit_file(&target).unwrap().head, verify_audit(&reader).unwrap()), (head.clone(), head));
    drop(vault);
}
