//! One happy call per command, in the order of an administrator's first day; what the page gets holds neither secret
//! nor path.

use crate::console::{ADMINISTRATOR, EXPORT_PASSPHRASE, PASSPHRASE, Page};
use serde_json::{Value, json};
use std::path::Path;

fn export_request(key: &str, target: &Value, passphrase: Option<&str>, own: Option<&str>) -> Value {
    let part = if passphrase.is_some() { "keypair" } else { "public" };
    json!({ "key": key, "part": part, "preset": "compatible", "passphrase": passphrase,
            "administratorPassphrase": own, "target": target["grant"], "overwrite": false })
}

fn choose_target(page: &Page, key: &str, part: &str, file: &Path) -> Value {
    page.picks.push(file);
    page.call("choose_export_target", json!({ "request": { "key": key, "part": part } })).unwrap()
}

/// Every string of an answer, however deep.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(fields) => fields.values().for_each(|item| strings(item, found)),
        _ => {}
    }
}

pub fn assert_no_secret_and_no_path(page: &Page, what: &str, answer: &Value) {
    let mut found = Vec::new();
    strings(answer, &mut found);
    let folder = page.folder.path().to_string_lossy().into_owned();
    for text in found {
        for forbidden in [PASSPHRASE, EXPORT_PASSPHRASE, "PRIVATE KEY", folder.as_str()] {
            assert!(!text.contains(forbidden), "{what} tells the page {forbidden}: {text}");
        }
    }
}

#[test]
fn from_an_empty_machine_to_a_proven_backup_and_back() {
    let (page, key) = Page::with_key();
    let file = page.folder.path().join("keypair.asc");
    let target = choose_target(&page, &key, "keypair", &file);
    assert_no_secret_and_no_path(&page, "choose_export_target", &target);
    let request = export_request(&key, &target, Some(EXPORT_PASSPHRASE), Some(PASSPHRASE));
    let plan = page.call("plan_export", json!({ "request": request })).unwrap();
    assert_no_secret_and_no_path(&page, "plan_export", &plan);
    assert!(!file.exists(), "a plan writes nothing");
    let receipt =
        page.call("export_key", json!({ "request": request, "operation": "e", "progress": "__CHANNEL__:2" })).unwrap();
    assert_no_secret_and_no_path(&page, "export_key", &receipt);
    assert_eq!(receipt["proof"].as_array().unwrap().len(), 2, "{receipt}");
    assert!(file.exists());

    let second = Page::open();
    second.picks.push(&file);
    let ticket = second.call("choose_import_file", json!({})).unwrap();
    let inspected = second.call("inspect_file", json!({ "file": ticket["grant"] })).unwrap();
    assert_eq!(inspected["keys"][0]["fingerprint"], receipt["fingerprint"]);
    let import = json!({ "file": ticket["grant"], "passphrase": EXPORT_PASSPHRASE, "fingerprint": null,
                         "acceptExpired": false, "acceptRevoked": false, "renewSelfSignatures": false });
    let preview = second.call("plan_import", json!({ "request": import })).unwrap();
    assert_eq!(preview["relation"], "new");
    let done =
        second.call("import_key", json!({ "request": import, "operation": "i", "progress": "__CHANNEL__:3" })).unwrap();
    assert_eq!(done["key"]["fingerprint"], receipt["fingerprint"]);
    assert_no_secret_and_no_path(&second, "import_key", &done);
}

#[test]
fn every_page_answers_without_secret_and_path() {
    let (page, key) = Page::with_key();
    let target = choose_target(&page, &key, "keypair", &page.folder.path().join("keypair.asc"));
    let request = export_request(&key, &target, Some(EXPORT_PASSPHRASE), Some(PASSPHRASE));
    page.call("export_key", json!({ "request": request, "operation": "e", "progress": "__CHANNEL__:2" })).unwrap();
    let calls = [
        ("session_state", json!({})),
        ("home", json!({})),
        ("organization_keys", json!({})),
        ("organization_key", json!({ "key": key })),
        ("backup_register", json!({})),
        ("audit_page", json!({ "request": { "before": null, "limit": 100, "text": null } })),
        ("verify_audit", json!({})),
        ("settings", json!({})),
        ("administrators", json!({})),
        ("about", json!({})),
        ("key_choices", json!({})),
        ("lock", json!({})),
    ];
    for (command, arguments) in calls {
        let answer = page.call(command, arguments).unwrap_or_else(|error| panic!("{command}: {error}"));
        assert_no_secret_and_no_path(&page, command, &answer);
    }
}

