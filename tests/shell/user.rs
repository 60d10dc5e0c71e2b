//! Keys ▸ Managed Keys, call for call.

use crate::{
    ca::{done, long, ticket, watched},
    console::{EXPORT_PASSPHRASE, PASSPHRASE, Page},
};
use serde_json::{Value, json};
use std::fs;

const ADA: &str = "ada@example.org";

fn person(email: &str, name: &str) -> Value {
    json!({ "email": email, "name": name, "mode": "skm" })
}

/// An open vault with an Organization Key and Ada.
fn with_ada() -> Page {
    let (page, _) = Page::with_key();
    let plan = done(&page, "plan_add_user", json!({ "request": person("ada@EXAMPLE.org", "Ada") }));
    assert_eq!((&plan["email"], &plan["userId"]), (&json!(ADA), &json!("Ada <ada@example.org>")));
    assert_eq!(listed(&page, &asked(""))["total"], 0, "a plan makes nothing");
    let receipt = long(&page, "add_user", &person(ADA, "Ada"));
    // A second may pass between the two calls.
    let day = |at: &Value| at.as_str().map(|at| at.chars().take(10).collect::<String>());
    let (told, planned) = (day(&receipt["user"]["expires"]), day(&plan["expires"]));
    assert_eq!((&receipt["user"]["state"], told.is_some(), told), (&json!("verified"), true, planned));
    page
}

fn asked(filter: &str) -> Value {
    json!({ "filter": filter, "state": null, "order": "newest", "after": null, "limit": 2 })
}

fn listed(page: &Page, request: &Value) -> Value {
    done(page, "users_page", json!({ "request": request }))
}

fn addresses(view: &Value) -> Vec<&str> {
    view["rows"].as_array().unwrap().iter().map(|row| row["email"].as_str().unwrap()).collect()
}

/// What the preview tells, and then the import.
fn import(page: &Page, source: &Value) -> (Value, Value) {
    let request = json!({ "source": source, "mode": null, "passphrase": null });
    (long(page, "plan_user_import", &request), long(page, "import_users", &request))
}

#[test]
fn many_users_are_previewed_imported_and_paged_newest_first() {
    let page = with_ada();
    let (source, path) = ticket(&page, "choose_user_file", json!({}), "people.csv");
    fs::write(path, "email,name\nbob@example.org,Bob\ncyd@example.org,Cyd\neve@example.com,Eve\n").unwrap();
    let (plan, receipt) = import(&page, &source);
    for (view, what) in [(&plan, "plan"), (&receipt, "import")] {
        assert_eq!((&view["new"], &view["refused"]), (&json!(2), &json!(1)), "{what}: {view}");
        assert_eq!(view["rows"][2]["refusal"]["code"], "domain-not-managed", "{what}: {view}");
    }
    assert_eq!((plan["auditHead"].is_null(), receipt["auditHead"].is_null()), (true, false));
    let mut request = asked("");
    let first = listed(&page, &request);
    assert_eq!((addresses(&first), &first["total"]), (vec!["cyd@example.org", "bob@example.org"], &json!(3)));
    request["after"] = first["next"].clone();
    let last = listed(&page, &request);
    assert_eq!((addresses(&last), last["next"].is_null()), (vec![ADA], true));
    assert_eq!(addresses(&listed(&page, &asked("state:verified bob"))), ["bob@example.org"]);
    let spent = watched(&json!({ "source": source, "mode": null, "passphrase": null }));
    assert_eq!(page.refused("import_users", spent), "grant-unknown", "a ticket serves once");
}

#[test]
fn a_folder_of_keys_is_imported_and_a_bad_mode_is_refused() {
    let page = with_ada();
    let (folder, path) = ticket(&page, "choose_user_folder", json!({}), "keys");
    fs::create_dir(&path).unwrap();
    fs::write(path.join("people.csv"), "email,name,mode\nbob@example.org,Bob,ckm\n").unwrap();
    fs::write(path.join("letter.txt"), "Dear all").unwrap();
    let (_, receipt) = import(&page, &folder);
    assert_eq!((&receipt["new"], &receipt["refused"]), (&json!(0), &json!(2)), "{receipt}");
}

#[test]
fn a_keypair_of_a_user_leaves_only_after_the_administrator_has_typed_their_passphrase_again() {
    let page = with_ada();
    let wanted = json!({ "request": { "email": ADA, "part": "keypair" } });
    let (target, file) = ticket(&page, "choose_user_export_target", wanted, "ada.asc");
    let mut request = json!({ "email": ADA, "part": "keypair", "preset": "modern", "passphrase": EXPORT_PASSPHRASE,
        "administratorPassphrase": null, "target": target, "overwrite": false });
    assert_eq!(page.refused("export_user", watched(&request)), "passphrase-missing");
    request["administratorPassphrase"] = json!("not the one at all");
    assert_eq!(page.refused("export_user", watched(&request)), "wrong-passphrase");
    assert!(!file.exists());
    request["administratorPassphrase"] = json!(PASSPHRASE);
    let receipt = long(&page, "export_user", &request);
    assert_eq!((&receipt["fileName"], receipt["proof"].as_array().map(Vec::len)), (&json!("ada.asc"), Some(2)));
    assert!(fs::read_to_string(file).unwrap().starts_with("-----BEGIN PGP PRIVATE KEY BLOCK-----"));
}

#[test]
fn the_public_keys_of_all_users_leave_in_one_file() {
    let page = with_ada();
    let wanted = json!({ "request": { "email": null, "part": "public" } });
    let (target, file) = ticket(&page, "choose_user_export_target", wanted, "all.asc");
    let receipt = long(&page, "export_all_users", &json!({ "target": target, "overwrite": false }));
    assert_eq!((&receipt["keys"], &receipt["part"]), (&json!(1), &json!("public")));
    assert!(fs::read_to_string(file).unwrap().starts_with("-----BEGIN PGP PUBLIC KEY BLOCK-----"));
}

#[test]
fn a_user_is_shown_contacted_and_deleted_after_the_address_was_typed_again() {
    let page = with_ada();
    let contact = json!({ "request": { "email": ADA, "at": "2026-01-02T00:00:00Z" } });
    assert_eq!(done(&page, "contact_user", contact)["lastContact"], "2026-01-02T00:00:00Z");
    let shown = done(&page, "show_user", json!({ "email": ADA }));
    assert_eq!((&shown["key"]["fingerprint"], &shown["origin"]), (&shown["row"]["fingerprint"], &json!("generated")));
    let delete = |confirm: &str| json!({ "request": { "email": ADA, "confirm": confirm } });
    assert_eq!(page.refused("delete_user", delete("bob@example.org")), "confirmation-differs");
    assert_eq!(done(&page, "delete_user", delete(ADA))["state"], "deleted");
    assert_eq!(page.refused("show_user", json!({ "email": ADA })), "user-not-found");
    assert_eq!(addresses(&listed(&page, &asked("state:deleted"))), [ADA]);
}

#[test]
fn dismissed_dialogs_over_users_are_told_as_cancelled() {
    let page = with_ada();
    let request = json!({ "request": { "email": ADA, "part": "public" } });
    for command in ["choose_user_file", "choose_user_folder", "choose_user_export_target"] {
        assert_eq!(page.refused(command, request.clone()), "cancelled", "{command}");
    }
}
