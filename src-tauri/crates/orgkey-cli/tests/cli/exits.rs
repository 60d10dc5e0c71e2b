//! Exit codes, which scripts rely on, and the failure that goes with each.

use crate::Desk;
use std::fs;

#[test]
fn each_refusal_ends_with_its_documented_code() {
    let desk = Desk::with_key();
    fs::write(desk.path("taken.asc"), "mine").unwrap();
    fs::write(desk.path("letter"), "Dear all").unwrap();
    let open = "--vault v --passphrase-file admin";
    let cases = [
        (format!("{open} org-key generate --user-id a@example.org"), 1, "organization-key-exists"),
        (format!("{open} org-key export --public --to taken.asc"), 1, "file-exists"),
        (format!("{open} org-key export --public --to no/where.asc"), 1, "file-not-found"),
        (format!("{open} --export-passphrase-file weak org-key export --keypair --to new.asc"), 1, "passphrase-weak"),
        (format!("{open} org-key show 9"), 1, "key-not-found"),
        (format!("{open} org-key import letter"), 1, "not-open-pgp"),
        (format!("{open} org-key import nothing"), 1, "file-not-found"),
        ("inspect letter".to_owned(), 1, "not-open-pgp"),
        ("vault status nowhere".to_owned(), 1, "vault-not-found"),
        (
            "vault create v --organization E --domain example.org --admin a --passphrase-file admin".to_owned(),
            1,
            "vault-exists",
        ),
        (
            "vault create w --organization E --domain nodots --admin a --passphrase-file admin".to_owned(),
            1,
            "invalid-domain",
        ),
        ("--passphrase-file admin org-key list".to_owned(), 2, "invalid-argument"),
        ("--vault v --passphrase-file wrong org-key list".to_owned(), 3, "wrong-passphrase"),
        ("--vault v --passphrase-file wrong org-key export --public --to new.asc".to_owned(), 3, "wrong-passphrase"),
        (
            "vault passwd v --passphrase-file wrong --new-passphrase-file export --derivation floor".to_owned(),
            3,
            "wrong-passphrase",
        ),
        (
            "vault passwd v --passphrase-file admin --new-passphrase-file admin --derivation floor".to_owned(),
            1,
            "passphrase-unchanged",
        ),
        ("vault status letter".to_owned(), 1, "vault-not-found"),
        (format!("{open} user add --email ada@example.com --name Ada"), 1, "domain-not-managed"),
        (format!("{open} user add --email ada --name Ada"), 1, "email-invalid"),
        (format!("{open} user add --email ada@example.org --name Ada --mode ckm"), 1, "user-key-made-by-client"),
        (format!("{open} user import nothing"), 1, "file-not-found"),
        (format!("{open} user show ada@example.org"), 1, "user-not-found"),
        (format!("{open} user contact ada@example.org"), 1, "user-not-found"),
        (format!("{open} user export ada@example.org --to new.asc"), 1, "user-not-found"),
        (format!("{open} user export --all-public --to taken.asc"), 1, "file-exists"),
        (format!("{open} user delete ada@example.org --confirm ada@example.org"), 1, "user-not-found"),
    ];
    for (line, exit, code) in cases {
        let (ended, answer) = desk.json(&line);
        assert_eq!((ended, answer["error"]["code"].as_str()), (exit, Some(code)), "{line}: {answer}");
        for words in ["fact", "advice"] {
            assert!(answer["error"][words].as_str().is_some_and(|text| text.len() > 10), "{line}: {answer}");
        }
    }
    assert_eq!(fs::read(desk.path("taken.asc")).unwrap(), b"mine");
    assert!(!desk.path("new.asc").exists() && !desk.path("w").exists());
}

