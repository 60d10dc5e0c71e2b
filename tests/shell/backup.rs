//! Server backups, call for call: made, listed, verified, and what is refused.

use crate::{
    ca::{done, long, ticket, watched},
    console::Page,
};
use serde_json::{Value, json};
use std::fs;

fn request(target: &Value, overwrite: bool) -> Value {
    json!({ "target": target, "preset": "modern", "overwrite": overwrite })
}

#[test]
fn a_server_backup_is_made_listed_and_verified() {
    let (page, _) = Page::with_key();
    let (target, file) = ticket(&page, "choose_backup_target", json!({}), "all.backup.asc");
    let plan = done(&page, "plan_server_backup", json!({ "request": request(&target, false) }));
    assert_eq!((&plan["generation"], &plan["provenCopies"]), (&json!(1), &json!(0)));
    let receipt = long(&page, "create_server_backup", &request(&target, false));
    assert_eq!(receipt["file"]["fileName"], "all.backup.asc");
    assert_eq!(page.refused("create_server_backup", watched(&request(&target, true))), "grant-unknown");
    let listed = done(&page, "server_backups", json!({}));
    assert_eq!((&listed[0]["isThere"], &listed[0]["copy"]["sha256"]), (&json!(true), &receipt["file"]["sha256"]));
    let verify = |page: &Page| {
        let (grant, _) = ticket(page, "choose_backup_file", json!({}), "all.backup.asc");
        json!({ "file": grant, "operation": "o", "progress": "__CHANNEL__:1" })
    };
    let arguments = verify(&page);
    assert_eq!(done(&page, "verify_server_backup", arguments)["contents"], receipt["contents"]);
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let arguments = verify(&page);
    assert_eq!(page.refused("verify_server_backup", arguments), "message-damaged");
}

#[test]
fn a_file_that_stands_there_is_replaced_only_by_somebody_who_says_so() {
    let (page, _) = Page::with_key();
    fs::write(page.folder.path().join("taken"), "another file").unwrap();
    let (target, _) = ticket(&page, "choose_backup_target", json!({}), "taken");
    assert_eq!(page.refused("plan_server_backup", json!({ "request": request(&target, false) })), "file-exists");
    assert_eq!(page.refused("create_server_backup", watched(&request(&target, false))), "file-exists");
    long(&page, "create_server_backup", &request(&target, true));
}
