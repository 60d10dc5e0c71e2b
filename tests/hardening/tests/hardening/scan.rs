//! F1: after the lock, the memory of the process holds neither passphrases nor keys.

use orgkey_hardening::{
    child::Session,
    judge,
    memory::{in_memory, surroundings},
    place::{ADMIN, EXPORT, EXPORT_KEYPAIR, Place, Prepared, WRONG},
    search::{Needle, secret_numbers},
    slots,
};

const SESSION: &str = env!("CARGO_BIN_EXE_orgkey-session");

/// Everything that may not stay.
fn needles(place: &Place) -> Vec<Needle> {
    let keys = slots::open(&place.vault(), ADMIN);
    let mut needles = vec![
        Needle::text("the administrator's passphrase", ADMIN),
        Needle::text("the passphrase of the file", EXPORT),
        Needle::text("the wrong passphrase", WRONG),
        Needle::bytes("the key derived from the passphrase", &keys.wrapping),
        Needle::bytes("the private key of the slot", &keys.private),
        Needle::bytes("the page key", &keys.page),
        Needle::bytes("the secrets key", &keys.secrets),
    ];
    needles.extend(secret_numbers(&place.path("out/key.asc"), EXPORT));
    needles
}

#[test]
fn after_the_lock_the_memory_holds_no_passphrase_and_no_key() {
    let place = Place::prepared(Prepared::Key);
    let _ = place.run(EXPORT_KEYPAIR).expect(0);
    let needles = needles(&place);
    let mut session = Session::start(SESSION, &place);
    let pid = session.pid();

    assert_eq!(session.step("hold"), "done");
    let held = in_memory(pid, &needles[..1]);
    assert!(!held.is_empty(), "the search finds a passphrase that is held");

    assert_eq!(session.step("unlock"), "done");
    let open: Vec<String> = in_memory(pid, &needles);
    for held in ["the administrator's passphrase", "the page key", "the secrets key"] {
        assert!(open.iter().any(|found| found.starts_with(held)), "{held} is held while the vault is open: {open:?}");
    }
    for (step, answer) in [("export", "done"), ("import", "done"), ("lock", "done"), ("fail", "wrong-passphrase")] {
        assert_eq!(session.step(step), answer, "{step}");
    }

    let marker = Needle::text("marker", &format!("marker-that-must-be-found-{pid}"));
    assert!(!in_memory(pid, &[marker]).is_empty(), "the search sees the memory of the process");
    let left = in_memory(pid, &needles);
    let around: Vec<String> = needles.iter().flat_map(|needle| surroundings(pid, needle)).collect();
    assert!(left.is_empty(), "{}\n\n{}", left.join("\n"), around.join("\n"));
    judge::whole(&place, ADMIN);
}
