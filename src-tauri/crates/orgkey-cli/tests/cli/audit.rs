//! `orgkey audit …`: the log leaves the vault, is verified without it, and is compared with it again.

use crate::Desk;
use std::fs;

const OPEN: &str = "--vault v --passphrase-file admin";

/// The same folder, as it was before.
fn put_back(desk: &Desk, database: &[u8]) {
    fs::write(desk.path("v/vault.db"), database).unwrap();
}

#[test]
fn an_exported_log_is_verified_without_vault_and_passphrase() {
    let desk = Desk::with_key();
    let told = desk.done(&format!("{OPEN} audit export --to audit.jsonl"));
    assert!(told.contains("Signed by") && told.contains("Read back"), "{told}");
    let (_, vault) = desk.json(&format!("{OPEN} audit verify"));
    fs::rename(desk.path("v"), desk.path("away")).unwrap();
    let (ended, answer) = desk.json("audit verify audit.jsonl");
    assert_eq!((ended, answer["chained"].as_str()), (0, Some("whole")), "{answer}");
    assert_eq!(answer["identity"], vault["identity"]);
    let text = fs::read_to_string(desk.path("audit.jsonl")).unwrap();
    fs::write(desk.path("edited.jsonl"), text.replacen("create-vault", "create-vaults", 1)).unwrap();
    let (ended, answer) = desk.json("audit verify edited.jsonl");
    assert_eq!((ended, answer["error"]["code"].as_str()), (1, Some("audit-file-broken")), "{answer}");
    assert_eq!(answer["error"]["subject"], "1");
}

#[test]
fn a_vault_that_was_put_back_is_found_by_an_exported_log_and_by_a_head_of_a_receipt() {
    let desk = Desk::with_key();
    let earlier = fs::read(desk.path("v/vault.db")).unwrap();
    let (_, receipt) = desk.json(&format!("{OPEN} audit export --to audit.jsonl"));
    let head = format!("{}:{}", receipt["auditHead"]["seq"], receipt["auditHead"]["hash"].as_str().unwrap());
    let lines = [
        format!("{OPEN} audit verify audit.jsonl"),
        format!("{OPEN} audit verify --head {head}"),
        format!("{OPEN} audit verify --head {}", &head[..head.find(':').unwrap() + 17]),
    ];
    for line in &lines {
        assert!(!desk.done(line).is_empty(), "{line}");
    }
    put_back(&desk, &earlier);
    for line in &lines {
        let (ended, answer) = desk.json(line);
        assert_eq!((ended, answer["error"]["code"].as_str()), (1, Some("audit-rolled-back")), "{line}: {answer}");
    }
    desk.done("vault create w --organization Other --domain example.org --admin bob --passphrase-file admin --derivation floor");
    let (ended, answer) = desk.json("--vault w --passphrase-file admin audit verify audit.jsonl");
    assert_eq!((ended, answer["error"]["code"].as_str()), (1, Some("audit-of-other-vault")), "{answer}");
}

#[test]
fn each_refusal_of_an_export_ends_with_its_documented_code() {
    let desk = Desk::with_vault();
    fs::write(desk.path("taken.jsonl"), "mine").unwrap();
    fs::write(desk.path("letter"), "Dear all").unwrap();
    let cases = [
        (format!("{OPEN} audit export --to taken.jsonl"), 1, "file-exists"),
        (format!("{OPEN} audit export --to no/where.jsonl"), 1, "file-not-found"),
        (format!("{OPEN} audit export --to v/audit.jsonl"), 1, "target-in-vault"),
        ("--vault v --passphrase-file wrong audit export --to new.jsonl".to_owned(), 3, "wrong-passphrase"),
        ("audit verify letter".to_owned(), 1, "not-audit-file"),
        ("audit verify nothing".to_owned(), 1, "file-not-found"),
        ("audit verify".to_owned(), 2, "invalid-argument"),
        (format!("{OPEN} audit verify --head 3:abc"), 2, "invalid-argument"),
        (format!("{OPEN} audit verify letter --head 3:0123456789abcdef"), 2, "invalid-argument"),
        (format!("{OPEN} audit list --since soon"), 2, "invalid-argument"),
    ];
    for (line, exit, code) in cases {
        let (ended, answer) = desk.json(&line);
        assert_eq!((ended, answer["error"]["code"].as_str()), (exit, Some(code)), "{line}: {answer}");
    }
    assert_eq!(fs::read(desk.path("taken.jsonl")).unwrap(), b"mine");
    assert!(!desk.path("new.jsonl").exists());
    desk.done(&format!("{OPEN} audit export --to taken.jsonl --overwrite"));
    desk.done("audit verify taken.jsonl");
}

#[test]
fn the_ending_of_the_name_chooses_the_form_unless_one_is_named() {
    let desk = Desk::with_vault();
    for (name, more, form) in
        [("a.jsonl", "", "jsonl"), ("b.CSV", "", "csv"), ("c", "", "jsonl"), ("d.csv", " --format jsonl", "jsonl")]
    {
        let (_, answer) = desk.json(&format!("{OPEN} audit export --to {name}{more} --since 2026-01-01"));
        assert_eq!(answer["format"], form, "{name}");
        assert_eq!(answer["identity"].is_null(), form == "csv", "{name}");
        let (ended, verified) = desk.json(&format!("audit verify {name}"));
        assert_eq!(ended, i32::from(form == "csv"), "{name}: {verified}");
    }
    let (_, listed) = desk.json(&format!("{OPEN} audit list --since 2100-01-01"));
    assert_eq!(listed["entries"].as_array().unwrap().len(), 0);
}