#[test]
fn what_cannot_be_parsed_is_usage() {
    let desk = Desk::empty();
    let lines = [
        "nonsense",
        "--vault v org-key export --to file",
        "--vault v org-key export --public --keypair --to file",
        "--vault v org-key export --public",
        "--vault v org-key generate --user-id a --algorithm dsa",
        "--vault v org-key generate --user-id a --expires soon",
        "--vault v audit list --limit 0",
        "vault create v --organization E --admin a",
        "--vault v user add --name Ada",
        "--vault v user add --email ada@example.org --name Ada --mode xkm",
        "--vault v user list --limit 501",
        "--vault v user list --state gone",
        "--vault v user contact ada@example.org --at soon",
        "--vault v user export --to all.asc",
        "--vault v user export ada@example.org --all-public --to all.asc",
        "--vault v user delete ada@example.org",
    ];
    for line in lines {
        assert_eq!(desk.types(line, "").status.code(), Some(2), "{line}");
    }
}

#[test]
fn a_refused_plan_ends_as_the_attempt_and_has_its_error_in_the_same_shape() {
    let desk = Desk::with_key();
    desk.done("vault create second --organization Example --domain example.org --admin bob --passphrase-file admin --derivation floor");
    desk.done("--vault v --passphrase-file admin org-key export --public --to public.asc");
    let line = "--vault second --passphrase-file admin org-key import public.asc";
    let ((planned, plan), (tried, attempt)) = (desk.json(&format!("{line} --dry-run")), desk.json(line));
    assert_eq!((planned, tried), (1, 1));
    assert_eq!(plan["error"], attempt["error"]);
    for told in ["error", "refusal"] {
        assert_eq!(plan[told]["code"], "public-only");
    }
    let text = String::from_utf8(desk.types(&format!("{line} --dry-run"), "").stdout).unwrap();
    assert!(text.contains("Refused") && !text.contains("Would "), "{text}");
}

#[test]
fn two_vaults_in_one_line_are_usage_unless_they_are_one() {
    let desk = Desk::with_vault();
    desk.done("vault create w --organization Example --domain example.org --admin bob --passphrase-file admin --derivation floor");
    let whole = desk.path("v").display().to_string();
    for line in [
        "vault status v",
        "--vault v vault status",
        "--vault v vault status v",
        &format!("--vault {whole} vault status ./v/"),
    ] {
        assert!(desk.done(line).contains("alice"), "{line}");
    }
    for line in [
        "--vault w vault status v",
        "--vault w vault check v --passphrase-file admin",
        "--vault w vault lock-info v",
        "--vault w vault passwd v --passphrase-file admin --new-passphrase-file export",
        "--vault w vault create x --organization E --domain example.org --admin a --passphrase-file admin",
        "vault status",
    ] {
        let (ended, answer) = desk.json(line);
        assert_eq!((ended, answer["error"]["code"].as_str()), (2, Some("invalid-argument")), "{line}");
        assert!(answer["error"]["fact"].as_str().unwrap().contains("--vault"), "{line}: {answer}");
    }
}

#[test]
fn standard_output_is_no_target() {
    let desk = Desk::with_key();
    for line in [
        "org-key export --public --to -",
        "org-key export --keypair --to -",
        "ca export Tree --private-key yes --to -",
        "ca issue Tree --csr mail.csr --to -",
        "ca crl Tree --to -",
        "ca request Tree --csr -",
    ] {
        let (ended, answer) = desk.json(&format!("--vault v --passphrase-file admin {line}"));
        assert_eq!(ended, 2, "{line}");
        assert!(answer["error"]["fact"].as_str().unwrap().contains("standard output"), "{line}: {answer}");
    }
}

#[test]
fn what_is_missing_is_called_by_its_option() {
    let desk = Desk::with_vault();
    let rows = [
        ("--passphrase-file admin org-key list", "--vault DIR"),
        ("--vault v org-key list", "--passphrase-file F"),
        ("vault create w --organization E --domain example.org --passphrase-file admin", "--admin NAME"),
        ("--vault v --passphrase-file admin ca issue Tree --csr mail.csr", "--to <FILE>"),
        ("vault passwd v --passphrase-file admin", "--new-passphrase-file F"),
        (
            "vault create no/where --organization E --domain example.org --admin a --passphrase-file admin",
            "no does not exist",
        ),
    ];
    for (line, words) in rows {
        let (_, answer) = desk.json(line);
        assert!(answer["error"]["fact"].as_str().is_some_and(|fact| fact.contains(words)), "{line}: {answer}");
    }
}
