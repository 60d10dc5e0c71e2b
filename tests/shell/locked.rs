//! A locked vault refuses everything that touches its content.

use crate::{
    console::{ADMINISTRATOR, PASSPHRASE, Page},
    list::declared,
};
use serde_json::{Value, json};

/// Commands that work before a vault is open: they show nothing of one.
const BEFORE_UNLOCK: &[&str] = &[
    "about",
    "ca_key_choices",
    "cancel_operation",
    "check_organization",
    "choose_vault_place",
    "create_vault",
    "default_vault_place",
    "key_choices",
    "lock",
    "measure_passphrase",
    "open_vault",
    "roles",
    "session_state",
    "set_preferences",
    "touch",
    "unlock",
    "watch_session",
];

/// Enough for every request about a CA: what a command does not know it does not read.
fn of_a_ca() -> Value {
    json!({ "ca": "x", "name": "Tree", "subject": "CN=Tree", "key": "p256", "valid": "1y", "pathLength": null,
            "exportable": true, "crlPoints": [], "subordinate": false, "target": "t", "overwrite": false,
            "files": ["t"], "file": "t", "passphrase": "p", "bornWith": null, "acceptMissingMac": false,
            "privateKey": true, "certificate": "self-signed", "format": "pem", "preset": "modern",
            "vendorCompatiblePassword": false, "administratorPassphrase": "p", "template": "server",
            "alternativeNames": null, "serial": "01", "filter": null, "state": null, "order": "newest", "after": null,
            "limit": 10, "reason": "unspecified", "invalidSince": null, "days": null, "firstList": false })
}

fn of_a_user() -> Value {
    json!({ "email": "ada@example.org", "name": "Ada", "mode": "skm", "confirm": "ada@example.org", "at": null,
            "source": "t", "part": "keypair", "preset": "modern", "passphrase": "p", "administratorPassphrase": "p",
            "target": "t", "overwrite": false, "filter": null, "state": null, "order": "email", "after": null,
            "limit": 10, "emails": ["ada@example.org"], "all": true, "reason": "unspecified", "reissue": false })
}

fn of_org_cert() -> Value {
    json!({ "subject": { "commonName": "Mail CA", "email": null, "organization": null, "unit": null, "city": null,
                         "state": null, "country": null },
            "crlPoints": [], "what": "certificate", "format": "pem", "target": "t", "overwrite": false, "files": ["t"],
            "passphrase": "p", "acceptMissingMac": false, "serial": null, "id": null, "keypair": true,
            "preset": "modern", "administratorPassphrase": "p", "days": null, "firstList": false,
            "userCertificateDays": 14, "smimeKey": "rsa2048" })
}

fn of_a_copy() -> Value {
    json!({ "copy": "x", "file": null, "folder": null, "passphrase": "p", "reason": "shredded" })
}

fn of_an_audit_log() -> Value {
    json!({ "format": "jsonl", "target": "t", "overwrite": false, "since": null, "filter": null, "file": "t",
            "head": "1 9f86d081884c7d65" })
}

fn of_a_replacement() -> Value {
    json!({ "key": "x", "userId": "A <a@example.org>", "algorithm": "curve25519", "profile": "v4", "expires": "1y",
            "reason": "stolen", "confirm": "Example Org", "signUsersNow": false })
}

