//! A page that was taken over: wrong types, huge strings, paths for tickets, tickets used twice.

use crate::{
    console::{EXPORT_PASSPHRASE, PASSPHRASE, Page},
    list::declared,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs, path::Path};

pub fn files_below(folder: &Path) -> BTreeMap<String, u64> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => folders.push(path),
                false => drop(found.insert(path.display().to_string(), entry.metadata().unwrap().len())),
            }
        }
    }
    found
}

#[test]
fn wrong_shapes_are_refused_and_touch_no_file() {
    let page = Page::open();
    let before = files_below(page.folder.path());
    let huge = "A".repeat(10 << 20);
    let shapes = [
        json!({ "request": 7, "operation": [], "progress": 1, "key": {}, "file": null, "copy": 5, "ca": 3, "name": [], "settings": "x", "organization": 1, "draft": 2, "language": "xx", "theme": 9 }),
        json!({ "request": { "__proto__": { "admin": true }, "constructor": "x" }, "key": "../../etc/passwd", "file": "/etc/passwd", "copy": "../../etc/passwd", "ca": "../../etc/passwd" }),
        json!({ "request": huge, "key": huge, "file": huge, "copy": huge, "ca": huge }),
        Value::Null,
        json!([]),
    ];
    let harmless = [
        "lock",
        "session_state",
        "touch",
        "about",
        "adk_coverage",
        "show_adk",
        "health",
        "home",
        "administrators",
        "backup_register",
        "choose_backup_file",
        "choose_backup_target",
        "server_backups",
        "ca_key_choices",
        "choose_ca_files",
        "choose_certificate_file",
        "choose_request_file",
        "list_cas",
        "maintenance_settings",
        "maintenance_status",
        "organization_certificate",
        "organization_keys",
        "roles",
        "two_person_rules",
        "key_choices",
        "settings",
        "verify_audit",
        "would_restore",
        "choose_import_file",
        "open_vault",
    ];
    for command in declared().iter().filter(|name| !harmless.contains(&name.as_str())) {
        for shape in &shapes {
            assert!(
                page.call(command, shape.clone()).is_err(),
                "{command} took {}",
                shape.to_string().chars().take(80).collect::<String>()
            );
        }
    }
    assert_eq!(files_below(page.folder.path()), before);
    assert_eq!(page.call("session_state", json!({})).unwrap()["state"], "open", "and the vault is still usable");
}

#[test]
fn a_path_is_not_a_ticket_and_a_ticket_serves_once() {
    let (page, key) = Page::with_key();
    let file = page.folder.path().join("public.asc");
    let request = |target: &Value| {
        json!({ "request": { "key": key, "part": "public", "preset": "modern", "passphrase": null,
        "administratorPassphrase": null, "target": target, "overwrite": true }, "operation": "e", "progress": "__CHANNEL__:2" })
    };
    assert_eq!(page.refused("export_key", request(&json!(file))), "grant-unknown");
    page.picks.push(&file);
    let ticket = page.call("choose_export_target", json!({ "request": { "key": key, "part": "public" } })).unwrap();
    assert_eq!(page.refused("inspect_file", json!({ "file": ticket["grant"] })), "grant-unknown", "given for writing");
    page.call("export_key", request(&ticket["grant"])).unwrap();
    assert_eq!(page.refused("export_key", request(&ticket["grant"])), "grant-unknown", "a second time");
}

#[test]
fn a_weak_passphrase_is_refused_here_whatever_the_page_says() {
    let (page, key) = Page::with_key();
    let file = page.folder.path().join("keypair.asc");
    page.picks.push(&file);
    let ticket = page.call("choose_export_target", json!({ "request": { "key": key, "part": "keypair" } })).unwrap();
    for weak in ["", "12345", "passwordpassword"] {
        let request = json!({ "key": key, "part": "keypair", "preset": "modern", "passphrase": weak, "administratorPassphrase": PASSPHRASE, "target": ticket["grant"], "overwrite": false });
        assert_eq!(
            page.refused("export_key", json!({ "request": request, "operation": "e", "progress": "__CHANNEL__:2" })),
            "passphrase-weak"
        );
    }
    assert!(!file.exists());
    assert!(PASSPHRASE != EXPORT_PASSPHRASE);
}
