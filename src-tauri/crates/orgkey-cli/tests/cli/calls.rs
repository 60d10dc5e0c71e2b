//! The calls that the product promises, as they are written there.

use crate::Desk;
use std::fs;

#[test]
fn from_an_empty_folder_to_a_backup_that_restores_into_a_second_vault() {
    let desk = Desk::with_vault();
    desk.done("--vault v --passphrase-file admin org-key generate --user-id keys@example.org --algorithm p256 --profile v4 --expires never");
    desk.done("--vault v --passphrase-file admin org-key export --public --to public.asc");
    let told = desk.done("--vault v --passphrase-file admin --export-passphrase-file export org-key export --keypair --to keypair.asc --preset compatible");
    assert!(told.contains("keypair.asc"), "{told}");
    desk.done("vault create second --organization Example --domain example.org --admin bob --passphrase-file admin --derivation floor");
    desk.done(
        "--vault second --passphrase-file admin --file-passphrase-file export org-key import keypair.asc --dry-run",
    );
    desk.done(
        "--vault second --admin bob --passphrase-file admin --file-passphrase-file export org-key import keypair.asc",
    );
    let summary =
        |vault: &str| desk.json(&format!("--vault {vault} --passphrase-file admin org-key show")).1["summary"].clone();
    assert_eq!(summary("v"), summary("second"));
}

#[test]
fn every_verb_answers_as_text_and_as_json() {
    let desk = Desk::with_key();
    desk.done("--vault v --passphrase-file admin org-key export --public --to public.asc");
    let opened = "--vault v --passphrase-file admin";
    let lines = [
        "vault status v".to_owned(),
        "vault lock-info v".to_owned(),
        "vault check v --passphrase-file admin".to_owned(),
        format!("{opened} org-key list"),
        format!("{opened} org-key show"),
        format!("{opened} org-key show 1"),
        format!("{opened} org-key import public.asc --dry-run"),
        format!("{opened} org-key export --public --to again.asc --dry-run"),
        format!("{opened} audit list --limit 5"),
        format!("{opened} audit verify"),
        "inspect public.asc".to_owned(),
    ];
    for line in lines {
        assert!(!desk.done(&line).trim().is_empty(), "{line}");
        assert_eq!(desk.json(&line).0, 0, "{line}");
    }
    assert!(!desk.path("again.asc").exists(), "a dry run writes nothing");
}

#[test]
fn the_register_notes_the_whole_path_of_a_relative_target() {
    let desk = Desk::with_key();
    desk.done(
        "--vault v --passphrase-file admin --export-passphrase-file export org-key export --keypair --to keypair.asc",
    );
    let text = desk.done("--vault v --passphrase-file admin audit list --filter export");
    assert!(text.contains("export-keypair"), "{text}");
    let (_, details) = desk.json("--vault v --passphrase-file admin org-key show");
    let folder = fs::canonicalize(desk.path(".")).unwrap();
    let place = folder.file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(details["backups"][0]["place"], place);
}

#[test]
fn the_passphrase_changes_and_only_the_new_one_opens() {
    let desk = Desk::with_key();
    desk.done("vault passwd v --passphrase-file admin --new-passphrase-file export --derivation floor");
    desk.done("--vault v --passphrase-file export org-key list");
    assert_eq!(desk.json("--vault v --passphrase-file admin org-key list").0, 3);
}
