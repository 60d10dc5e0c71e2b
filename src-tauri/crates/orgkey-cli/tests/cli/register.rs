//! The register of copies, their drills and the record of their end, as they are typed.

use crate::Desk;
use std::fs;

const OPEN: &str = "--vault v --passphrase-file admin";
const DRILL: &str = "--vault v --passphrase-file admin --file-passphrase-file export register drill";

fn with_copy() -> Desk {
    let desk = Desk::with_key();
    desk.done(&format!("{OPEN} --export-passphrase-file export org-key export --keypair --to key.asc"));
    desk
}

#[test]
fn a_copy_is_drilled_where_it_lies_today() {
    let desk = with_copy();
    assert!(desk.done(&format!("{DRILL} key.asc")).contains("Proven"));
    fs::create_dir(desk.path("stick")).unwrap();
    fs::rename(desk.path("key.asc"), desk.path("stick/key.asc")).unwrap();
    assert!(desk.done(&format!("{DRILL} --all --medium stick")).contains("proven"));
    let (ended, told) = desk.json(&format!("{DRILL} --all"));
    assert_eq!((ended, &told["drills"][0]["error"]["code"]), (1, &"file-not-found".into()));
    assert!(desk.done(&format!("{OPEN} register would-restore")).starts_with("Yes"));
}

#[test]
fn each_way_to_fail_has_its_exit_code_and_a_changed_file_is_told_without_a_passphrase() {
    let desk = with_copy();
    let wrong = format!("{OPEN} --file-passphrase-file wrong register drill key.asc");
    assert_eq!(desk.types(&wrong, "").status.code(), Some(3));
    assert!(desk.done(&format!("{OPEN} register would-restore")).starts_with("Yes"), "a typing error costs no copy");
    fs::write(desk.path("key.asc"), "another file").unwrap();
    for line in [format!("{OPEN} register drill key.asc --dry-run"), format!("{OPEN} register drill key.asc")] {
        let (ended, told) = desk.json(&line);
        assert_eq!((ended, &told["error"]["code"]), (1, &"copy-changed".into()), "{line}");
    }
    assert_eq!(desk.types(&format!("{OPEN} register would-restore"), "").status.code(), Some(1));
    assert!(desk.done(&format!("{OPEN} register list")).contains("DRILL FAILED"));
    assert_eq!(desk.types(&format!("{OPEN} register drill key.asc --all"), "").status.code(), Some(2));
    assert_eq!(desk.types(&format!("{OPEN} register drill"), "").status.code(), Some(2));
}

#[test]
fn a_retired_copy_stays_in_the_list_with_its_reason() {
    let desk = with_copy();
    assert_eq!(desk.types(&format!("{OPEN} register retire key.asc"), "").status.code(), Some(2), "no reason");
    desk.done(&format!("{OPEN} register retire key.asc --reason shredded"));
    assert!(desk.done(&format!("{OPEN} register list")).contains("shredded"));
    let (ended, told) = desk.json(&format!("{DRILL} key.asc"));
    assert_eq!((ended, &told["error"]["code"]), (1, &"copy-retired".into()));
}
