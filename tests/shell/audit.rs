//! The audit log as a file, the head of a receipt, and the checks with their calendar, call for call.

use crate::{
    ca::{done, long, ticket},
    console::Page,
};
use serde_json::{Value, json};
use std::fs;

fn export(page: &Page, format: &str, name: &str) -> (Value, std::path::PathBuf) {
    let wanted = json!({ "request": { "format": format } });
    let (target, file) = ticket(page, "choose_audit_target", wanted, name);
    let request = json!({ "target": target, "overwrite": false, "format": format, "since": null, "filter": null });
    (long(page, "export_audit", &request), file)
}

fn verify(page: &Page, name: &str, head: Option<&str>) -> Value {
    let (file, _) = ticket(page, "choose_audit_file", json!({}), name);
    json!({ "request": { "file": file, "head": head } })
}

#[test]
fn the_log_leaves_the_vault_and_is_verified_as_a_file() {
    let (page, _) = Page::with_key();
    let (receipt, file) = export(&page, "jsonl", "log.jsonl");
    assert_eq!((&receipt["whole"], &receipt["noted"]), (&json!(true), &json!(true)));
    let (seq, hash) = (receipt["auditHead"]["seq"].clone(), receipt["auditHead"]["hash"].as_str().unwrap());
    let head = format!("{seq} · {}", &hash[..16]);
    let found = done(&page, "verify_audit_file", verify(&page, "log.jsonl", Some(&head)));
    assert_eq!((&found["ofThisVault"], &found["apart"], &found["noted"]), (&json!(true), &Value::Null, &json!("same")));
    assert_eq!((&found["file"]["organization"], &found["file"]["chained"]), (&json!("Example Org"), &json!("whole")));
    assert_eq!(found["file"]["identity"], receipt["identity"]);
    for (head, noted) in
        [(format!("{seq} {}", "0".repeat(16)), "different"), (format!("9999 {}", &hash[..16]), "absent")]
    {
        let found = done(&page, "verify_audit_file", verify(&page, "log.jsonl", Some(&head)));
        assert_eq!(found["noted"], noted);
    }
    assert_eq!(page.refused("verify_audit_file", verify(&page, "log.jsonl", Some("9f86"))), "invalid-argument");

    let whole = fs::read_to_string(&file).unwrap();
    fs::write(&file, whole.replacen("\"alice\"", "\"mallo\"", 3)).unwrap();
    assert_eq!(page.refused("verify_audit_file", verify(&page, "log.jsonl", None)), "audit-file-broken");
    let (table, _) = export(&page, "csv", "log.csv");
    assert_eq!(table["identity"], Value::Null);
    assert_eq!(page.refused("verify_audit_file", verify(&page, "log.csv", None)), "not-audit-file");
}

#[test]
fn the_log_of_another_vault_holds_and_is_told_apart() {
    let (other, _) = Page::with_key();
    let (_, file) = export(&other, "jsonl", "log.jsonl");
    let page = Page::open();
    fs::copy(file, page.folder.path().join("theirs.jsonl")).unwrap();
    let found = done(&page, "verify_audit_file", verify(&page, "theirs.jsonl", None));
    assert_eq!((&found["ofThisVault"], &found["apart"]["code"]), (&json!(false), &json!("audit-of-other-vault")));
}

#[test]
fn a_receipt_is_compared_with_the_log_and_the_list_begins_at_a_moment() {
    let page = Page::open();
    let head = done(&page, "verify_audit", json!({}));
    let (seq, hash) = (head["seq"].clone(), head["hash"].as_str().unwrap());
    let wanted = |head: String| json!({ "request": { "head": head } });
    assert_eq!(done(&page, "compare_audit_head", wanted(format!("{seq}:{hash}"))), head);
    let other = wanted(format!("{seq} {}", "0".repeat(16)));
    assert_eq!(page.refused("compare_audit_head", other), "audit-rolled-back");
    assert_eq!(page.refused("compare_audit_head", wanted("nothing".to_owned())), "invalid-argument");
    let since = |at: &str| json!({ "request": { "before": null, "limit": 10, "since": at, "text": null } });
    assert_ne!(done(&page, "audit_page", since("2020-01-01T00:00:00Z"))["entries"], json!([]));
    assert_eq!(done(&page, "audit_page", since("2099-01-01T00:00:00Z"))["entries"], json!([]));
}

#[test]
fn the_checks_name_their_thresholds_and_what_ends_goes_into_a_calendar() {
    let (page, key) = Page::with_key();
    let health = done(&page, "health", json!({}));
    let first = &health["checks"][0];
    assert_eq!(
        (&health["state"], &first["check"], &first["key"]),
        (&json!("bad"), &json!("never-backed-up"), &json!(key))
    );
    let passed = health["checks"].as_array().unwrap().iter().find(|one| one["check"] == "proof-old").unwrap();
    assert_eq!((&passed["state"], &passed["thresholdDays"]), (&json!("ok"), &json!(90)));
    let (target, file) = ticket(&page, "choose_calendar_target", json!({}), "ends.ics");
    let request = json!({ "request": { "target": target, "overwrite": false } });
    assert_eq!(done(&page, "write_calendar", request.clone())["events"], 1);
    assert!(fs::read_to_string(file).unwrap().contains("BEGIN:VEVENT"));
    assert_eq!(page.refused("write_calendar", request), "grant-unknown", "a ticket serves once");
}
