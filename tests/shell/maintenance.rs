//! The maintenance run, the renewal and the replacement of the Organization Key, call for call.

use crate::{
    ca::{done, long, ticket, watched},
    console::{EXPORT_PASSPHRASE, PASSPHRASE, Page},
};
use serde_json::{Value, json};

fn replacement(key: &str) -> Value {
    json!({ "key": key, "userId": "Example Org <keys@example.org>", "algorithm": "curve25519", "profile": "v4",
            "expires": "never", "reason": "laptop stolen", "confirm": "Example Org", "signUsersNow": true })
}

fn export_keypair(page: &Page, key: &str) {
    let wanted = json!({ "request": { "key": key, "part": "keypair" } });
    let (target, _) = ticket(page, "choose_export_target", wanted, "old.asc");
    let request = json!({ "key": key, "part": "keypair", "preset": "modern", "passphrase": EXPORT_PASSPHRASE,
        "administratorPassphrase": PASSPHRASE, "target": target, "overwrite": false });
    long(page, "export_key", &request);
}

#[test]
fn a_run_is_looked_at_run_and_told() {
    let (page, _) = Page::with_key();
    long(&page, "add_user", &json!({ "email": "ada@example.org", "name": "Ada", "mode": "skm" }));
    assert_eq!(done(&page, "maintenance_status", json!({}))["due"], true);
    let plan = done(&page, "plan_maintenance", json!({ "request": { "asOf": null, "limit": null } }));
    assert_eq!((&plan["usersCertified"], &plan["organizationKey"]), (&json!(0), &Value::Null));
    let past = json!({ "request": { "asOf": "2026-01-01T00:00:00Z", "limit": null } });
    assert_eq!(page.refused("plan_maintenance", past), "invalid-argument");
    let receipt = long(&page, "run_maintenance", &json!({ "limit": null }));
    assert_eq!((&receipt["run"]["outcome"], &receipt["run"]["number"]), (&json!("done"), &json!(1)));
    let status = done(&page, "maintenance_status", json!({}));
    assert_eq!((&status["due"], &status["runs"][0]), (&json!(false), &receipt["run"]));
}

#[test]
fn the_lead_and_the_two_weeks_are_settings() {
    let (page, key) = Page::with_key();
    let shown = done(&page, "maintenance_settings", json!({}));
    assert_eq!((&shown["renewLeadDays"], &shown["userSignatureDays"]), (&json!(1), &json!(14)));
    let renews = |page: &Page| done(page, "organization_key", json!({ "key": key }))["renews"].clone();
    let before = renews(&page);
    let wanted = |lead: u32| json!({ "request": { "renewLeadDays": lead, "userSignatureDays": 14 } });
    assert_eq!(done(&page, "change_maintenance_settings", wanted(31))["renewLeadDays"], 31);
    assert_ne!(renews(&page), before);
    assert_eq!(page.refused("change_maintenance_settings", wanted(0)), "invalid-argument");
}

#[test]
fn the_organization_key_is_renewed_after_a_review() {
    let (page, _) = Page::with_key();
    // In the second of its making the end would be no later.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    let plan = done(&page, "plan_renew_key", json!({}));
    assert!(plan["wouldEnd"].as_str() > plan["ends"].as_str(), "{plan}");
    let receipt = done(&page, "renew_key", json!({ "operation": "r", "progress": "__CHANNEL__:7" }));
    assert_eq!((&receipt["key"]["fingerprint"], &receipt["ended"]), (&plan["key"]["fingerprint"], &plan["ends"]));
    assert_eq!(receipt["key"]["expires"], receipt["ends"]);
}

#[test]
fn the_organization_key_is_replaced_only_after_a_proven_copy_and_the_typed_name() {
    let (page, key) = Page::with_key();
    long(&page, "add_user", &json!({ "email": "ada@example.org", "name": "Ada", "mode": "skm" }));
    let request = replacement(&key);
    let plan = done(&page, "plan_replace_key", json!({ "request": request }));
    assert_eq!((&plan["usersUnverified"], &plan["refusal"]["code"]), (&json!(1), &json!("key-not-backed-up")));
    assert_eq!(page.refused("replace_key", watched(&request)), "key-not-backed-up");
    export_keypair(&page, &key);
    let mut other = request.clone();
    other["confirm"] = json!("Example");
    assert_eq!(page.refused("replace_key", watched(&other)), "confirmation-differs");
    let receipt = long(&page, "replace_key", &request);
    assert_eq!((&receipt["key"]["generation"], &receipt["old"]["state"]), (&json!(2), &json!("retired")));
    assert_eq!(receipt["run"]["usersCertified"], 1);
    let keys = done(&page, "organization_keys", json!({}));
    assert_eq!((&keys["current"], &keys["earlier"][0]["id"]), (&receipt["key"], &json!(key)));
    assert_eq!(page.refused("plan_renew_key", json!({})), "key-never-ends");
}
