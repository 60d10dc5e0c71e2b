//! Files that other programs wrote.

use crate::craft::{NOW, PASSPHRASE, fixture, passphrase};
use orgkey_openpgp::{
    ContentKind, FoundKey, Note, Preset, ProofMeans, complete_with, inspect, keypair_file, prove_keypair, unlock,
};
use orgkey_types::{Code, Legacy, Outcome, SecretPart, Usability, Use};

fn only(name: &str) -> FoundKey {
    let mut contents = inspect(&fixture(name), NOW).unwrap();
    assert_eq!((contents.kind, contents.keys.len()), (ContentKind::Keys, 1), "{name}");
    contents.keys.pop().unwrap()
}

#[test]
fn keypairs_of_other_programs_open_and_are_exported_and_proven() {
    let whole = [
        "ed25519.asc",
        "ed25519.pgp",
        "rsa2048.asc",
        "p256.asc",
        "signing-subkey.asc",
        "dsa-elgamal.asc",
        "sha1.asc",
        "expired.asc",
        "revoked.asc",
        "desktop.asc",
        "desktop-public-first.asc",
        "sq.asc",
    ];
    let words = passphrase(PASSPHRASE);
    for name in whole {
        let found = only(name);
        let original = found.public().to_vec();
        let keypair = unlock(found, Some(&words), NOW).unwrap_or_else(|failure| panic!("{name}: {failure}"));
        // The modern preset costs a second for each key; three stand for all.
        let also_modern = ["ed25519.asc", "dsa-elgamal.asc", "sq.asc"].contains(&name);
        for preset in [Preset::Compatible, Preset::Modern].into_iter().take(1 + usize::from(also_modern)) {
            let file = keypair_file(&keypair, preset, &words).unwrap();
            let proof = prove_keypair(&file, &words, &original, NOW, &mut |_| {})
                .unwrap_or_else(|failure| panic!("{name}: {failure}"));
            assert_eq!(proof.keys.len(), keypair.summary().components.len(), "{name}");
            assert_eq!(inspect(&file, NOW).unwrap().keys[0].public(), original, "{name}");
        }
    }
}

#[test]
fn keys_say_what_they_are() {
    let cases: &[(&str, &[&str], &[Legacy])] = &[
        ("ed25519.asc", &["Ed25519", "X25519"], &[]),
        ("rsa2048.asc", &["RSA 2048", "RSA 2048"], &[]),
        ("p256.asc", &["ECDSA P-256", "ECDH P-256"], &[]),
        ("dsa-elgamal.asc", &["DSA 2048", "ElGamal 2048"], &[Legacy::RetiredAlgorithm]),
        ("signing-subkey.asc", &["Ed25519", "Ed25519"], &[]),
        ("sha1.asc", &["RSA 1024", "RSA 1024"], &[Legacy::WeakHash, Legacy::ShortKey]),
    ];
    for (name, algorithms, legacy) in cases {
        let summary = only(name).summary;
        let found: Vec<_> = summary.components.iter().map(|part| part.algorithm.as_str()).collect();
        assert_eq!((found.as_slice(), summary.legacy.as_slice()), (*algorithms, *legacy), "{name}");
        assert!(summary.self_signed && summary.is_keypair(), "{name}");
    }
}

#[test]
fn elgamal_is_kept_and_matched_by_arithmetic_though_nothing_here_can_use_it() {
    let found = only("dsa-elgamal.asc");
    assert_eq!(found.summary.components[1].usability, Usability::KeptOnly);
    let public = found.public().to_vec();
    let file = fixture("dsa-elgamal.asc");
    let proof = prove_keypair(&file, &passphrase(PASSPHRASE), &public, NOW, &mut |_| {}).unwrap();
    let means: Vec<_> = proof.keys.iter().map(|key| key.means).collect();
    assert_eq!(means, [ProofMeans::SignatureVerified, ProofMeans::MatchedByArithmetic]);
}

#[test]
fn an_ended_and_a_revoked_key_say_so_and_open_all_the_same() {
    let (expired, revoked) = (only("expired.asc").summary, only("revoked.asc").summary);
    assert!(expired.has_ended(NOW) && !expired.revoked);
    assert_eq!(expired.expires.map(|end| end.date()), Some("2020-12-31".into()));
    assert!(revoked.revoked && !revoked.has_ended(NOW));
    assert!(!only("ed25519.asc").summary.revoked);
}

#[test]
fn gnupgs_protection_is_described() {
    let SecretPart::Protected(protection) = &only("ed25519.asc").summary.components[0].secret else { panic!() };
    assert_eq!(
        (protection.derivation.as_str(), protection.cipher.as_str()),
        ("SHA-1, 65,011,712 octets", "AES-128 CFB")
    );
    assert!(protection.weak);
    assert!(only("sq.asc").summary.components.iter().all(|part| part.secret == SecretPart::Open));
}

#[test]
fn a_key_of_sq_needs_no_passphrase_and_has_its_four_uses() {
    let keypair = unlock(only("sq.asc"), None, NOW).unwrap();
    let uses: Vec<_> = keypair.summary().components.iter().flat_map(|part| part.uses.clone()).collect();
    for usage in [Use::Certify, Use::Sign, Use::Encrypt, Use::Authenticate] {
        assert!(uses.contains(&usage), "{usage:?}");
    }
}

fn refusal<T>(outcome: Outcome<T>) -> Option<Code> {
    outcome.err().map(|failure| failure.code)
}

