//! What is not imported: each its own code, before a passphrase is needed, and the vault as it was.

use crate::import::{exported, file_of, without_armor};
use orgkey_core::{ImportKey, Preset, Silent, import_key, plan_import};
use orgkey_test_support::{FIXTURE_PASSPHRASE, Held, NOW, Place, fixture, refusal, words};
use orgkey_types::{Code, Fingerprint};

/// Position of the version in the first packet of GnuPG's files: behind an old-format header.
fn first_body(file: &[u8]) -> usize {
    2 + usize::from(file[0] & 1)
}

fn with_byte(name: &str, position: impl Fn(&[u8]) -> usize, value: u8) -> Vec<u8> {
    let mut file = fixture(name);
    let at = position(&file);
    file[at] = value;
    file
}

fn joined(names: &[&str]) -> Vec<u8> {
    names.iter().flat_map(|name| fixture(name)).collect()
}

fn cases() -> Vec<(&'static str, Vec<u8>, Code)> {
    let binary = fixture("ed25519.pgp");
    let damaged = with_byte("ed25519.pgp", |file| file.len() / 2, 0xff);
    let mut armor = fixture("rsa2048.asc");
    let middle = armor.len() / 2;
    armor[middle] = b'!';
    vec![
        ("an empty file", Vec::new(), Code::NotOpenPgp),
        ("a letter", b"Dear all, the keys are in the safe.".to_vec(), Code::NotOpenPgp),
        ("a truncated file", binary[..binary.len() / 2].to_vec(), Code::FileTruncated),
        ("a truncated armored file", fixture("rsa2048.asc")[..1500].to_vec(), Code::FileTruncated),
        ("a damaged armored file", armor, Code::FileDamaged),
        ("a file with a damaged self-signature", damaged, Code::NoSelfSignatures),
        ("a message", fixture("message.asc"), Code::NotAKey),
        ("a message to a passphrase", fixture("message-passphrase.pgp"), Code::NotAKey),
        ("a signature", fixture("signature.sig"), Code::NotAKey),
        ("a signed text", fixture("cleartext.asc"), Code::NotAKey),
        ("a revocation", fixture("revocation.asc"), Code::NotAKey),
        ("a public key", fixture("ed25519-public.asc"), Code::PublicOnly),
        ("half of a PGP Desktop export", fixture("desktop-secret-only.asc"), Code::NoSelfSignatures),
        ("a stub", fixture("stub.asc"), Code::SecretElsewhere),
        ("an ended key", fixture("expired.asc"), Code::KeyExpired),
        ("a revoked key", fixture("revoked.asc"), Code::KeyRevoked),
        ("an unknown algorithm", with_byte("ed25519.pgp", |file| first_body(file) + 5, 99), Code::AlgorithmUnsupported),
        ("a curve that is not here", fixture("secp256k1.asc"), Code::AlgorithmUnsupported),
        ("a keypair that only signs", fixture("signing-subkey.asc"), Code::NoEncryptionKey),
        ("an unknown version", with_byte("ed25519.pgp", first_body, 9), Code::VersionUnsupported),
        ("two keypairs", joined(&["ed25519.asc", "p256.asc"]), Code::SeveralKeys),
        ("two public keys", fixture("two-keys-public.pgp"), Code::SeveralKeys),
    ]
}

#[test]
fn each_file_that_is_no_keypair_to_restore_from_is_refused_for_its_own_reason() {
    let (_place, mut vault) = Place::with_vault();
    let (held, entries) = (Held::in_vault(&vault, NOW), vault.audit_count().unwrap());
    let passphrase = words(FIXTURE_PASSPHRASE);
    for (what, file, code) in cases() {
        for passphrase in [None, Some(&passphrase)] {
            let planned = plan_import(&vault, &file_of(&file, passphrase), NOW).map(|plan| plan.refusal);
            let told = match planned {
                Ok(refused) => refused.map(|failure| failure.code),
                Err(failure) => Some(failure.code),
            };
            assert_eq!(told, Some(code), "the plan for {what}");
        }
        let refused = refusal(import_key(&mut vault, &file_of(&file, Some(&passphrase)), &Silent, NOW));
        assert_eq!(refused.code, code, "{what}");
        assert_eq!((Held::in_vault(&vault, NOW), vault.audit_count().unwrap()), (held.clone(), entries), "{what}");
    }
}

#[test]
fn a_key_is_chosen_by_its_fingerprint_where_a_file_has_several() {
    let file = joined(&["ed25519.asc", "p256.asc"]);
    let passphrase = words(FIXTURE_PASSPHRASE);
    let keys = orgkey_openpgp::inspect(&file, NOW).unwrap().keys;
    let absent: Fingerprint = "0".repeat(40).parse().unwrap();
    for key in &keys {
        let (_place, mut vault) = Place::with_vault();
        let request = ImportKey { fingerprint: Some(&key.summary.fingerprint), ..file_of(&file, Some(&passphrase)) };
        let plan = plan_import(&vault, &request, NOW).unwrap();
        assert_eq!((plan.key.fingerprint, plan.others.len()), (key.summary.fingerprint.clone(), 1));
        let receipt = import_key(&mut vault, &request, &Silent, NOW).unwrap();
        assert_eq!(receipt.key.stored.summary.fingerprint, key.summary.fingerprint);
    }
    let (_place, vault) = Place::with_vault();
    let request = ImportKey { fingerprint: Some(&absent), ..file_of(&file, Some(&passphrase)) };
    assert_eq!(refusal(plan_import(&vault, &request, NOW)).code, Code::KeyNotFound);
}

#[test]
fn the_only_keypair_among_public_keys_is_taken_without_being_named() {
    let (_place, vault) = Place::with_vault();
    let file = joined(&["ed25519-public.asc", "rsa2048.asc"]);
    let plan = plan_import(&vault, &file_of(&file, None), NOW).unwrap();
    assert_eq!((plan.key.components[0].algorithm.as_str(), plan.others.len()), ("RSA 2048", 1));
    assert_eq!(plan.refusal, None);
}

#[test]
fn a_derivation_that_would_take_all_memory_is_refused_before_a_passphrase_is_asked_for() {
    let (place, mut vault, _) = Place::with_key();
    let mut file = without_armor(&exported(&place, &mut vault, Preset::Modern));
    // Argon2 stands in the file as 4, sixteen octets of salt, passes, lanes, and the memory as a power of two in KiB.
    let costs: Vec<usize> =
        (17..file.len() - 3).filter(|at| file[*at..*at + 3] == [3, 4, 16] && file[*at - 17] == 4).collect();
    assert_eq!(costs.len(), 2, "one for each secret packet");
    costs.iter().for_each(|at| file[*at + 2] = 31);
    let (_other, mut second) = Place::with_vault();
    let entries = second.audit_count().unwrap();
    let plan = plan_import(&second, &file_of(&file, None), NOW).unwrap();
    assert_eq!(plan.refusal.map(|failure| failure.code), Some(Code::TooExpensive));
    let refused = refusal(import_key(&mut second, &file_of(&file, None), &Silent, NOW));
    assert_eq!((refused.code, second.audit_count().unwrap()), (Code::TooExpensive, entries));
}
