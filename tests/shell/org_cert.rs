//! The Organization Certificate and users' certificates, call for call.

use crate::{
    ca::{done, long, ticket, watched},
    console::{EXPORT_PASSPHRASE, PASSPHRASE, Page},
};
use serde_json::{Value, json};
use std::{fs, path::PathBuf};

const ADA: &str = "ada@example.org";

fn subject() -> Value {
    json!({ "commonName": "Mail CA", "email": null, "organization": "Example", "unit": null, "city": null,
            "state": null, "country": "DE" })
}

/// An open vault with a self-signed Organization Certificate.
fn with_org_cert() -> Page {
    let (page, _) = Page::with_key();
    assert!(done(&page, "organization_certificate", json!({}))["active"].is_null());
    let asked = json!({ "request": { "subject": subject(), "crlPoints": [] } });
    let plan = done(&page, "plan_org_cert_generate", asked.clone());
    assert_eq!((&plan["notes"], &plan["continues"]), (&json!(["self-signed"]), &json!(false)));
    assert!(done(&page, "organization_certificate", json!({}))["active"].is_null(), "a plan makes nothing");
    let receipt = done(&page, "generate_org_cert", asked);
    assert_eq!(receipt["row"]["certificate"]["notAfter"], plan["certificate"]["notAfter"]);
    page
}

fn target(page: &Page, what: &str, name: &str) -> (Value, PathBuf) {
    ticket(page, "choose_org_cert_target", json!({ "request": { "what": what, "format": "pem" } }), name)
}

fn export(target: &Value, keypair: bool) -> Value {
    json!({ "id": null, "keypair": keypair, "format": "pem", "preset": "modern", "passphrase": EXPORT_PASSPHRASE,
            "administratorPassphrase": PASSPHRASE, "target": target, "overwrite": false })
}

/// Tickets for files that the dialog for several gives.
fn chosen(page: &Page, name: &str) -> Value {
    page.picks.push(&page.folder.path().join(name));
    done(page, "choose_ca_files", json!({}))[0]["grant"].clone()
}

#[test]
fn it_is_generated_exported_published_and_packed() {
    let page = with_org_cert();
    let (keypair, path) = target(&page, "keypair", "mail.pfx");
    done(&page, "plan_org_cert_export", json!({ "request": export(&keypair, true) }));
    let receipt = long(&page, "export_org_cert", &export(&keypair, true));
    assert_eq!((&receipt["privateKey"], &receipt["bytes"]), (&json!(true), &json!(fs::metadata(path).unwrap().len())));
    let (list, path) = target(&page, "crl", "mail.crl");
    let mut request =
        json!({ "id": null, "days": 7, "format": "der", "target": null, "overwrite": false, "firstList": false });
    let plan = done(&page, "plan_org_cert_crl", json!({ "request": request }));
    request["target"] = list;
    let receipt = long(&page, "publish_org_cert_crl", &request);
    assert!(receipt["crl"]["number"].as_u64() >= plan["number"].as_u64() && path.is_file());
    let (folder, path) = target(&page, "pack", "partners");
    let receipt = long(&page, "pack_org_cert", &json!({ "id": null, "target": folder }));
    assert_eq!((&receipt["folder"], receipt["files"].as_array().unwrap().len()), (&json!("partners"), 4));
    assert!(path.join("fingerprints.txt").is_file());
    let settings = json!({ "userCertificateDays": 30, "smimeKey": "p256" });
    assert_eq!(done(&page, "change_org_cert_settings", json!({ "request": settings })), settings);
    assert_eq!(
        page.refused(
            "change_org_cert_settings",
            json!({ "request": { "userCertificateDays": 0, "smimeKey": "p256" } })
        ),
        "invalid-argument"
    );
}

#[test]
fn a_keypair_comes_back_by_import_and_a_request_gets_its_answer_installed() {
    let page = with_org_cert();
    let (keypair, _) = target(&page, "keypair", "mail.pfx");
    long(&page, "export_org_cert", &export(&keypair, true));
    let import = |file: Value| {
        json!({ "request": { "files": [file], "passphrase": EXPORT_PASSPHRASE, "acceptMissingMac": false,
                             "serial": null, "crlPoints": [] } })
    };
    let plan = done(&page, "plan_org_cert_import", import(chosen(&page, "mail.pfx")));
    assert_eq!(plan["plan"]["continues"], true);
    let receipt = done(&page, "import_org_cert", import(chosen(&page, "mail.pfx")));
    assert_eq!(receipt["row"]["way"], "self-signed");
    let (request, path) = target(&page, "request", "mail.csr");
    let written = json!({ "subject": subject(), "target": request, "overwrite": false });
    assert_eq!(long(&page, "write_org_cert_request", &written)["subject"], "CN=Mail CA,O=Example,C=DE");
    assert!(path.is_file());
    // What signs itself over the Organization Key is an answer, too: the one that is in use.
    let (certificate, _) = target(&page, "certificate", "mail.pem");
    long(&page, "export_org_cert", &export(&certificate, false));
    let install =
        |file: Value| json!({ "request": { "files": [file], "crlPoints": ["http://crl.example.org/a.crl"] } });
    let plan = done(&page, "plan_org_cert_install", install(chosen(&page, "mail.pem")));
    assert_eq!(plan["continues"], true);
    let receipt = done(&page, "install_org_cert", install(chosen(&page, "mail.pem")));
    assert_eq!(receipt["row"]["crlPoints"], json!(["http://crl.example.org/a.crl"]));
}

#[test]
fn a_users_certificate_is_issued_exported_and_revoked() {
    let page = with_org_cert();
    long(&page, "add_user", &json!({ "email": ADA, "name": "Ada", "mode": "skm" }));
    let shown = done(&page, "show_user", json!({ "email": ADA }));
    assert_eq!(shown["certificates"].as_array().unwrap().len(), 1);
    let issued = long(&page, "issue_user_certificates", &json!({ "emails": [ADA], "all": true }));
    assert_eq!((&issued["issued"], &issued["refused"]), (&json!(1), &json!(0)));
    let (bundle, path) = ticket(&page, "choose_user_bundle_target", json!({ "request": { "email": ADA } }), "ada.p12");
    let mut request = json!({ "email": ADA, "preset": "modern", "passphrase": EXPORT_PASSPHRASE,
                              "administratorPassphrase": "wrong", "target": bundle, "overwrite": false });
    let plan = done(&page, "plan_user_bundle", json!({ "request": request }));
    assert_eq!((&plan["refusal"], plan["matrix"].as_array().unwrap().len()), (&Value::Null, 4));
    assert_eq!(page.refused("export_user_bundle", watched(&request)), "wrong-passphrase");
    request["administratorPassphrase"] = json!(PASSPHRASE);
    let receipt = long(&page, "export_user_bundle", &request);
    assert_eq!((&receipt["contents"], path.is_file()), (&plan["contents"], true));
    let revoke = json!({ "emails": [ADA], "reason": "key-compromise", "reissue": true });
    let receipt = long(&page, "revoke_user_certificates", &revoke);
    assert_eq!((&receipt["revoked"], &receipt["reissued"]["issued"]), (&json!(2), &json!(1)));
}
