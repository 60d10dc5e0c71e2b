//! The Organizational CA as it is typed, with OpenSSL's program as judge of every file.

use crate::Desk;
use orgkey_test_support::FILE_PASSPHRASE;
use serde_json::Value;
use std::{fs, process::Command};

pub const OPEN: &str = "--vault v --passphrase-file admin";

impl Desk {
    /// Runs `openssl`; whether it was content, and what it said.
    #[track_caller]
    pub fn openssl(&self, line: &str) -> (bool, String) {
        let output = Command::new("openssl").current_dir(self.path(".")).args(line.split(' ')).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    }

    #[track_caller]
    pub fn openssl_accepts(&self, line: &str) -> String {
        let (content, said) = self.openssl(line);
        assert!(content, "openssl {line}: {said}");
        said
    }

    /// A request for a TLS server, made by OpenSSL.
    pub fn server_request(&self, name: &str) {
        self.openssl_accepts(&format!(
            "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {name}.key -subj /CN={name}.example.org -addext subjectAltName=DNS:{name}.example.org -out {name}.csr"
        ));
    }

    /// A vault with a CA of that kind of key, and its Self-Signed Certificate as `root.pem`.
    pub fn with_ca(key: &str) -> Self {
        let desk = Self::with_vault();
        desk.done(&format!("{OPEN} ca create --name Tree --subject CN=Tree,O=Example,C=DE --key {key}"));
        desk.done(&format!("{OPEN} ca export Tree --private-key no --certificate self-signed --to root.pem"));
        desk
    }

    /// Issues a server certificate; its serial number.
    pub fn issue(&self, open: &str, name: &str) -> String {
        self.server_request(name);
        let (ended, receipt) = self.json(&format!("{open} ca issue Tree --csr {name}.csr --to {name}.pem"));
        assert_eq!(ended, 0, "{receipt}");
        receipt["row"]["serial"].as_str().unwrap().to_owned()
    }
}

#[test]
fn created_issued_revoked_backed_up_restored_and_issued_again() {
    let desk = Desk::with_ca("p256");
    let first = desk.issue(OPEN, "mail");
    desk.issue(OPEN, "web");
    desk.openssl_accepts("verify -x509_strict -purpose sslserver -CAfile root.pem mail.pem");
    desk.done(&format!("{OPEN} ca revoke Tree --serial {first} --reason key-compromise --invalid-since 2020-01-01"));
    desk.done(&format!("{OPEN} ca crl Tree --to tree.crl --format pem --days 7"));
    let list = desk.openssl_accepts("crl -in tree.crl -noout -text -CAfile root.pem");
    assert!(
        list.contains("verify OK") && list.contains("Key Compromise") && list.contains("Invalidity Date"),
        "{list}"
    );
    let (content, said) = desk.openssl("verify -crl_check -CAfile root.pem -CRLfile tree.crl mail.pem");
    assert!(!content && said.contains("certificate revoked"), "{said}");
    desk.openssl_accepts("verify -crl_check -CAfile root.pem -CRLfile tree.crl web.pem");

    desk.done(&format!("{OPEN} --export-passphrase-file export ca export Tree --private-key yes --to tree.pfx"));
    let inside = desk.openssl_accepts("pkcs12 -in tree.pfx -info -noenc -passin file:export");
    assert_eq!(inside.matches("BEGIN CERTIFICATE").count(), 2, "both certificates are in the file");
    assert_eq!(inside.matches("BEGIN PRIVATE KEY").count(), 1);

    desk.done("vault create second --organization Example --domain example.org --admin bob --passphrase-file admin --derivation floor");
    let second = "--vault second --passphrase-file admin";
    desk.done(&format!("{second} --file-passphrase-file export ca restore tree.pfx --dry-run"));
    assert_eq!(desk.json(&format!("{second} ca list")).1, serde_json::json!([]), "a dry run stores nothing");
    desk.done(&format!("{second} --file-passphrase-file export ca restore tree.pfx"));
    desk.issue(second, "shop");
    desk.openssl_accepts("verify -x509_strict -purpose sslserver -CAfile root.pem shop.pem");
}

#[test]
fn every_kind_of_key_issues_what_openssl_verifies() {
    for key in ["rsa2048", "p384", "p521", "ed25519"] {
        let desk = Desk::with_ca(key);
        desk.issue(OPEN, "mail");
        desk.openssl_accepts("verify -x509_strict -purpose sslserver -CAfile root.pem mail.pem");
    }
}

