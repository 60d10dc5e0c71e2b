//! Managed Keys as they are typed, with GnuPG as judge of the certifications.

use crate::Desk;
use std::{fs, process::Command, time::SystemTime};

const OPEN: &str = "--vault v --passphrase-file admin";

impl Desk {
    /// GnuPG so many days from now, in a ring of its own; what it said.
    #[track_caller]
    fn gpg(&self, day: u64, words: &[&str]) -> String {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
        // Relative to the folder it works in: the name of the agent's socket may have 108 bytes.
        let mut command = Command::new("gpg");
        command.current_dir(self.path(".")).args(["--homedir", "ring", "--batch", "--no-tty", "--with-colons"]);
        command.args(["--faked-system-time", &(now + 60 + day * 86_400).to_string()]);
        let output = command.args(words).output().unwrap();
        assert!(output.status.success(), "gpg {words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

#[test]
fn gnupg_that_trusts_the_organization_key_finds_users_valid_for_two_weeks() {
    let desk = Desk::with_key();
    desk.done(&format!("{OPEN} user add --email ada@example.org --name Ada"));
    fs::write(desk.path("people.csv"), "email,name\nbob@example.org,Bob\n").unwrap();
    desk.done(&format!("{OPEN} user import people.csv"));
    desk.done(&format!("{OPEN} user export --all-public --to all.asc"));
    desk.done(&format!("{OPEN} org-key export --public --to org.asc"));
    fs::create_dir(desk.path("ring")).unwrap();
    #[cfg(unix)]
    fs::set_permissions(desk.path("ring"), std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    desk.gpg(0, &["--quiet", "--import", "all.asc", "org.asc"]);
    let (_, keys) = desk.json(&format!("{OPEN} org-key list"));
    let fingerprint = keys["current"]["fingerprint"].as_str().unwrap();
    fs::write(desk.path("trust"), format!("{fingerprint}:6:\n")).unwrap();
    desk.gpg(0, &["--quiet", "--import-ownertrust", "trust"]);
    for (day, validity) in [(0, "f"), (13, "f"), (15, "-")] {
        for user in ["ada@example.org", "bob@example.org"] {
            desk.gpg(day, &["--quiet", "--check-trustdb"]);
            let said = desk.gpg(day, &["--list-keys", user]);
            let user_id = said.lines().find(|line| line.starts_with("uid:")).unwrap();
            assert_eq!(user_id.split(':').nth(1), Some(validity), "{user} on day {day}: {said}");
        }
    }
}

#[test]
fn users_are_added_imported_listed_shown_contacted_exported_and_deleted() {
    let desk = Desk::with_key();
    let (_, added) = desk.json(&format!("{OPEN} user add --email ada@example.org --name Ada --mode skm"));
    assert_eq!((&added["user"]["state"], &added["user"]["mode"]), (&"verified".into(), &"skm".into()));
    desk.done(&format!("{OPEN} user export ada@example.org --to ada.asc --openpgp --export-passphrase-file export"));
    let (ended, again) = desk.json(&format!("{OPEN} user import ada.asc --dry-run --file-passphrase-file export"));
    assert_eq!((ended, &again["newer"], &again["refused"]), (0, &1.into(), &0.into()), "the certification is new");
    fs::write(desk.path("people.csv"), "email,name\nbob@example.org,Bob\neve@example.com,Eve\n").unwrap();
    let (ended, plan) = desk.json(&format!("{OPEN} user import people.csv --dry-run"));
    assert_eq!((ended, &plan["new"], &plan["refused"]), (1, &1.into(), &1.into()));
    assert_eq!(plan["rows"][1]["refusal"]["code"], "domain-not-managed");
    let text = String::from_utf8(desk.types(&format!("{OPEN} user import people.csv"), "").stdout).unwrap();
    assert!(text.contains("people.csv:3") && text.contains("managed domains"), "{text}");
    let (_, list) = desk.json(&format!("{OPEN} user list --state verified --filter bob --limit 5"));
    assert_eq!((&list["rows"][0]["email"], &list["total"]), (&"bob@example.org".into(), &2.into()));
    let (_, contacted) = desk.json(&format!("{OPEN} user contact bob@example.org --at 2026-01-02"));
    assert_eq!(contacted["lastContact"], "2026-01-02T00:00:00Z");
    assert!(desk.done(&format!("{OPEN} user show bob@example.org")).contains("Bob <bob@example.org>"));
    desk.done(&format!("{OPEN} user delete bob@example.org --confirm bob@example.org"));
    let (ended, gone) = desk.json(&format!("{OPEN} user show bob@example.org"));
    assert_eq!((ended, &gone["error"]["code"]), (1, &"user-not-found".into()));
    assert!(desk.done(&format!("{OPEN} vault check v")).contains("sealed-rows"));
}
