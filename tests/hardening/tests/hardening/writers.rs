//! One writer at a time, across processes.

use orgkey_hardening::{
    child::Session,
    place::{GENERATE, LIST, Place, Prepared},
};
use std::fs;

const SESSION: &str = env!("CARGO_BIN_EXE_orgkey-session");

#[test]
fn the_second_writer_is_told_who_holds_the_vault_and_may_read() {
    let place = Place::prepared(Prepared::Vault);
    let mut session = Session::start(SESSION, &place);
    assert_eq!(session.step("unlock"), "done");
    let pid = session.pid().to_string();

    let busy = place.run(GENERATE).expect(5);
    let error = &busy.json()["error"];
    assert_eq!(error["code"], "vault-busy");
    assert!(error["subject"].as_str().unwrap().starts_with(&format!("session {pid} on ")), "{error}");

    let list = place.run(LIST).expect(0);
    assert!(list.stderr.contains("read-only") && list.stderr.contains(&pid), "{}", list.told());
    let info = place.run("vault lock-info v.orgvault --json").expect(0).json();
    assert_eq!(info["holder"]["pid"].to_string(), pid);

    assert_eq!(session.step("lock"), "done");
    assert_eq!(place.run("vault lock-info v.orgvault --json").expect(0).json()["holder"], serde_json::Value::Null);
    let _ = place.run(GENERATE).expect(0);
}

#[test]
fn the_lock_of_a_killed_writer_is_free() {
    let place = Place::prepared(Prepared::Vault);
    let mut session = Session::start(SESSION, &place);
    assert_eq!(session.step("unlock"), "done");
    drop(session);
    assert!(place.vault().join("writer.json").exists(), "the card of the dead process");
    let _ = place.run(GENERATE).expect(0);
    assert!(!place.vault().join("writer.json").exists());
}

#[test]
fn twenty_calls_at_once_lose_nothing() {
    let place = Place::prepared(Prepared::Key);
    let exports: Vec<_> = (0..20)
        .map(|number| {
            let line =
                format!("--vault v.orgvault org-key export --public --to out/{number}.asc --passphrase-file admin");
            let mut command = std::process::Command::new(orgkey_hardening::program::binary());
            command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
            (number, place.call(&line).prepared(command).spawn().unwrap())
        })
        .collect();
    let done: Vec<u32> = exports
        .into_iter()
        .filter_map(|(number, mut child)| match child.wait().unwrap().code() {
            Some(0) => Some(number),
            Some(5) => None,
            other => panic!("export {number} ended with {other:?}"),
        })
        .collect();
    assert!(!done.is_empty());
    let written: Vec<bool> = (0..20).map(|number| place.path(&format!("out/{number}.asc")).exists()).collect();
    assert_eq!(written, (0..20).map(|number| done.contains(&number)).collect::<Vec<_>>());
    let shown = place.run("--vault v.orgvault org-key show --passphrase-file admin --json").expect(0).json();
    assert_eq!(shown["backups"].as_array().unwrap().len(), done.len(), "each success is in the register");
    let _ = place.run("--vault v.orgvault audit verify --passphrase-file admin").expect(0);
    assert!(fs::read_dir(place.path("out")).unwrap().count() == done.len());
}