#[test]
fn a_secret_leaves_only_after_the_administrator_has_typed_their_passphrase_again() {
    let (page, key) = Page::with_key();
    let file = page.folder.path().join("keypair.asc");
    let target = choose_target(&page, &key, "keypair", &file);
    for (own, code) in [(None, "passphrase-missing"), (Some("not the one at all"), "wrong-passphrase")] {
        let request = export_request(&key, &target, Some(EXPORT_PASSPHRASE), own);
        assert_eq!(
            page.refused("export_key", json!({ "request": request, "operation": "e", "progress": "__CHANNEL__:2" })),
            code
        );
        assert!(!file.exists());
    }
}

#[test]
fn the_passphrase_is_changed_and_the_old_one_is_void() {
    let page = Page::open();
    let next = "copper-meadow-signal-walrus-52";
    page.call("change_passphrase", json!({ "request": { "current": PASSPHRASE, "new": next } })).unwrap();
    page.call("lock", json!({})).unwrap();
    assert_eq!(
        page.refused("unlock", json!({ "request": { "administrator": ADMINISTRATOR, "passphrase": PASSPHRASE } })),
        "wrong-passphrase"
    );
    page.call("unlock", json!({ "request": { "administrator": ADMINISTRATOR, "passphrase": next } })).unwrap();
}

#[test]
fn settings_are_kept_and_their_range_holds() {
    let page = Page::open();
    let wanted =
        |minutes: u32| json!({ "settings": { "language": "de", "theme": "dark", "autoLockMinutes": minutes } });
    assert_eq!(page.call("change_settings", wanted(15)).unwrap()["autoLockMinutes"], 15);
    for minutes in [0, 16, 4_000_000_000] {
        assert_eq!(page.refused("change_settings", wanted(minutes)), "invalid-argument");
    }
    assert_eq!(page.call("settings", json!({})).unwrap()["language"], "de");
    let german = page.call("organization_key", json!({ "key": "nothing" })).unwrap_err();
    assert!(german["fact"].as_str().unwrap().contains("keinen Schlüssel"), "{german}");
}

#[test]
fn a_dismissed_dialog_is_told_as_cancelled() {
    let (page, key) = Page::with_key();
    assert_eq!(page.refused("choose_import_file", json!({})), "cancelled");
    assert_eq!(
        page.refused("choose_export_target", json!({ "request": { "key": key, "part": "public" } })),
        "cancelled"
    );
}

#[test]
fn what_the_setup_assistant_asks_on_the_way_is_answered_without_secret_and_path() {
    let page = Page::fresh();
    page.picks.push(&page.folder.path().join("elsewhere.orgvault"));
    let calls = [
        ("watch_session", json!({ "events": "__CHANNEL__:4" })),
        ("set_preferences", json!({ "language": "en", "theme": "dark" })),
        ("check_organization", json!({ "draft": { "organization": "Example", "domains": ["nodots"] } })),
        ("choose_vault_place", json!({ "organization": "Example" })),
        ("measure_passphrase", json!({ "request": { "purpose": "export", "passphrase": EXPORT_PASSPHRASE } })),
        ("cancel_operation", json!({ "operation": "nothing runs" })),
    ];
    for (command, arguments) in calls {
        let answer = page.call(command, arguments).unwrap_or_else(|error| panic!("{command}: {error}"));
        assert_no_secret_and_no_path(&page, command, &answer);
        match command {
            "check_organization" => assert_eq!(answer[0]["code"], "invalid-domain"),
            "choose_vault_place" => assert_eq!(answer["name"], "elsewhere.orgvault"),
            "measure_passphrase" => assert_eq!(answer["accepted"], true),
            "set_preferences" => assert_eq!(answer["theme"], "dark"),
            _ => assert!(answer.is_null(), "{command}: {answer}"),
        }
    }
}

#[test]
fn the_plan_of_a_key_makes_none() {
    let page = Page::open();
    let request =
        json!({ "userId": "keys@example.org", "algorithm": "curve25519", "profile": "v4", "expires": "never" });
    let plan = page.call("plan_generate", json!({ "request": request })).unwrap();
    assert_no_secret_and_no_path(&page, "plan_generate", &plan);
    assert_eq!((&plan["userId"], &plan["expires"]), (&json!("keys@example.org"), &Value::Null));
    assert_eq!(page.call("organization_keys", json!({})).unwrap()["current"], Value::Null);
}

#[test]
fn another_vault_is_chosen_by_its_folder_and_stays_locked() {
    let (page, other) = (Page::open(), Page::open());
    page.picks.push(&other.folder.path().join("example-org.orgvault"));
    let session = page.call("open_vault", json!({})).unwrap();
    assert_no_secret_and_no_path(&page, "open_vault", &session);
    assert_eq!((&session["state"], &session["administrators"]), (&json!("locked"), &json!([ADMINISTRATOR])));
    assert_eq!(page.refused("home", json!({})), "vault-locked");
    page.picks.push(page.folder.path());
    assert_eq!(page.refused("open_vault", json!({})), "vault-not-found");
}
