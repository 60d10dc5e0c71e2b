//! The register of copies, call for call: a drill from the medium, a damaged file, and the end of a copy.

use crate::{
    ca::{done, long, ticket, watched},
    console::{EXPORT_PASSPHRASE, PASSPHRASE, Page},
};
use serde_json::{Value, json};
use std::{fs, path::PathBuf};

/// A vault whose key has a proven copy; also the copy's id and its file.
fn with_copy() -> (Page, String, PathBuf) {
    let (page, key) = Page::with_key();
    let wanted = json!({ "request": { "key": key, "part": "keypair" } });
    let (target, file) = ticket(&page, "choose_export_target", wanted, "copy.asc");
    let request = json!({ "key": key, "part": "keypair", "preset": "modern", "passphrase": EXPORT_PASSPHRASE,
        "administratorPassphrase": PASSPHRASE, "target": target, "overwrite": false });
    long(&page, "export_key", &request);
    let copies = done(&page, "backup_register", json!({}));
    (page, copies[0]["id"].as_str().unwrap().to_owned(), file)
}

fn drill(copy: &str, file: Option<&Value>, passphrase: Option<&str>) -> Value {
    json!({ "copy": copy, "file": file, "folder": null, "passphrase": passphrase })
}

fn planned(copy: &str, file: Option<&Value>) -> Value {
    json!({ "request": drill(copy, file, None) })
}

#[test]
fn a_copy_is_drilled_where_it_was_put_and_where_it_lies_today() {
    let (page, copy, file) = with_copy();
    assert_eq!(done(&page, "plan_drill", planned(&copy, None))["needsPassphrase"], true);
    let wrong = drill(&copy, None, Some("not the passphrase of the file"));
    assert_eq!(page.refused("drill_copy", watched(&wrong)), "wrong-passphrase");
    assert_eq!(page.refused("drill_copy", watched(&drill(&copy, None, None))), "passphrase-missing");
    let receipt = long(&page, "drill_copy", &drill(&copy, None, Some(EXPORT_PASSPHRASE)));
    assert_eq!((&receipt["copy"]["id"], &receipt["copy"]["failed"]), (&json!(copy), &Value::Null));
    assert_eq!(done(&page, "would_restore", json!({}))["verdict"], "yes");

    let moved = page.folder.path().join("renamed.asc");
    fs::rename(&file, &moved).unwrap();
    assert_eq!(page.refused("plan_drill", planned(&copy, None)), "file-not-found");
    let (grant, _) = ticket(&page, "choose_drill_file", json!({}), "renamed.asc");
    done(&page, "plan_drill", planned(&copy, Some(&grant)));
    let request = drill(&copy, Some(&grant), Some(EXPORT_PASSPHRASE));
    long(&page, "drill_copy", &request);
    assert_eq!(page.refused("drill_copy", watched(&request)), "grant-unknown", "a ticket serves once");
    assert_eq!(page.refused("plan_drill", planned(&copy, Some(&json!(moved)))), "grant-unknown", "a path is no ticket");
}

#[test]
fn a_folder_serves_every_copy_in_it() {
    let (page, copy, file) = with_copy();
    let stick = page.folder.path().join("stick");
    fs::create_dir(&stick).unwrap();
    fs::rename(&file, stick.join("copy.asc")).unwrap();
    let (grant, _) = ticket(&page, "choose_drill_folder", json!({}), "stick");
    let request = json!({ "copy": copy, "file": null, "folder": grant, "passphrase": EXPORT_PASSPHRASE });
    for _ in 0..2 {
        long(&page, "drill_copy", &request);
    }
    let entries =
        done(&page, "audit_page", json!({ "request": { "before": null, "limit": 10, "text": "drill-copy" } }));
    assert!(entries.to_string().contains("stick"), "the log tells the drive, and not the way to it: {entries}");
}

#[test]
fn a_damaged_copy_is_no_backup_any_more_only_once_it_was_drilled() {
    let (page, copy, file) = with_copy();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    assert_eq!(page.refused("plan_drill", planned(&copy, None)), "copy-changed");
    assert_eq!(done(&page, "would_restore", json!({}))["verdict"], "yes", "looking notes nothing");
    let request = drill(&copy, None, Some(EXPORT_PASSPHRASE));
    assert_eq!(page.refused("drill_copy", watched(&request)), "copy-changed");
    assert_eq!(done(&page, "backup_register", json!({}))[0]["failed"]["code"], "copy-changed");
    assert_eq!(done(&page, "would_restore", json!({}))["verdict"], "no");
}

#[test]
fn a_copy_is_retired_with_its_reason_and_what_is_left_is_counted() {
    let (page, copy, _) = with_copy();
    let plan = done(&page, "plan_retire_copy", json!({ "copy": copy }));
    assert_eq!((&plan["left"], &plan["last"]), (&json!(0), &json!(true)));
    let request = |reason: &str| json!({ "request": { "copy": copy, "reason": reason } });
    assert_eq!(page.refused("retire_copy", request(" ")), "invalid-argument");
    let receipt = done(&page, "retire_copy", request("shredded"));
    assert_eq!((&receipt["left"], &receipt["copy"]["retired"]["reason"]), (&json!(0), &json!("shredded")));
    assert_eq!(page.refused("retire_copy", request("again")), "copy-retired");
    assert_eq!(page.refused("plan_drill", planned(&copy, None)), "copy-retired");
    assert_eq!(page.refused("plan_retire_copy", json!({ "copy": "nothing" })), "copy-not-found");
}
