//! The Certificates tab, call for call: a CA from its creation to a proven backup, and its restore into another vault.

use crate::{
    console::{EXPORT_PASSPHRASE, PASSPHRASE, Page},
    journey::assert_no_secret_and_no_path,
};
use serde_json::{Value, json};
use std::{fs, path::PathBuf, process::Command};

/// Calls a command that must succeed; its answer holds neither secret nor path.
pub fn done(page: &Page, command: &str, arguments: Value) -> Value {
    let answer = page.call(command, arguments).unwrap_or_else(|error| panic!("{command}: {error}"));
    assert_no_secret_and_no_path(page, command, &answer);
    answer
}

/// The same for a command that shows its progress.
pub fn long(page: &Page, command: &str, request: &Value) -> Value {
    done(page, command, watched(request))
}

pub fn watched(request: &Value) -> Value {
    json!({ "request": request, "operation": "o", "progress": "__CHANNEL__:7" })
}

fn creation(name: &str) -> Value {
    json!({ "name": name, "subject": format!("CN={name},O=Example"), "key": "p256", "valid": "10y", "pathLength": null,
            "exportable": true, "crlPoints": [], "subordinate": false, "target": null, "overwrite": false })
}

/// An open vault with a CA; also its id.
fn with_ca() -> (Page, String) {
    let page = Page::open();
    done(&page, "plan_create_ca", json!({ "request": creation("Tree") }));
    assert_eq!(done(&page, "list_cas", json!({})), json!([]), "a plan makes nothing");
    let receipt = long(&page, "create_ca", &creation("Tree"));
    (page, receipt["ca"]["id"].as_str().unwrap().to_owned())
}

/// A ticket for a file in the folder of the page.
pub fn ticket(page: &Page, command: &str, arguments: Value, name: &str) -> (Value, PathBuf) {
    let path = page.folder.path().join(name);
    page.picks.push(&path);
    (done(page, command, arguments)["grant"].clone(), path)
}

/// A request for a certificate, made by OpenSSL.
fn signing_request(page: &Page, name: &str) -> Value {
    let (key, csr) = (page.folder.path().join("leaf.key"), format!("{name}.csr"));
    let (grant, path) = ticket(page, "choose_request_file", json!({}), &csr);
    let made = Command::new("openssl")
        .args(["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj"])
        .arg(format!("/CN={name}.example.org"))
        .args(["-addext", &format!("subjectAltName=DNS:{name}.example.org"), "-keyout"])
        .arg(&key)
        .arg("-out")
        .arg(&path)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    grant
}

