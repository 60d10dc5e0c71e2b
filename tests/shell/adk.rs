//! The Additional Decryption Key, call for call.

use crate::{
    ca::{done, long, ticket},
    console::Page,
};
use serde_json::{Value, json};

/// The public key of a user, as a file and its ticket.
fn public_key(page: &Page, email: &str) -> Value {
    let wanted = json!({ "request": { "email": email, "part": "public" } });
    let name = format!("{email}.asc");
    let (target, path) = ticket(page, "choose_user_export_target", wanted, &name);
    let request = json!({ "email": email, "part": "public", "preset": "modern", "passphrase": null,
        "administratorPassphrase": null, "target": target, "overwrite": false });
    long(page, "export_user", &request);
    page.picks.push(&path);
    done(page, "choose_import_file", json!({}))["grant"].clone()
}

#[test]
fn a_key_is_attached_after_a_review_counted_and_removed_after_its_id_was_typed() {
    let (page, _) = Page::with_key();
    long(&page, "add_user", &json!({ "email": "adk@example.org", "name": "Recovery", "mode": "skm" }));
    assert_eq!(done(&page, "show_adk", json!({})), Value::Null);
    assert_eq!(page.refused("remove_adk", json!({ "request": { "confirm": "x" } })), "adk-missing");
    let file = public_key(&page, "adk@example.org");
    let request = json!({ "request": { "file": file } });
    let plan = done(&page, "plan_adk", request.clone());
    assert_eq!((&plan["replaces"], &plan["usersToRollOver"]), (&Value::Null, &json!(0)));
    let receipt = done(&page, "set_adk", request.clone());
    assert_eq!(receipt["adk"]["fingerprint"], plan["key"]["fingerprint"]);
    assert_eq!(page.refused("set_adk", request), "grant-unknown", "a ticket serves once");
    long(&page, "add_user", &json!({ "email": "ada@example.org", "name": "Ada", "mode": "skm" }));
    let coverage = done(&page, "adk_coverage", json!({}));
    let users: Vec<&Value> = coverage["rows"].as_array().unwrap().iter().map(|row| &row["users"]).collect();
    assert_eq!((users, &coverage["rows"][0]["inUse"]), (vec![&json!(1), &json!(1)], &json!(true)));
    let remove = |confirm: &str| json!({ "request": { "confirm": confirm } });
    assert_eq!(page.refused("remove_adk", remove("0000000000000000")), "confirmation-differs");
    let fingerprint = receipt["adk"]["fingerprint"].as_str().unwrap();
    let removed = done(&page, "remove_adk", remove(&fingerprint[fingerprint.len() - 16..]));
    assert_eq!((&removed["adk"], &removed["usersToRollOver"]), (&Value::Null, &json!(1)));
    let run = long(&page, "run_maintenance", &json!({ "limit": null }));
    assert_eq!((&run["run"]["adksChanged"], &run["run"]["refused"]), (&json!(1), &json!(0)));
}
