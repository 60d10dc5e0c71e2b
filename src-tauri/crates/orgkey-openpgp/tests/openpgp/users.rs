//! Keys of users: certified, joined, kept as they came, and read from keyrings of any length.

use crate::craft::{NOW, PASSPHRASE, cheap_s2k, cheaply_protected, fixture, passphrase, small_key};
use openpgp::{Packet, parse::Parse, serialize::MarshalInto};
use orgkey_openpgp::{
    Certifier, FoundKey, KeySettings, Keypair, Keyring, generate, inspect, name_and_address, public_file,
    summarize_public, take_user_key, with_certification,
};
use orgkey_types::{Algorithm, Code, KeyMode, Profile, Use};
use sequoia_openpgp as openpgp;

const DAY: i64 = 86_400;
const ADA: &str = "Ada <ada@example.org>";

fn user(user_id: &str) -> Keypair {
    let settings = KeySettings {
        user_id: user_id.into(),
        algorithm: Algorithm::Curve25519,
        profile: Profile::V4,
        expires: Some(NOW.plus_seconds(365 * DAY)),
    };
    generate(&settings, NOW).unwrap()
}

fn found(file: &[u8]) -> FoundKey {
    inspect(file, NOW).unwrap().keys.remove(0)
}

fn organization(algorithm: Algorithm, profile: Profile) -> Keypair {
    crate::craft::key(algorithm, profile)
}

#[test]
fn the_organization_key_certifies_a_user_for_two_weeks() {
    let kinds = [
        (Algorithm::Curve25519, Profile::V4),
        (Algorithm::P256, Profile::V4),
        (Algorithm::Rsa2048, Profile::V4),
        (Algorithm::Curve25519, Profile::V6),
        (Algorithm::MlDsa65Ed25519, Profile::V6),
    ];
    let (ada, bob) = (user(ADA), user("Bob <bob@example.org>"));
    for (algorithm, profile) in kinds {
        let mut certifier = Certifier::new(&organization(algorithm, profile)).unwrap();
        let ends = NOW.plus_seconds(14 * DAY);
        let made = certifier.certify(ada.public(), ADA.as_bytes(), ends, NOW).unwrap();
        assert!(certifier.made(&made, ada.public(), ADA.as_bytes()), "{algorithm:?}");
        assert!(!certifier.made(&made, bob.public(), ADA.as_bytes()), "of another key");
        assert!(!certifier.made(&made, ada.public(), b"Bob <bob@example.org>"), "of another user ID");
        let Packet::Signature(signature) = Packet::from_bytes(&made).unwrap() else { panic!("no signature") };
        assert_eq!(signature.signature_validity_period().unwrap().as_secs(), 14 * DAY.unsigned_abs());
        assert_eq!((u8::from(signature.typ()), signature.exportable_certification()), (0x10, Some(true)));
    }
}

#[test]
fn what_cannot_be_certified_is_refused() {
    let (ada, mut certifier) = (user(ADA), Certifier::new(&small_key()).unwrap());
    let ends = NOW.plus_seconds(DAY);
    let cases = [
        (certifier.certify(ada.public(), b"Eve <eve@example.org>", ends, NOW), Code::UserIdMissing),
        (certifier.certify(ada.public(), ADA.as_bytes(), NOW, NOW), Code::InvalidExpiry),
        (certifier.certify(b"nothing", ADA.as_bytes(), ends, NOW), Code::NotOpenPgp),
    ];
    for (outcome, code) in cases {
        assert_eq!(outcome.err().map(|failure| failure.code), Some(code));
    }
}

#[test]
fn a_certification_is_joined_behind_its_user_id_and_every_other_byte_stays() {
    let ada = user(ADA);
    let made = Certifier::new(&small_key())
        .unwrap()
        .certify(ada.public(), ADA.as_bytes(), NOW.plus_seconds(DAY), NOW)
        .unwrap();
    let joined = with_certification(ada.public(), ADA.as_bytes(), &made).unwrap();
    let at = joined.windows(made.len()).position(|window| window == made).unwrap();
    let without = [&joined[..at], &joined[at + made.len()..]].concat();
    assert_eq!(without, ada.public());
    let summary = summarize_public(&joined, NOW).unwrap();
    assert_eq!(&summary, &summarize_public(ada.public(), NOW).unwrap());
    // Behind the self-signature of the user ID and before the subkey.
    let cert = openpgp::Cert::from_bytes(&joined).unwrap();
    assert_eq!(cert.userids().next().unwrap().certifications().count(), 1);
    let other = with_certification(ada.public(), b"somebody else", &made);
    assert_eq!(other.err().map(|failure| failure.code), Some(Code::UserIdMissing));
}

#[test]
fn unknown_packets_stay_when_a_certification_is_joined() {
    let ada = user(ADA);
    // Tag 60 is private (RFC 9580 §5); PGP keeps revocation lists in it.
    let private = b"\xfc\x05orgky";
    let public = [ada.public(), private].concat();
    let kept = take_user_key(found(&public), KeyMode::Ckm, None, NOW).unwrap();
    assert_eq!(kept.public, public);
    let mut certifier = Certifier::new(&small_key()).unwrap();
    let made = certifier.certify(&kept.public, ADA.as_bytes(), NOW.plus_seconds(DAY), NOW).unwrap();
    let joined = with_certification(&kept.public, ADA.as_bytes(), &made).unwrap();
    assert!(joined.ends_with(private));
    assert_eq!(joined.len(), public.len() + made.len());
}