#[test]
fn a_subordinate_ca_asks_installs_and_issues() {
    let desk = Desk::with_ca("p256");
    desk.done(&format!(
        "{OPEN} ca create --name Lyon --subject CN=Lyon,O=Example --key p384 --subordinate --csr lyon.csr"
    ));
    desk.openssl_accepts("req -in lyon.csr -noout -verify");
    let row = desk.json(&format!("{OPEN} ca show Lyon")).1;
    assert_eq!(row["row"]["state"], "awaiting-certificate");
    desk.server_request("mail");
    let (ended, answer) = desk.json(&format!("{OPEN} ca issue Lyon --csr mail.csr --to mail.pem"));
    assert_eq!((ended, answer["error"]["code"].as_str()), (1, Some("ca-awaits-certificate")));
    desk.done(&format!("{OPEN} ca issue Tree --csr lyon.csr --template subordinate-ca --valid 5y --to lyon.pem"));
    desk.done(&format!("{OPEN} ca install Lyon lyon.pem root.pem"));
    desk.done(&format!("{OPEN} ca issue Lyon --csr mail.csr --to mail.pem"));
    desk.openssl_accepts("verify -x509_strict -CAfile root.pem -untrusted lyon.pem mail.pem");
}

#[test]
fn every_verb_answers_as_text_and_as_json() {
    let desk = Desk::with_ca("p256");
    let serial = desk.issue(OPEN, "mail");
    desk.done(&format!("{OPEN} --export-passphrase-file export ca export Tree --private-key yes --to tree.pfx"));
    desk.server_request("web");
    let lines = [
        "ca list".to_owned(),
        "ca show".to_owned(),
        "ca show Tree".to_owned(),
        "ca validate".to_owned(),
        "ca validate Tree --certificate mail.pem".to_owned(),
        format!("ca validate Tree --serial {serial}"),
        "ca issued".to_owned(),
        "ca issued Tree --filter mail --state valid --order ends --limit 1".to_owned(),
        "ca create --name Other --subject CN=Other --dry-run".to_owned(),
        "ca issue Tree --csr web.csr --dry-run".to_owned(),
        "ca export Tree --private-key yes --to no.pfx --dry-run".to_owned(),
        "ca export Tree --private-key no --certificate public-key --to no.p7b --format p7b --dry-run".to_owned(),
        "ca import mail.pem --dry-run".to_owned(),
        "ca crl Tree --dry-run".to_owned(),
        "ca renew Tree --valid 15y --dry-run".to_owned(),
        "ca replace Tree --dry-run".to_owned(),
    ];
    for line in lines {
        let line = format!("{OPEN} {line}");
        assert!(!desk.done(&line).trim().is_empty(), "{line}");
        assert_eq!(desk.json(&line).0, 0, "{line}");
    }
    assert!(!desk.path("no.pfx").exists() && !desk.path("no.p7b").exists(), "a dry run writes nothing");
    assert_eq!(desk.json(&format!("{OPEN} ca list")).1.as_array().map(Vec::len), Some(1));
}

#[test]
fn a_file_is_inspected_without_its_password() {
    let desk = Desk::with_ca("p256");
    let serial = desk.issue(OPEN, "mail");
    desk.done(&format!("{OPEN} ca revoke Tree --serial {serial}"));
    desk.done(&format!("{OPEN} ca crl Tree --to tree.crl"));
    for preset in ["modern", "legacy", "fips"] {
        desk.done(&format!("{OPEN} --export-passphrase-file export ca export Tree --private-key yes --to {preset}.pfx --preset {preset}"));
    }
    let kinds = [
        ("modern.pfx", "pkcs12"),
        ("legacy.pfx", "pkcs12"),
        ("fips.pfx", "pkcs12"),
        ("root.pem", "certificates"),
        ("mail.csr", "requests"),
        ("tree.crl", "revocation-lists"),
        ("mail.key", "private-keys"),
    ];
    for (name, kind) in kinds {
        let (ended, file) = desk.json(&format!("inspect {name}"));
        assert_eq!((ended, file["kind"].as_str()), (0, Some(kind)), "{name}: {file}");
        assert!(desk.done(&format!("inspect {name}")).contains(kind), "{name}");
    }
    assert_eq!(desk.json("inspect fips.pfx").1["pkcs12"]["mac"]["kind"], "pbmac1");
    assert_eq!(desk.json("inspect tree.crl").1["revocationLists"][0]["entries"], 1);
    assert!(desk.done("inspect modern.pfx").contains("rounds"));
}

