//! Administrators over the border: what the page may ask, and what comes back.

use crate::console::{ADMINISTRATOR, PASSPHRASE, Page};
use serde_json::{Value, json};

const HERS: &str = "copper-meadow-signal-walrus-52";

fn operation(request: Value) -> Value {
    json!({ "request": request, "operation": "a", "progress": "__CHANNEL__:4" })
}

fn add(page: &Page, name: &str, role: &str) -> Value {
    let request = json!({ "name": name, "role": role, "passphrase": HERS });
    page.call("add_administrator", operation(request)).unwrap()
}

#[test]
fn an_administrator_is_added_given_a_right_robbed_of_it_and_removed() {
    let (page, _) = Page::with_key();
    let roles = page.call("roles", json!({})).unwrap();
    let officer = roles.as_array().unwrap().iter().find(|role| role["role"] == "certificate-officer").unwrap();
    let added = add(&page, "Grace", "certificate-officer");
    assert_eq!(added["administrator"]["rights"], officer["rights"]);
    assert!(!added.to_string().contains(HERS));
    let right = json!({ "name": "Grace", "area": "users", "right": "export-secret" });
    let given = page.call("grant_right", operation(right.clone())).unwrap();
    assert!(given["administrator"]["rights"].as_array().unwrap().contains(&json!("users:export-secret")));
    let taken = page.call("revoke_right", operation(right)).unwrap();
    assert_eq!(taken["administrator"]["rights"], officer["rights"]);
    page.call("remove_administrator", operation(json!({ "name": "Grace" }))).unwrap();
    let left = page.call("administrators", json!({})).unwrap();
    assert_eq!(left.as_array().unwrap().len(), 1);
    assert!(page.call("organization_keys", json!({})).unwrap()["current"].is_object(), "in the same session");
}

#[test]
fn what_the_rules_refuse_is_refused_here_too() {
    let page = Page::open();
    add(&page, "Grace", "auditor");
    let weak = json!({ "name": "Edsger", "role": "auditor", "passphrase": "12345" });
    assert_eq!(page.refused("add_administrator", operation(weak)), "passphrase-weak");
    let taken = json!({ "name": "grace", "role": "auditor", "passphrase": HERS });
    assert_eq!(page.refused("add_administrator", operation(taken)), "administrator-exists");
    let own = json!({ "name": ADMINISTRATOR, "area": "users", "right": "read" });
    assert_eq!(page.refused("revoke_right", operation(own)), "last-administrator");
    assert_eq!(
        page.refused("remove_administrator", operation(json!({ "name": ADMINISTRATOR }))),
        "administrator-is-self"
    );
    page.call("lock", json!({})).unwrap();
    page.call("unlock", json!({ "request": { "administrator": "Grace", "passphrase": HERS } })).unwrap();
    for command in ["grant_right", "revoke_right"] {
        let right = json!({ "name": "Grace", "area": "users", "right": "write" });
        assert_eq!(page.refused(command, operation(right)), "not-permitted");
    }
    assert_eq!(page.refused("remove_administrator", operation(json!({ "name": "Grace" }))), "not-permitted");
}

#[test]
fn an_operation_for_two_takes_a_second_passphrase_and_one_operation_only() {
    let (page, _) = Page::with_key();
    add(&page, "Grace", "supervisor");
    let rules = page.call("two_person_rules", json!({})).unwrap();
    assert!(rules.as_array().unwrap().iter().all(|rule| rule["needsTwo"] == false));
    let rule = |needs_two: bool| json!({ "request": { "operation": "remove-administrator", "needsTwo": needs_two } });
    page.call("set_two_person", rule(true)).unwrap();
    add(&page, "Edsger", "auditor");
    let remove = || operation(json!({ "name": "Edsger" }));
    assert_eq!(page.refused("remove_administrator", remove()), "second-person-missing");
    let second =
        |name: &str, passphrase: &str| json!({ "request": { "administrator": name, "passphrase": passphrase } });
    assert_eq!(page.refused("attend_second_person", second(ADMINISTRATOR, PASSPHRASE)), "second-person-same");
    assert_eq!(page.refused("attend_second_person", second("Grace", "wrong")), "wrong-passphrase");
    page.call("attend_second_person", second("Grace", HERS)).unwrap();
    page.call("remove_administrator", remove()).unwrap();
    assert_eq!(page.refused("set_two_person", rule(false)), "second-person-missing");
}
