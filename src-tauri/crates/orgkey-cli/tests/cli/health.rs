//! `orgkey health`: exit codes for a monitor, and the calendar.

use crate::Desk;
use std::fs;

const OPEN: &str = "--vault v --passphrase-file admin";

#[test]
fn the_exit_code_is_the_worst_that_was_found() {
    let desk = Desk::with_vault();
    let state = || {
        let (ended, answer) = desk.json(&format!("{OPEN} health"));
        assert_eq!(answer["checks"].as_array().map(Vec::len), Some(25), "{answer}");
        (ended, answer["state"].as_str().unwrap().to_owned(), answer["checks"][0]["check"].as_str().unwrap().to_owned())
    };
    let told = |exit: i32, state: &str, check: &str| (exit, state.to_owned(), check.to_owned());
    assert_eq!(state(), told(11, "bad", "no-organization-key"));
    desk.done(&format!("{OPEN} org-key generate --user-id keys@example.org --expires 30d"));
    assert_eq!(state(), told(11, "bad", "never-backed-up"));
    let export = format!("{OPEN} --export-passphrase-file export org-key export --keypair --to");
    desk.done(&format!("{export} one.asc"));
    desk.done(&format!("{export} two.asc"));
    assert_eq!(state(), told(10, "warning", "key-ending"));
    let text = String::from_utf8(desk.types(&format!("{OPEN} health"), "").stdout).unwrap();
    assert!(text.contains("Renew it (org-key renew).") && text.contains("crl-expired"), "{text}");
}

#[test]
fn a_sound_vault_ends_with_nothing_and_its_calendar_is_written_once() {
    let desk = Desk::with_key();
    let export = format!("{OPEN} --export-passphrase-file export org-key export --keypair --to");
    desk.done(&format!("{export} one.asc"));
    assert_eq!(desk.json(&format!("{OPEN} health")).1["state"], "note", "only one copy");
    desk.done(&format!("{OPEN} health --ics ends.ics"));
    let calendar = fs::read_to_string(desk.path("ends.ics")).unwrap();
    assert!(calendar.replace("\r\n ", "").contains("SUMMARY:A new proof of the Organization Key"), "{calendar}");
    let cases = [
        (format!("{OPEN} health --ics ends.ics"), 1, "file-exists"),
        (format!("{OPEN} health --ics no/ends.ics"), 1, "file-not-found"),
        (format!("{OPEN} health --ics v/ends.ics"), 1, "target-in-vault"),
        (format!("{OPEN} health --overwrite"), 2, "invalid-argument"),
        ("--vault v --passphrase-file wrong health --ics new.ics".to_owned(), 3, "wrong-passphrase"),
    ];
    for (line, exit, code) in cases {
        let (ended, answer) = desk.json(&line);
        assert_eq!((ended, answer["error"]["code"].as_str()), (exit, Some(code)), "{line}: {answer}");
    }
    assert_eq!(fs::read_to_string(desk.path("ends.ics")).unwrap(), calendar);
    assert!(!desk.path("new.ics").exists());
    desk.done(&format!("{OPEN} health --ics ends.ics --overwrite"));
}