#[test]
fn held_and_released_and_never_taken_back_once_revoked() {
    let desk = Desk::with_ca("p256");
    let serial = desk.issue(OPEN, "mail");
    let state = |verb: &str| -> Value {
        let (ended, answer) = desk.json(&format!("{OPEN} ca {verb} Tree --serial {serial}"));
        if ended == 0 { answer["row"]["state"].clone() } else { answer["error"]["code"].clone() }
    };
    assert_eq!(state("release"), "not-on-hold");
    assert_eq!(state("hold"), "held");
    assert_eq!(state("release"), "valid");
    assert_eq!(state("hold"), "held");
    assert_eq!(state("revoke"), "revoked");
    assert_eq!(state("release"), "already-revoked");
    assert_eq!(state("revoke"), "already-revoked");
    let (ended, judged) = desk.json(&format!("{OPEN} ca validate Tree --serial {serial}"));
    assert_eq!((ended, judged[0]["links"][0]["reasons"][0]["number"].as_str()), (1, Some("B")), "{judged}");
}

#[test]
fn each_refusal_ends_with_its_documented_code() {
    let desk = Desk::with_ca("p256");
    desk.server_request("mail");
    fs::write(desk.path("five"), "abc12\n").unwrap();
    fs::write(desk.path("letters"), "abc123\n").unwrap();
    fs::write(desk.path("taken.pfx"), "mine").unwrap();
    desk.done(&format!("{OPEN} --export-passphrase-file export ca export Tree --private-key yes --to tree.pfx"));
    desk.done(&format!("{OPEN} ca create --name Kept --subject CN=Kept --key p256 --not-exportable"));
    let export = "ca export Tree --private-key yes --to new.pfx";
    let cases = [
        (format!("{OPEN} --export-passphrase-file five {export}"), 1, "passphrase-weak"),
        (format!("{OPEN} --export-passphrase-file letters {export}"), 1, "passphrase-weak"),
        (
            format!("{OPEN} --export-passphrase-file five {export} --vendor-compatible-password"),
            1,
            "password-not-alphanumeric",
        ),
        (
            format!("{OPEN} --export-passphrase-file export ca export Kept --private-key yes --to new.pfx"),
            1,
            "key-not-exportable",
        ),
        (
            format!("{OPEN} --export-passphrase-file export ca export Tree --private-key yes --to taken.pfx"),
            1,
            "file-exists",
        ),
        (format!("{OPEN} {export}"), 1, "passphrase-missing"),
        (format!("{OPEN} ca show Nowhere"), 1, "ca-not-found"),
        (format!("{OPEN} ca create --name tree --subject CN=Again"), 1, "ca-exists"),
        (format!("{OPEN} ca create --name Again --subject nonsense"), 1, "name-invalid"),
        (format!("{OPEN} ca create --name Again --subject CN=Again --valid never"), 1, "invalid-expiry"),
        (format!("{OPEN} ca issue Tree --csr admin --to new.pem"), 1, "not-x509"),
        (format!("{OPEN} ca revoke Tree --serial 0102"), 1, "serial-not-found"),
        (format!("{OPEN} ca export Tree --private-key no --serial 0102 --to new.pem"), 1, "serial-not-found"),
        (format!("{OPEN} ca install Tree root.pem"), 1, "certificate-mismatch"),
        (format!("{OPEN} --file-passphrase-file wrong ca restore tree.pfx"), 3, "wrong-passphrase"),
        (format!("{OPEN} --file-passphrase-file export ca restore taken.pfx"), 1, "not-x509"),
    ];
    for (line, exit, code) in cases {
        let (ended, answer) = desk.json(&line);
        assert_eq!((ended, answer["error"]["code"].as_str()), (exit, Some(code)), "{line}: {answer}");
        for words in ["fact", "advice"] {
            assert!(answer["error"][words].as_str().is_some_and(|text| text.len() > 10), "{line}: {answer}");
        }
    }
    assert_eq!(fs::read(desk.path("taken.pfx")).unwrap(), b"mine");
    assert!(!desk.path("new.pfx").exists() && !desk.path("new.pem").exists());
    desk.done(&format!(
        "{OPEN} --export-passphrase-file letters {export} --vendor-compatible-password --preset legacy"
    ));
    desk.openssl_accepts("pkcs12 -legacy -in new.pfx -noout -passin file:letters");
}