fn arguments(command: &str) -> Value {
    let export = json!({ "key": "x", "part": "keypair", "preset": "modern", "passphrase": "p", "administratorPassphrase": "p", "target": "t", "overwrite": false });
    let import = json!({ "file": "t", "passphrase": null, "fingerprint": null, "acceptExpired": false, "acceptRevoked": false, "renewSelfSignatures": false });
    let generate =
        json!({ "userId": "A <a@example.org>", "algorithm": "curve25519", "profile": "v4", "expires": "1y" });
    let request = match command {
        "plan_export" | "export_key" => export,
        "plan_import" | "import_key" => import,
        "plan_generate" | "generate_key" => generate,
        "audit_page" => json!({ "before": null, "limit": 10, "since": null, "text": null }),
        _ if command.contains("audit") => of_an_audit_log(),
        "plan_server_backup" | "create_server_backup" => {
            json!({ "target": "t", "preset": "modern", "overwrite": false })
        }
        _ if command.contains("drill") || command.contains("retire") => of_a_copy(),
        "change_passphrase" => json!({ "current": "a", "new": "b" }),
        "choose_export_target" => json!({ "key": "x", "part": "public" }),
        "set_two_person" => json!({ "operation": "export-keypair", "needsTwo": true }),
        "attend_second_person" => json!({ "administrator": "x", "passphrase": "p" }),
        "add_administrator" => json!({ "name": "x", "role": "auditor", "passphrase": "p" }),
        "grant_right" | "revoke_right" => json!({ "name": "x", "area": "users", "right": "read" }),
        _ if command.contains("org_cert") => of_org_cert(),
        "plan_maintenance" | "run_maintenance" => json!({ "asOf": null, "limit": null }),
        "change_maintenance_settings" => json!({ "renewLeadDays": 31, "userSignatureDays": 14 }),
        "plan_adk" | "set_adk" => json!({ "file": "t" }),
        "remove_adk" => json!({ "confirm": "x" }),
        "plan_replace_key" | "replace_key" => of_a_replacement(),
        _ if command.contains("user") => of_a_user(),
        _ => of_a_ca(),
    };
    json!({ "request": request, "operation": "o", "progress": "__CHANNEL__:1", "key": "x", "ca": "x", "copy": "x", "name": "x", "file": "t", "email": "x",
            "settings": { "language": "en", "theme": "light", "autoLockMinutes": 5 } })
}

#[test]
fn a_locked_vault_refuses_every_command_that_touches_its_content() {
    let page = Page::open();
    page.call("lock", json!({})).unwrap();
    for command in declared().iter().filter(|name| !BEFORE_UNLOCK.contains(&name.as_str())) {
        let code = page.refused(command, arguments(command));
        assert!(matches!(code.as_str(), "vault-locked" | "grant-unknown"), "{command}: {code}");
    }
}

#[test]
fn before_a_vault_is_chosen_the_same_commands_are_refused() {
    let page = Page::fresh();
    assert_eq!(page.call("session_state", json!({})).unwrap()["state"], "empty");
    for command in declared().iter().filter(|name| !BEFORE_UNLOCK.contains(&name.as_str())) {
        let code = page.refused(command, arguments(command));
        assert!(matches!(code.as_str(), "vault-locked" | "grant-unknown"), "{command}: {code}");
    }
}

#[test]
fn a_wrong_passphrase_leaves_the_vault_locked_and_the_right_one_opens_it() {
    let page = Page::open();
    page.call("lock", json!({})).unwrap();
    for wrong in
        ["", "vivid-otter-lantern-quarry-89", "Vivid-otter-lantern-quarry-88", "vivid-otter-lantern-quarry-88 "]
    {
        let code =
            page.refused("unlock", json!({ "request": { "administrator": ADMINISTRATOR, "passphrase": wrong } }));
        assert_eq!(code, "wrong-passphrase", "{wrong:?}");
    }
    assert_eq!(page.call("session_state", json!({})).unwrap()["state"], "locked");
    let opened = page
        .call("unlock", json!({ "request": { "administrator": ADMINISTRATOR, "passphrase": PASSPHRASE } }))
        .unwrap();
    assert_eq!((&opened["state"], &opened["organization"]), (&json!("open"), &json!("Example Org")));
}

#[test]
fn tickets_do_not_outlive_the_session() {
    let (page, key) = Page::with_key();
    page.picks.push(&page.folder.path().join("out.asc"));
    let ticket = page.call("choose_export_target", json!({ "request": { "key": key, "part": "public" } })).unwrap();
    page.call("lock", json!({})).unwrap();
    page.call("unlock", json!({ "request": { "administrator": ADMINISTRATOR, "passphrase": PASSPHRASE } })).unwrap();
    let request = json!({ "key": key, "part": "public", "preset": "modern", "passphrase": null, "administratorPassphrase": null, "target": ticket["grant"], "overwrite": false });
    assert_eq!(page.refused("plan_export", json!({ "request": request })), "grant-unknown");
}
