//! A process that ended between the intent and its settlement.

use orgkey_core::{Access, Vault};
use orgkey_test_support::{Held, NOW, PASSPHRASE, Place};
use orgkey_types::Code;
use serde_json::json;

const ACTIONS: [&str; 12] = [
    "generate-organization-key",
    "export-keypair",
    "import-keypair",
    "change-passphrase",
    "create-ca",
    "import-ca",
    "export-ca",
    "issue-certificate",
    "revoke-certificate",
    "publish-crl",
    "renew-ca",
    "replace-ca",
];

fn codes(vault: &Vault) -> Vec<Code> {
    vault.notices().iter().map(|notice| notice.code).collect()
}

#[test]
fn an_operation_that_was_begun_and_never_settled_is_shown_at_the_next_start_and_only_then() {
    for action in ACTIONS {
        let (place, mut vault, key) = Place::with_key();
        let held = Held::in_vault(&vault, NOW);
        let subject = key.stored.summary.fingerprint.as_str();
        drop(vault.begin(action, subject, json!({}), NOW).unwrap());
        let vault = place.reopen(vault);
        assert_eq!(codes(&vault), [Code::OperationInterrupted], "{action}");
        let shown = vault.notices()[0].subject.clone().unwrap();
        assert!(shown.contains(action) && shown.contains(subject), "{shown}");
        assert_eq!(Held::in_vault(&vault, NOW), held, "{action}");
        let settled = format!("{action} settled interrupted");
        assert!(Held::last_entries(&vault, 2).contains(&settled), "{:?}", Held::last_entries(&vault, 2));
        let vault = place.reopen(vault);
        assert!(codes(&vault).is_empty(), "{action}: told once");
    }
}

#[test]
fn a_reader_does_not_settle_what_the_writer_has_at_work() {
    let (place, mut writer, _) = Place::with_key();
    let intent = writer.begin("export-keypair", "key", json!({}), NOW).unwrap();
    let reader = place.unlock(PASSPHRASE, Access::Read).unwrap();
    assert!(codes(&reader).is_empty());
    drop(reader);
    writer.settle_done(intent, NOW).unwrap();
    assert!(codes(&place.reopen(writer)).is_empty());
}