#[test]
fn a_ca_of_a_certificate_server_before_2_21_is_restored_and_cannot_be_backed_up() {
    let desk = Desk::with_ca("rsa2048");
    desk.done(&format!(
        "{OPEN} --export-passphrase-file export ca export Tree --private-key yes --to tree.pfx --preset legacy"
    ));
    desk.done("vault create second --organization Example --domain example.org --admin bob --passphrase-file admin --derivation floor");
    let second = "--vault second --passphrase-file admin";
    desk.done(&format!("{second} --file-passphrase-file export ca restore tree.pfx --name Old --born-with 2.20"));
    let line = format!("{second} --export-passphrase-file export ca export Old --private-key yes --to old.pfx");
    let (ended, answer) = desk.json(&line);
    assert_eq!((ended, answer["error"]["code"].as_str()), (1, Some("key-not-exportable")));
    assert!(answer["error"]["subject"].as_str().unwrap().contains("2.20"), "{answer}");
    desk.done(&format!("{second} ca export Old --private-key no --to old.cer --format der"));
    desk.openssl_accepts("x509 -inform der -in old.cer -noout");
}

#[test]
fn a_renewed_ca_verifies_what_was_issued_before_and_a_replaced_one_through_its_cross_certificate() {
    let desk = Desk::with_ca("p256");
    desk.issue(OPEN, "mail");
    desk.done(&format!("{OPEN} ca renew Tree --valid 15y"));
    desk.done(&format!("{OPEN} ca export Tree --private-key no --certificate self-signed --to renewed.pem"));
    assert_ne!(fs::read(desk.path("root.pem")).unwrap(), fs::read(desk.path("renewed.pem")).unwrap());
    desk.openssl_accepts("verify -x509_strict -CAfile renewed.pem mail.pem");
    let (ended, receipt) = desk.json(&format!("{OPEN} ca replace Tree --key p384 --new-name Next"));
    assert_eq!((ended, receipt["old"]["state"].as_str()), (0, Some("retired")), "{receipt}");
    let (ended, answer) =
        desk.json(&format!("{OPEN} ca issue {} --csr mail.csr --to late.pem", receipt["old"]["id"].as_str().unwrap()));
    assert_eq!((ended, answer["error"]["code"].as_str()), (1, Some("ca-retired")));
}