/// Issues a certificate; its row.
fn issue(page: &Page, ca: &str, name: &str) -> Value {
    let file = signing_request(page, name);
    let mut request = json!({ "ca": ca, "file": file, "template": "server", "valid": "1y", "subject": null,
        "alternativeNames": null, "crlPoints": null, "target": null, "format": "pem", "overwrite": false });
    let plan = done(page, "plan_issue", json!({ "request": request }));
    assert_eq!(plan["request"]["alternativeNames"], json!([format!("DNS:{name}.example.org")]), "{plan}");
    let wanted = json!({ "request": { "name": plan["name"], "format": "pem" } });
    let (target, path) = ticket(page, "choose_certificate_target", wanted, &format!("{name}.pem"));
    request["target"] = target;
    let receipt = done(page, "issue_certificate", json!({ "request": request }));
    assert!(fs::read_to_string(path).unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
    receipt["row"].clone()
}

fn export_request(ca: &str, private_key: bool, target: &Value) -> Value {
    json!({ "ca": ca, "privateKey": private_key, "certificate": "self-signed", "serial": null, "format": "pem",
            "preset": "modern",
            "vendorCompatiblePassword": false, "passphrase": private_key.then_some(EXPORT_PASSPHRASE),
            "administratorPassphrase": private_key.then_some(PASSPHRASE), "target": target, "overwrite": false })
}

fn export_target(page: &Page, ca: &str, private_key: bool, name: &str) -> (Value, PathBuf) {
    let wanted =
        json!({ "ca": ca, "privateKey": private_key, "certificate": "self-signed", "serial": null, "format": "pem" });
    ticket(page, "choose_ca_export_target", json!({ "request": wanted }), name)
}

#[test]
fn from_a_new_ca_to_a_proven_backup_and_its_restore_into_another_vault() {
    let (page, ca) = with_ca();
    let row = issue(&page, &ca, "mail");
    let (target, file) = export_target(&page, &ca, true, "tree.pfx");
    let request = export_request(&ca, true, &target);
    let plan = done(&page, "plan_ca_export", json!({ "request": request }));
    let kinds: Vec<&str> =
        plan["contents"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["private-key", "public-key", "self-signed"]);
    assert!(!file.exists(), "a plan writes nothing");
    let receipt = long(&page, "export_ca", &request);
    assert_eq!(receipt["proof"].as_array().map(Vec::len), Some(4), "{receipt}");
    assert_eq!(done(&page, "show_ca", json!({ "ca": ca }))["row"]["backup"]["proven"], true);

    let second = Page::open();
    second.picks.push(&file);
    let tickets = done(&second, "choose_ca_files", json!({}));
    let mut import = json!({ "files": [tickets[0]["grant"]], "passphrase": null, "name": null, "bornWith": null,
                             "exportable": true, "acceptMissingMac": false });
    let outside = done(&second, "plan_ca_import", json!({ "request": import }));
    assert_eq!((&outside["relation"], &outside["needsPassphrase"]), (&json!("sealed"), &json!(true)));
    import["passphrase"] = json!("not the one at all");
    assert_eq!(second.refused("import_ca", watched(&import)), "wrong-passphrase");
    import["passphrase"] = json!(EXPORT_PASSPHRASE);
    assert_eq!(done(&second, "plan_ca_import", json!({ "request": import }))["relation"], "new");
    let restored = long(&second, "import_ca", &import);
    assert_eq!((&restored["probed"], &restored["ca"]["name"]), (&json!(true), &json!("Tree")));
    let again = issue(&second, restored["ca"]["id"].as_str().unwrap(), "web");
    assert_ne!(row["serial"], again["serial"]);

    let id = restored["ca"]["id"].clone();
    let lists = done(&second, "revocation_lists", json!({ "ca": id }));
    assert_eq!(lists["earlierListsKnown"], false, "it came without its last list");
    let mut publish =
        json!({ "ca": id, "days": 7, "format": "der", "target": null, "overwrite": false, "firstList": false });
    assert_eq!(second.refused("plan_crl", json!({ "request": publish })), "earlier-lists-unknown");
    publish["firstList"] = json!(true);
    assert_eq!(done(&second, "plan_crl", json!({ "request": publish }))["entries"], 0);

    second.picks.push(&page.folder.path().join("mail.pem"));
    let grant = done(&second, "choose_certificate_file", json!({}))["grant"].clone();
    let mut revoke = json!({ "ca": id, "serial": null, "file": null, "reason": "superseded", "invalidSince": null });
    assert_eq!(second.refused("revoke_certificate", json!({ "request": revoke })), "invalid-argument");
    revoke["file"] = grant;
    let revoked = done(&second, "revoke_certificate", json!({ "request": revoke }));
    assert_eq!((&revoked["entered"], &revoked["row"]["serial"]), (&json!(true), &row["serial"]));
    assert_eq!(second.refused("revoke_certificate", json!({ "request": revoke })), "grant-unknown");
    assert_eq!(done(&second, "plan_crl", json!({ "request": publish }))["entries"], 1);
}

#[test]
fn what_is_issued_is_listed_shown_held_released_revoked_and_published() {
    let (page, ca) = with_ca();
    let serial = issue(&page, &ca, "mail")["serial"].clone();
    issue(&page, &ca, "web");
    let page_of = |filter: &str| {
        let request = json!({ "ca": ca, "filter": filter, "state": null, "order": "name", "after": null, "limit": 1 });
        done(&page, "issued_page", json!({ "request": request }))
    };
    let first = page_of("");
    assert_eq!((&first["total"], first["rows"].as_array().map(Vec::len)), (&json!(2), Some(1)), "{first}");
    assert!(first["next"].is_string(), "there is another page: {first}");
    assert_eq!(page_of("web.ex")["rows"][0]["name"], "web.example.org");
    let one = json!({ "ca": ca, "serial": serial });
    let shown = done(&page, "show_certificate", json!({ "request": one }));
    assert!(shown["pem"].as_str().unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
    let wanted = json!({ "ca": ca, "privateKey": false, "certificate": "issued", "serial": serial, "format": "pem" });
    let (target, file) = ticket(&page, "choose_ca_export_target", json!({ "request": wanted }), "again.pem");
    let mut export = export_request(&ca, false, &target);
    (export["certificate"], export["serial"]) = (json!("issued"), json!("0102"));
    assert_eq!(page.refused("plan_ca_export", json!({ "request": export })), "serial-not-found");
    export["serial"] = serial.clone();
    assert_eq!(long(&page, "export_ca", &export)["contents"][0]["kind"], "issued");
    assert_eq!(fs::read_to_string(file).unwrap(), shown["pem"]);
    let revoke =
        |reason: &str| json!({ "request": { "ca": ca, "serial": serial, "reason": reason, "invalidSince": null } });
    let held = done(&page, "revoke_certificate", revoke("certificate-hold"));
    assert_eq!(held["row"]["state"], "held");
    assert_eq!(done(&page, "release_certificate", json!({ "request": one }))["row"]["state"], "valid");
    assert_eq!(done(&page, "revoke_certificate", revoke("key-compromise"))["row"]["state"], "revoked");
    assert_eq!(page.refused("release_certificate", json!({ "request": one })), "already-revoked");

    let mut publish = json!({ "ca": ca, "days": 7, "format": "der", "target": null, "overwrite": false,
        "firstList": false });
    assert_eq!(done(&page, "plan_crl", json!({ "request": publish }))["entries"], 1);
    let wanted = json!({ "request": { "ca": ca, "format": "der" } });
    let (target, file) = ticket(&page, "choose_crl_target", wanted, "tree.crl");
    publish["target"] = target;
    let receipt = long(&page, "publish_crl", &publish);
    assert!(file.exists());
    let lists = done(&page, "revocation_lists", json!({ "ca": ca }));
    assert_eq!(lists["lists"][0]["number"], receipt["crl"]["number"]);
    let judged =
        done(&page, "validate_certificate", json!({ "request": { "ca": ca, "serial": serial, "file": null } }));
    assert_eq!((&judged["valid"], &judged["links"][0]["reasons"][0]["number"]), (&json!(false), &json!("B")));
    let own = done(&page, "validate_ca", json!({ "ca": ca }));
    assert!(own.as_array().unwrap().iter().all(|one| one["valid"] == true), "{own}");
}

#[test]
fn a_subordinate_ca_installs_what_its_superior_signed() {
    let (page, ca) = with_ca();
    let (target, request_file) = ticket(&page, "choose_ca_request_target", json!({ "name": "Lyon" }), "lyon.csr");
    let mut wanted = creation("Lyon");
    (wanted["subordinate"], wanted["target"]) = (json!(true), target);
    let lyon = long(&page, "create_ca", &wanted)["ca"].clone();
    assert_eq!(lyon["state"], "awaiting-certificate");
    let (target, again) = ticket(&page, "choose_ca_request_target", json!({ "name": "Lyon" }), "again.csr");
    let rewritten = long(&page, "write_ca_request", &json!({ "ca": lyon["id"], "target": target, "overwrite": false }));
    assert_eq!(rewritten["file"]["fileName"], "again.csr");
    assert!(fs::read_to_string(again).unwrap().starts_with("-----BEGIN CERTIFICATE REQUEST-----"));
    page.picks.push(&request_file);
    let file = done(&page, "choose_request_file", json!({}))["grant"].clone();
    let naming = json!({ "request": { "name": "Lyon", "format": "pem" } });
    let (target, signed) = ticket(&page, "choose_certificate_target", naming, "lyon.pem");
    let issue = json!({ "ca": ca, "file": file, "template": "subordinate-ca", "valid": "5y", "subject": null,
        "alternativeNames": null, "crlPoints": null, "target": target, "format": "pem", "overwrite": false });
    done(&page, "issue_certificate", json!({ "request": issue }));
    let (target, root) = export_target(&page, &ca, false, "root.pem");
    long(&page, "export_ca", &export_request(&ca, false, &target));
    for path in [&signed, &root] {
        page.picks.push(path);
    }
    let tickets = done(&page, "choose_ca_files", json!({}));
    let files: Vec<&Value> = tickets.as_array().unwrap().iter().map(|one| &one["grant"]).collect();
    let installed = done(&page, "install_ca_certificate", json!({ "request": { "ca": lyon["id"], "files": files } }));
    assert_eq!(installed["ca"]["state"], "active", "{installed}");
}

#[test]
fn a_ca_is_renewed_with_its_key_and_replaced_by_another() {
    let (page, ca) = with_ca();
    let renew = json!({ "request": { "ca": ca, "valid": "15y" } });
    done(&page, "plan_renew_ca", renew.clone());
    let renewed = done(&page, "renew_ca", renew);
    let shown = done(&page, "show_ca", json!({ "ca": ca }));
    assert_eq!((&shown["row"]["keyId"], shown["former"].as_array().map(Vec::len)), (&renewed["ca"]["keyId"], Some(2)));
    issue(&page, &ca, "mail");
    let replace =
        json!({ "ca": ca, "name": "Next", "subject": null, "key": "p384", "valid": "10y", "exportable": true });
    let plan = done(&page, "plan_replace_ca", json!({ "request": replace }));
    assert_eq!(plan["dependants"], json!([{ "template": "server", "count": 1 }]));
    let receipt = long(&page, "replace_ca", &replace);
    assert_eq!((&receipt["old"]["state"], &receipt["ca"]["state"]), (&json!("retired"), &json!("active")));
    assert_eq!(done(&page, "list_cas", json!({})).as_array().map(Vec::len), Some(2));
}

#[test]
fn a_ca_leaves_only_after_the_administrator_has_typed_their_passphrase_again() {
    let (page, ca) = with_ca();
    let (target, file) = export_target(&page, &ca, true, "tree.pfx");
    for (own, code) in [(Value::Null, "passphrase-missing"), (json!("not the one at all"), "wrong-passphrase")] {
        let mut request = export_request(&ca, true, &target);
        request["administratorPassphrase"] = own;
        assert_eq!(page.refused("export_ca", watched(&request)), code);
    }
    for weak in ["", "abc12", "abc123"] {
        let mut request = export_request(&ca, true, &target);
        request["passphrase"] = json!(weak);
        assert_eq!(page.refused("export_ca", watched(&request)), "passphrase-weak", "{weak:?}");
    }
    assert!(!file.exists());
}

#[test]
fn dismissed_dialogs_are_told_as_cancelled() {
    let (page, ca) = with_ca();
    let of_ca = json!({ "ca": ca, "privateKey": true, "certificate": "self-signed", "format": "pem", "name": "Tree" });
    for command in [
        "choose_ca_files",
        "choose_request_file",
        "choose_certificate_file",
        "choose_ca_request_target",
        "choose_ca_export_target",
        "choose_certificate_target",
        "choose_crl_target",
    ] {
        assert_eq!(page.refused(command, json!({ "request": of_ca, "name": "Tree" })), "cancelled", "{command}");
    }
}

#[test]
fn every_kind_of_key_that_is_offered_can_be_made() {
    let page = Page::open();
    let choices = done(&page, "ca_key_choices", json!({}));
    for choice in choices.as_array().unwrap().iter().filter(|choice| choice["slow"] == false) {
        let name = choice["label"].as_str().unwrap();
        let mut wanted = creation(name);
        wanted["key"] = choice["key"].clone();
        let receipt = long(&page, "create_ca", &wanted);
        assert_eq!(receipt["ca"]["keyAlgorithm"], choice["label"]);
    }
}
