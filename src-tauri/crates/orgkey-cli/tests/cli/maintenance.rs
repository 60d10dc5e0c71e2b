//! The maintenance run, the renewal and the replacement of the Organization Key, as they are typed.

use crate::Desk;

const OPEN: &str = "--vault v --passphrase-file admin";

#[test]
fn maintenance_is_planned_run_and_told() {
    let desk = Desk::with_key();
    desk.done(&format!("{OPEN} user add --email ada@example.org --name Ada"));
    let (_, plan) = desk.json(&format!("{OPEN} maintenance run --dry-run"));
    assert_eq!((&plan["usersCertified"], &plan["organizationKey"].is_null()), (&0.into(), &true));
    let (_, later) = desk.json(&format!("{OPEN} maintenance run --dry-run --as-of 2099-01-01"));
    assert_eq!((&later["asOf"], &later["leftOut"]), (&"2099-01-01T23:59:59Z".into(), &1.into()));
    let (ended, past) = desk.json(&format!("{OPEN} maintenance run --dry-run --as-of 2020-01-01"));
    assert_eq!((ended, &past["error"]["code"]), (2, &"invalid-argument".into()));
    assert_eq!(desk.types(&format!("{OPEN} maintenance run --as-of 2099-01-01"), "").status.code(), Some(2));
    assert!(desk.done(&format!("{OPEN} maintenance status")).contains("No run yet"));
    assert!(desk.done(&format!("{OPEN} maintenance run")).contains("Users certified"));
    let (_, status) = desk.json(&format!("{OPEN} maintenance status"));
    assert_eq!((&status["runs"][0]["outcome"], &status["due"]), (&"done".into(), &false.into()));
}

#[test]
fn schedules_are_printed_with_whole_paths_and_never_put_in_place() {
    let desk = Desk::with_key();
    let before = std::fs::read_dir(desk.path(".")).unwrap().count();
    let text = desk.done(&format!("{OPEN} maintenance install --print"));
    for expected in ["[Timer]", "ExecStart=\"/", "<key>StartInterval</key>", "<Interval>PT12H</Interval>"] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert_eq!(std::fs::read_dir(desk.path(".")).unwrap().count(), before);
    let (ended, refused) = desk.json("--vault v maintenance install --print");
    assert_eq!((ended, &refused["error"]["code"]), (1, &"passphrase-missing".into()), "a scheduler asks nobody");
}

#[test]
fn the_organization_key_is_renewed_and_replaced_after_a_proven_copy() {
    let desk = Desk::with_key();
    desk.done(&format!("{OPEN} user add --email ada@example.org --name Ada"));
    let (_, before) = desk.json(&format!("{OPEN} org-key list"));
    // Ends count in seconds: a renewal in the second of the generation would not move one.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let (_, renewed) = desk.json(&format!("{OPEN} org-key renew"));
    assert_eq!(renewed["key"]["fingerprint"], before["current"]["fingerprint"]);
    assert!(renewed["ends"].as_str() > renewed["ended"].as_str(), "{renewed}");
    let (_, settings) = desk.json(&format!("{OPEN} org-key settings --renew-lead 31d --user-signature 20d"));
    assert_eq!((&settings["renewLeadDays"], &settings["userSignatureDays"]), (&31.into(), &20.into()));
    let (ended, plan) = desk.json(&format!("{OPEN} org-key replace --dry-run"));
    assert_eq!((ended, &plan["usersUnverified"], &plan["error"]["code"]), (1, &1.into(), &"key-not-backed-up".into()));
    assert_eq!(desk.types(&format!("{OPEN} org-key replace"), "").status.code(), Some(2), "no reason, no name");
    desk.done(&format!("{OPEN} --export-passphrase-file export org-key export --keypair --to old.asc"));
    let replace = |name: &str| desk.json(&format!("{OPEN} org-key replace --reason stolen --confirm {name}"));
    assert_eq!(replace("Other").1["error"]["code"], "confirmation-differs");
    let (_, replaced) = replace("Example");
    assert_eq!((&replaced["key"]["generation"], &replaced["usersUnverified"]), (&2.into(), &1.into()));
    let state = || desk.json(&format!("{OPEN} user show ada@example.org")).1["row"]["state"].clone();
    assert_eq!(state(), "unverified");
    desk.done(&format!("{OPEN} maintenance run"));
    assert_eq!(state(), "verified");
}