#[test]
fn after_a_renewal_the_backup_is_called_one_from_before_it_until_the_next_export() {
    let desk = Desk::with_ca("p256");
    let export = "--export-passphrase-file export ca export Tree --private-key yes --to";
    desk.done(&format!("{OPEN} {export} before.pfx"));
    let (_, refused) = desk.json(&format!("{OPEN} ca renew Tree --valid 1y"));
    assert_eq!(refused["error"]["code"], "end-not-later");
    desk.done(&format!("{OPEN} ca renew Tree --valid 15y"));
    for verb in ["ca list", "ca show Tree"] {
        assert!(desk.done(&format!("{OPEN} {verb}")).contains("proven, before the renewal"), "{verb}");
    }
    desk.done(&format!("{OPEN} {export} after.pfx"));
    assert!(!desk.done(&format!("{OPEN} ca list")).contains("before the renewal"));
    let (_, shown) = desk.json(&format!("{OPEN} ca show Tree"));
    let mut copies: Vec<(&str, bool)> = shown["backups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|copy| (copy["fileName"].as_str().unwrap(), copy["outdated"].as_bool().unwrap()))
        .collect();
    copies.sort();
    assert_eq!(copies, [("after.pfx", false), ("before.pfx", true)]);
}

#[test]
fn a_dry_run_notices_what_the_run_notices() {
    let desk = Desk::with_ca("p256");
    desk.server_request("mail");
    let line = format!("{OPEN} ca issue Tree --csr mail.csr --to mail.pem");
    let (_, plan) = desk.json(&format!("{line} --dry-run"));
    assert!(desk.done(&format!("{line} --dry-run")).contains("crl-point-missing"));
    let (_, receipt) = desk.json(&line);
    assert!(!plan["findings"].as_array().unwrap().is_empty());
    assert_eq!(plan["findings"], receipt["findings"]);
}

#[test]
fn a_cross_certificate_is_exported_alone_and_leads_from_the_old_trust_to_the_new_ca() {
    let desk = Desk::with_ca("p256");
    desk.done(&format!("{OPEN} ca replace Tree --key p384 --new-name Next"));
    desk.done(&format!("{OPEN} ca export Next --private-key no --certificate cross --to cross.pem"));
    desk.server_request("mail");
    desk.done(&format!("{OPEN} ca issue Next --csr mail.csr --to mail.pem"));
    desk.openssl_accepts("verify -x509_strict -CAfile root.pem -untrusted cross.pem mail.pem");
    let (_, refused) = desk.json(&format!("{OPEN} ca export Next --private-key no --certificate former --to no.pem"));
    assert_eq!(refused["error"]["code"], "certificate-missing");
}

#[test]
fn an_issued_certificate_that_was_lost_is_written_again_from_the_register() {
    let desk = Desk::with_ca("p256");
    let serial = desk.issue(OPEN, "mail");
    let export = format!("{OPEN} ca export Tree --private-key no --serial {serial} --to");
    let told = desk.done(&format!("{export} again.pem"));
    assert!(told.contains(&serial) && !told.contains("backup"), "{told}");
    assert_eq!(fs::read(desk.path("again.pem")).unwrap(), fs::read(desk.path("mail.pem")).unwrap());
    desk.done(&format!("{export} mail.p7b --format p7b"));
    let inside = desk.openssl_accepts("pkcs7 -inform der -in mail.p7b -print_certs");
    assert_eq!(inside.matches("BEGIN CERTIFICATE").count(), 2, "it and that of the CA");
}

#[test]
fn what_cannot_be_parsed_is_usage() {
    let desk = Desk::empty();
    let lines = [
        "ca create --name Tree",
        "ca revoke Tree --serial 01 --certificate mail.pem",
        "ca hold Tree",
        "ca export Tree --private-key no --certificate other --to tree.pem",
        "ca create --name Tree --subject CN=Tree --subordinate",
        "ca create --name Tree --subject CN=Tree --csr tree.csr",
        "ca create --name Tree --subject CN=Tree --key dsa1024",
        "ca export Tree --private-key no --serial mail --to mail.pem",
        "ca export Tree --to tree.pfx",
        "ca export Tree --private-key maybe --to tree.pfx",
        "ca export Tree --private-key yes --to tree.pfx --preset strong",
        "ca issue Tree --csr mail.csr",
        "ca issue Tree --csr mail.csr --to mail.pem --template printer",
        "ca revoke Tree",
        "ca revoke Tree --serial 01 --reason certificate-hold",
        "ca crl Tree --to tree.crl --days 0",
        "ca issued Tree --limit 501",
        "ca import",
    ];
    for line in lines {
        assert_eq!(desk.types(&format!("--vault v {line}"), "").status.code(), Some(2), "{line}");
    }
}

#[test]
fn no_password_is_repeated_in_an_answer_or_a_complaint() {
    let desk = Desk::with_ca("p256");
    let lines = [
        format!("{OPEN} --export-passphrase-file export ca export Tree --private-key yes --to tree.pfx --json"),
        format!("{OPEN} --export-passphrase-file weak ca export Tree --private-key yes --to again.pfx --json"),
        format!("{OPEN} --file-passphrase-file export ca restore tree.pfx --json"),
        format!("{OPEN} --file-passphrase-file wrong ca restore tree.pfx --dry-run --json"),
    ];
    for line in lines {
        let output = desk.types(&line, "");
        let said = [output.stdout, output.stderr].concat();
        assert!(!said.is_empty());
        for secret in [FILE_PASSPHRASE, orgkey_test_support::PASSPHRASE, orgkey_test_support::WRONG_PASSPHRASE, "12345"]
        {
            assert!(!said.windows(secret.len()).any(|window| window == secret.as_bytes()), "{line}");
        }
        let text = String::from_utf8_lossy(&said).into_owned();
        assert!(!text.contains("PRIVATE KEY"), "{line}");
    }
}