#[test]
fn the_key_mode_says_what_stays_with_the_server() {
    let ada = user(ADA);
    let file = cheaply_protected(&ada, cheap_s2k(), None);
    let words = passphrase(PASSPHRASE);
    let kept = |mode| take_user_key(found(&file), mode, Some(&words), NOW).unwrap().secrets;
    assert_eq!(kept(KeyMode::Skm).unwrap().expose(), ada.secrets().expose());
    let encryption = kept(KeyMode::Sckm).unwrap();
    let subkey = ada.summary().components.iter().find(|part| part.uses == [Use::Encrypt]).unwrap();
    let Packet::SecretSubkey(left) = Packet::from_bytes(encryption.expose()).unwrap() else { panic!("no subkey") };
    assert_eq!(left.fingerprint().to_hex(), subkey.fingerprint.as_str());
    assert_eq!(MarshalInto::to_vec(&Packet::from(left)).unwrap().len(), encryption.len(), "and nothing else");
    assert!(kept(KeyMode::Gkm).is_none() && kept(KeyMode::Ckm).is_none());
    for mode in [KeyMode::Gkm, KeyMode::Ckm] {
        assert!(take_user_key(found(&file), mode, None, NOW).is_ok(), "without a passphrase");
    }
    let locked = take_user_key(found(&file), KeyMode::Skm, None, NOW);
    assert_eq!(locked.err().map(|failure| failure.code), Some(Code::PassphraseMissing));
    let public = take_user_key(found(ada.public()), KeyMode::Skm, None, NOW);
    assert_eq!(public.err().map(|failure| failure.code), Some(Code::PublicOnly));
}

#[test]
fn names_and_addresses_are_told_apart() {
    let cases = [
        (ADA, Some("Ada"), Some("ada@example.org")),
        ("ada@example.org", None, Some("ada@example.org")),
        ("Only A Name", Some("Only A Name"), None),
        ("", None, None),
    ];
    for (user_id, name, address) in cases {
        let (found_name, found_address) = name_and_address(user_id);
        assert_eq!((found_name.as_deref(), found_address.as_deref()), (name, address), "{user_id}");
    }
}

/// Codes of the refused keys, and the packets of the others.
fn read(file: &[u8]) -> Vec<Result<Vec<u8>, Code>> {
    let keys = Keyring::new(file).unwrap();
    keys.map(|key| key.map(|key| key.expose().to_vec()).map_err(|failure| failure.code)).collect()
}

#[test]
fn a_keyring_is_read_key_by_key_in_every_form() {
    let (ada, bob) = (user(ADA), user("Bob <bob@example.org>"));
    let both = [ada.public(), bob.public()].concat();
    let expected = vec![Ok(ada.public().to_vec()), Ok(bob.public().to_vec())];
    assert_eq!(read(&both), expected);
    let blocks =
        [public_file(ada.public()).unwrap(), b"\nwords between\n".to_vec(), public_file(bob.public()).unwrap()];
    assert_eq!(read(&blocks.concat()), expected);
    let crlf = String::from_utf8(blocks.concat()).unwrap().replace('\n', "\r\n");
    assert_eq!(read(crlf.as_bytes()), expected);
    for name in ["two-keys-public.pgp", "ed25519-public.asc", "rsa2048-public.pgp", "desktop-public-first.asc"] {
        assert!(read(&fixture(name)).iter().all(Result::is_ok), "{name}");
    }
}

#[test]
fn a_flooded_key_is_left_out_and_the_next_one_is_read() {
    let (ada, bob) = (user(ADA), user("Bob <bob@example.org>"));
    let signature = b"\x88\x05\x04\x10\x16\x0a\x00";
    let flooded = [ada.public(), &signature.repeat(150_000)[..]].concat();
    let huge = [ada.public(), b"\xfd\xff\x01\x00\x00\x00", &vec![7; 16 << 20][..]].concat();
    for bad in [flooded, huge] {
        let ring = [&bad[..], bob.public()].concat();
        assert_eq!(read(&ring), vec![Err(Code::TooComplex), Ok(bob.public().to_vec())]);
    }
}

#[test]
fn a_damaged_keyring_ends_with_the_right_word() {
    let ada = user(ADA);
    let armored = public_file(ada.public()).unwrap();
    let cut = |bytes: &[u8]| bytes[..bytes.len() - 40].to_vec();
    let wrong = String::from_utf8(armored.clone()).unwrap().replacen("\n=", "\n=AAAA\n=", 1);
    let cases: Vec<(Vec<u8>, Code)> = vec![
        (cut(ada.public()), Code::FileTruncated),
        (cut(&armored), Code::FileTruncated),
        ([ada.public(), b"plain text behind"].concat(), Code::FileDamaged),
        (b"plain text".to_vec(), Code::NotOpenPgp),
        (b"\xcd\x03Ada".to_vec(), Code::NotAKey),
        (Vec::new(), Code::NotOpenPgp),
        (wrong.replacen("=AAAA", "!", 1).into_bytes(), Code::FileDamaged),
    ];
    for (file, code) in cases {
        assert_eq!(read(&file).last(), Some(&Err(code)), "{:?}", String::from_utf8_lossy(&file[..file.len().min(60)]));
    }
}
