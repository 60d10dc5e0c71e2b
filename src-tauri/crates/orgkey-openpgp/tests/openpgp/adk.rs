//! Additional Decryption Keys: where they stand, who honours them, and what a forged one is worth.

use crate::craft::{NOW, PASSPHRASE, cheap_s2k, cheaply_protected, fixture, passphrase};
use openpgp::{
    Packet,
    packet::signature::subpacket::{Subpacket, SubpacketTag, SubpacketValue},
    parse::Parse,
    serialize::MarshalInto,
};
use orgkey_openpgp::{
    Adk, AdkChange, FoundKey, KeySettings, Keypair, Note, adks, change_adk, extend, generate, inspect, prove_keypair,
};
use orgkey_types::{Algorithm, Code, Profile, Timestamp};
use sequoia_openpgp as openpgp;

fn key(user_id: &str, profile: Profile, expires: Option<Timestamp>) -> Keypair {
    let (user_id, algorithm) = (user_id.to_owned(), Algorithm::Curve25519);
    generate(&KeySettings { user_id, algorithm, profile, expires }, NOW).unwrap()
}

fn found(public: &[u8]) -> FoundKey {
    inspect(public, NOW).unwrap().keys.remove(0)
}

fn adk(keypair: &Keypair) -> Adk {
    Adk::of(&found(keypair.public()), NOW).unwrap()
}

#[test]
fn a_key_names_its_adk_in_the_hashed_area_in_the_layout_of_pgp() {
    let (recovery, ada) = (key("Recovery", Profile::V4, None), key("Ada", Profile::V4, None));
    let with = change_adk(&ada, Some(&adk(&recovery)), NOW).unwrap();
    let fingerprint = recovery.summary().fingerprint.clone();
    assert_eq!(adks(with.public()).unwrap(), std::slice::from_ref(&fingerprint));
    let octets = openpgp::Fingerprint::from_hex(fingerprint.as_str()).unwrap();
    // A length of 23: type 10, class 0x80, EdDSA (22), 20 octets of fingerprint.
    let expected = [&[23, 10, 0x80, 22][..], octets.as_bytes()].concat();
    assert!(with.public().windows(expected.len()).any(|window| window == expected));
    assert_eq!(with.summary().expires, ada.summary().expires);
    let file = cheaply_protected(&with, cheap_s2k(), None);
    prove_keypair(&file, &passphrase(PASSPHRASE), with.public(), NOW, &mut |_| {}).unwrap();
}

#[test]
fn the_youngest_self_signature_says_which_adk_holds() {
    let (first, second) = (key("First", Profile::V4, None), key("Second", Profile::V4, None));
    let ada = key("Ada", Profile::V4, Some(NOW.plus_seconds(86_400)));
    let one = change_adk(&ada, Some(&adk(&first)), NOW).unwrap();
    let other = change_adk(&one, Some(&adk(&second)), NOW).unwrap();
    let later = extend(&other, NOW.plus_seconds(864_000), AdkChange::Keep, NOW).unwrap();
    let none = change_adk(&later, None, NOW).unwrap();
    let cases = [(&ada, None), (&one, Some(&first)), (&other, Some(&second)), (&later, Some(&second)), (&none, None)];
    for (keypair, expected) in cases {
        let expected: Vec<_> = expected.iter().map(|key| key.summary().fingerprint.clone()).collect();
        assert_eq!(adks(keypair.public()).unwrap(), expected);
    }
    assert_eq!(none.summary().expires, Some(NOW.plus_seconds(864_000)));
}

#[test]
fn what_cannot_stand_as_an_adk_is_refused() {
    let ended = NOW.plus_seconds(2 * 86_400);
    let cases = [
        (key("Six", Profile::V6, None).public().to_vec(), NOW, Code::VersionUnsupported),
        (key("Ended", Profile::V4, Some(ended)).public().to_vec(), ended, Code::KeyExpired),
        (fixture("revoked.asc"), NOW, Code::KeyRevoked),
    ];
    for (file, now, code) in cases {
        assert_eq!(Adk::of(&found(&file), now).err().map(|failure| failure.code), Some(code));
    }
}

#[test]
fn an_adk_that_somebody_wrote_into_the_unhashed_area_is_told_and_never_honoured() {
    let (attacker, ada) = (key("Eve", Profile::V4, None), key("Ada", Profile::V4, None));
    let forged: Vec<u8> = openpgp::PacketPile::from_bytes(ada.public())
        .unwrap()
        .into_children()
        .flat_map(|packet| match packet {
            Packet::Signature(mut signature) => {
                let fingerprint = openpgp::Fingerprint::from_hex(attacker.summary().fingerprint.as_str()).unwrap();
                let body = [&[0x80, 22][..], fingerprint.as_bytes()].concat();
                let tag = SubpacketTag::PlaceholderForBackwardCompatibility;
                let value = SubpacketValue::Unknown { tag, body };
                signature.unhashed_area_mut().add(Subpacket::new(value, false).unwrap()).unwrap();
                MarshalInto::to_vec(&Packet::from(signature)).unwrap()
            }
            other => MarshalInto::to_vec(&other).unwrap(),
        })
        .collect();
    let contents = inspect(&forged, NOW).unwrap();
    assert!(contents.keys[0].summary.self_signed, "its self-signatures still hold");
    assert!(contents.notes.iter().any(|note| matches!(note, Note::UnhashedAdk(3))), "{:?}", contents.notes);
    assert!(adks(&forged).unwrap().is_empty());
    let keypair = Keypair::from_parts(forged, ada.secrets().duplicate(), NOW).unwrap();
    let renewed = extend(&keypair, NOW.plus_seconds(86_400), AdkChange::Keep, NOW).unwrap();
    assert!(adks(renewed.public()).unwrap().is_empty());
    // The forged octets stay only in the signatures that were forged.
    let octets = openpgp::Fingerprint::from_hex(attacker.summary().fingerprint.as_str()).unwrap();
    let times = renewed.public().windows(20).filter(|window| *window == octets.as_bytes()).count();
    assert_eq!(times, 3);
}