#[test]
fn what_cannot_be_restored_is_refused_for_its_own_reason() {
    let right = passphrase(PASSPHRASE);
    let wrong = passphrase("wrong horse");
    let cases = [
        ("ed25519.asc", None, Code::PassphraseMissing),
        ("ed25519.asc", Some(&wrong), Code::WrongPassphrase),
        ("rsa2048.asc", Some(&wrong), Code::WrongPassphrase),
        ("dsa-elgamal.asc", Some(&wrong), Code::WrongPassphrase),
        ("ed25519-public.asc", Some(&right), Code::PublicOnly),
        ("rsa2048-public.pgp", Some(&right), Code::PublicOnly),
        ("stub.asc", Some(&right), Code::SecretElsewhere),
        ("desktop-secret-only.asc", Some(&right), Code::NoSelfSignatures),
        ("secp256k1.asc", Some(&right), Code::AlgorithmUnsupported),
    ];
    for (name, words, code) in cases {
        assert_eq!(refusal(unlock(only(name), words, NOW)), Some(code), "{name}");
    }
}

#[test]
fn a_curve_that_is_not_here_is_named_and_its_signatures_are_not_called_missing() {
    let contents = inspect(&fixture("secp256k1.asc"), NOW).unwrap();
    assert_eq!(contents.notes, [Note::AlgorithmUnsupported("ECDSA secp256k1".into())]);
    let parts = &contents.keys[0].summary.components;
    let found: Vec<_> = parts.iter().map(|part| (part.algorithm.as_str(), part.usability)).collect();
    assert_eq!(found, [("ECDSA secp256k1", Usability::KeptOnly), ("ECDH secp256k1", Usability::KeptOnly)]);
}

#[test]
fn a_stub_is_shown_as_lying_elsewhere() {
    let parts = only("stub.asc").summary.components;
    assert_eq!(parts[0].secret, SecretPart::Elsewhere);
    assert!(matches!(parts[1].secret, SecretPart::Protected(_)));
}

#[test]
fn two_blocks_of_pgp_desktop_are_one_key_in_either_order() {
    for name in ["desktop.asc", "desktop-public-first.asc"] {
        let contents = inspect(&fixture(name), NOW).unwrap();
        assert_eq!(contents.blocks.len(), 2, "{name}");
        assert_eq!(contents.notes, [Note::BlocksMerged], "{name}");
        let found = &contents.keys[0];
        assert_eq!(found.public(), fixture("rsa2048-public.pgp"), "{name}");
        assert!(found.summary.is_keypair() && found.summary.self_signed, "{name}");
    }
}

#[test]
fn half_of_a_pgp_desktop_export_is_named_and_completed_from_the_vault() {
    let contents = inspect(&fixture("desktop-secret-only.asc"), NOW).unwrap();
    let found = contents.keys.into_iter().next().unwrap();
    assert_eq!(contents.notes, [Note::SecretWithoutSelfSignatures(found.summary.fingerprint.clone())]);
    assert!(!found.summary.self_signed);
    let stored = fixture("rsa2048-public.pgp");
    let completed = complete_with(found, &stored, NOW).unwrap();
    let keypair = unlock(completed, Some(&passphrase(PASSPHRASE)), NOW).unwrap();
    assert_eq!(keypair.public(), stored);
}

#[test]
fn a_secret_block_is_not_completed_with_another_key() {
    let found = only("desktop-secret-only.asc");
    let other = only("ed25519-public.asc").public().to_vec();
    assert_eq!(refusal(complete_with(found, &other, NOW)), Some(Code::KeyMismatch));
}

#[test]
fn several_keys_in_one_file_are_listed_in_its_order() {
    let contents = inspect(&fixture("two-keys-public.pgp"), NOW).unwrap();
    let names: Vec<_> = contents.keys.iter().map(|key| key.summary.user_ids[0].as_str()).collect();
    assert_eq!(names, ["Fixture ed25519 <ed25519@example.org>", "Fixture rsa2048 <rsa2048@example.org>"]);
    assert!(contents.notes.is_empty() && !contents.armored);
}

#[test]
fn what_is_not_a_key_says_what_it_is() {
    let subkey = only("ed25519.asc").summary.components[1].fingerprint.key_id().to_owned();
    let cases = [
        ("message.asc", vec![subkey], 0, "encrypted, integrity protected (RFC 4880)"),
        ("message-anonymous.pgp", vec!["anonymous".to_owned()], 0, "encrypted, integrity protected (RFC 4880)"),
        ("message-passphrase.pgp", vec![], 1, "encrypted, integrity protected (RFC 4880)"),
    ];
    for (name, recipients, slots, format) in cases {
        let contents = inspect(&fixture(name), NOW).unwrap();
        let message = contents.message.unwrap();
        assert_eq!(contents.kind, ContentKind::Message, "{name}");
        assert_eq!((message.recipients, message.passphrase_slots), (recipients, slots), "{name}");
        assert_eq!((message.format.as_str(), message.encrypted), (format, true), "{name}");
    }
    for (name, kind) in [
        ("signature.sig", ContentKind::Signature),
        ("cleartext.asc", ContentKind::Signature),
        ("revocation.asc", ContentKind::Revocation),
    ] {
        assert_eq!(inspect(&fixture(name), NOW).unwrap().kind, kind, "{name}");
    }
}
