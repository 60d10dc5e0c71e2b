//! The key with which a vault signs what leaves it as evidence.

use crate::support::{NOW, PASSPHRASE, Place, words};
use orgkey_vault::{Access, KdfCost, Vault, VaultIdentity};
use serde_json::Value;

fn told(vault: &Vault, action: &str) -> Vec<Value> {
    let entries = vault.audit_page(None, 100, Some(action)).unwrap();
    entries.into_iter().filter(|entry| entry.action == action).map(|entry| entry.detail["identity"].clone()).collect()
}

#[test]
fn a_signature_holds_for_its_vault_its_purpose_and_its_message_alone() {
    let (place, other) = (Place::empty(), Place::empty());
    let vault = place.create().unwrap();
    let (identity, stranger) = (vault.identity().unwrap(), other.create().unwrap().identity().unwrap());
    let signature = vault.sign("purpose", b"message").unwrap();
    assert!(identity.has_signed("purpose", b"message", &signature));
    assert_eq!(VaultIdentity::from_hex(&identity.hex()), Some(identity.clone()));
    let mut bent = signature.clone();
    bent[10] ^= 1;
    for (who, purpose, message, signature) in [
        (&stranger, "purpose", &b"message"[..], &signature),
        (&identity, "purpos", b"emessage", &signature),
        (&identity, "purpose", b"massage", &signature),
        (&identity, "purpose", b"message", &bent),
        (&identity, "purpose", b"message", &Vec::new()),
    ] {
        assert!(!who.has_signed(purpose, message, signature));
    }
    for text in ["", "00", "zz", &"0".repeat(63), &"0".repeat(66)] {
        assert_eq!(VaultIdentity::from_hex(text), None, "{text}");
    }
}

#[test]
fn the_log_names_the_identity_from_its_first_entry_and_a_new_passphrase_keeps_it() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let identity = vault.identity().unwrap();
    assert_eq!(told(&vault, "create-vault"), [Value::from(identity.fingerprint())]);
    vault.change_passphrase("Ada", &words(PASSPHRASE), &words("another one"), KdfCost::floor(), NOW).unwrap();
    vault.lock();
    let vault = place.open("another one", Access::Read).unwrap();
    assert_eq!(vault.identity().unwrap(), identity);
    assert!(identity.has_signed("purpose", b"", &vault.sign("purpose", b"").unwrap()), "a reader signs as well");
}

#[test]
fn a_vault_from_before_gets_one_and_its_log_says_so_once() {
    for schema in 1..=5 {
        let place = Place::of_schema(schema);
        let identity = place.open(PASSPHRASE, Access::Write).unwrap().identity().unwrap();
        let vault = place.open(PASSPHRASE, Access::Write).unwrap();
        assert_eq!(vault.identity().unwrap(), identity, "schema {schema}");
        assert_eq!(told(&vault, "create-identity"), [Value::from(identity.fingerprint())], "schema {schema}");
        vault.verify_audit().unwrap();
    }
}
