//! Administrators as they are typed: names, roles, rights, and who stands beside.

use crate::Desk;

const ALICE: &str = "--vault v --admin alice --passphrase-file admin";
const GRACE: &str = "--vault v --admin grace --passphrase-file export";

fn with_grace(role: &str) -> Desk {
    let desk = Desk::with_key();
    let line =
        "--vault v --passphrase-file admin admin add grace --new-passphrase-file export --derivation floor --role";
    desk.done(&format!("{line} {role}"));
    desk
}

#[test]
fn what_is_no_role_right_operation_or_answer_is_told_before_a_vault_is_opened() {
    let desk = Desk::empty();
    for line in [
        "admin add grace --role king",
        "admin add grace",
        "admin grant grace certificates",
        "admin grant grace audit:export-secret",
        "admin revoke grace Users:read",
        "admin two-person set everything yes",
        "admin two-person set export-keypair perhaps",
        "--second-passphrase-file export admin list",
    ] {
        assert_eq!(desk.types(&format!("--vault nowhere {line}"), "").status.code(), Some(2), "{line}");
    }
}

#[test]
fn the_new_passphrase_may_come_from_standard_input_and_is_judged() {
    let desk = Desk::with_vault();
    let line =
        "--vault v --passphrase-file admin admin add bob --role auditor --derivation floor --new-passphrase-file";
    assert_eq!(desk.types(&format!("{line} weak"), "").status.code(), Some(1));
    assert_eq!(desk.types(&format!("{line} -"), "vivid otter lantern quarry\n").status.code(), Some(0));
    assert!(desk.done(&format!("{ALICE} admin list")).contains("bob"));
    let (ended, told) = desk.json("--vault v --passphrase-file admin org-key list");
    assert_eq!((ended, &told["error"]["code"]), (2, &"administrator-missing".into()), "there are two now");
}

#[test]
fn each_role_does_what_it_is_there_for_and_is_refused_the_rest() {
    let rows = [
        ("key-manager", [0, 0, 1, 0, 1]),
        ("certificate-officer", [0, 1, 0, 1, 1]),
        ("auditor", [0, 1, 1, 1, 1]),
        ("supervisor", [0, 0, 0, 0, 0]),
    ];
    for (role, ends) in rows {
        let desk = with_grace(role);
        let lines = [
            "org-key list",
            "org-key export --keypair --to key.asc --dry-run",
            "ca create --name Tree --subject CN=Tree --key p256 --dry-run",
            "user add --email ada@example.org --name Ada",
            "admin revoke alice users:write",
        ];
        for (line, end) in lines.into_iter().zip(ends) {
            let (ended, told) = desk.json(&format!("{GRACE} {line}"));
            assert_eq!(ended, end, "{role}: {line}: {told}");
            assert!(end == 0 || told["error"]["code"] == "not-permitted", "{role}: {line}: {told}");
        }
    }
}

#[test]
fn whoever_was_removed_is_unknown_and_the_others_go_on() {
    let desk = with_grace("key-manager");
    desk.done(&format!("{GRACE} org-key list"));
    desk.done(&format!("{ALICE} admin remove grace"));
    let (ended, told) = desk.json(&format!("{GRACE} org-key list"));
    assert_eq!((ended, &told["error"]["code"]), (1, &"unknown-administrator".into()));
    desk.done(
        "--vault v --passphrase-file admin --export-passphrase-file export org-key export --keypair --to key.asc",
    );
}

#[test]
fn a_wrong_passphrase_of_the_second_person_ends_the_call() {
    let desk = with_grace("supervisor");
    desk.done(&format!("{ALICE} admin two-person set remove-administrator yes"));
    let wrong = format!("{ALICE} --second grace --second-passphrase-file wrong admin remove grace");
    assert_eq!(desk.types(&wrong, "").status.code(), Some(3));
    assert!(desk.done(&format!("{ALICE} admin list")).contains("remove-administrator"));
}
