//! Where a passphrase comes from: the first line of a file, or standard input.

use crate::Desk;
use orgkey_test_support::{FILE_PASSPHRASE, PASSPHRASE};
use std::fs;

#[test]
fn each_use_of_standard_input_takes_one_line_in_the_order_of_use() {
    let desk = Desk::with_key();
    let line = "--vault v --passphrase-file - --export-passphrase-file - org-key export --keypair --to keypair.asc";
    let ended = desk.types(line, &format!("{PASSPHRASE}\n{FILE_PASSPHRASE}\n"));
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
    desk.done("vault create w --organization Example --domain example.org --admin bob --passphrase-file admin --derivation floor");
    desk.done("--vault w --passphrase-file admin --file-passphrase-file export org-key import keypair.asc");
}

#[test]
fn without_a_terminal_and_without_a_file_the_passphrase_is_missing() {
    let desk = Desk::with_vault();
    let (ended, answer) = desk.json("--vault v org-key list");
    assert_eq!((ended, answer["error"]["code"].as_str()), (1, Some("passphrase-missing")));
}

#[test]
fn files_that_hold_no_passphrase_are_refused() {
    let desk = Desk::with_vault();
    for (name, bytes) in [
        ("empty", &b""[..]),
        ("blank", b"\nsecond line"),
        ("binary", b"\xff\xfe\x00"),
        ("long", &[b'a'; 5000]),
        ("huge", &[b'a'; 1_000_000]),
    ] {
        fs::write(desk.path(name), bytes).unwrap();
        let (ended, answer) = desk.json(&format!("--vault v --passphrase-file {name} org-key list"));
        assert_eq!((ended, answer["error"]["code"].as_str()), (1, Some("passphrase-unreadable")), "{name}");
    }
}

#[test]
fn the_line_end_of_other_systems_is_not_part_of_it() {
    let desk = Desk::with_vault();
    fs::write(desk.path("windows"), format!("{PASSPHRASE}\r\n")).unwrap();
    fs::write(desk.path("bare"), PASSPHRASE).unwrap();
    desk.done("--vault v --passphrase-file windows org-key list");
    desk.done("--vault v --passphrase-file bare org-key list");
}

#[test]
fn no_passphrase_is_repeated_in_an_answer_or_a_complaint() {
    let desk = Desk::with_key();
    let lines = [
        "--vault v --passphrase-file admin --export-passphrase-file export org-key export --keypair --to keypair.asc --json",
        "--vault v --passphrase-file wrong org-key list --json",
        "--vault v --passphrase-file admin --export-passphrase-file weak org-key export --keypair --to again.asc",
    ];
    for line in lines {
        let output = desk.types(line, "");
        let said = [output.stdout, output.stderr].concat();
        assert!(!said.is_empty());
        for secret in [PASSPHRASE, FILE_PASSPHRASE, orgkey_test_support::WRONG_PASSPHRASE, "12345"] {
            assert!(!said.windows(secret.len()).any(|window| window == secret.as_bytes()), "{line}");
        }
    }
}
