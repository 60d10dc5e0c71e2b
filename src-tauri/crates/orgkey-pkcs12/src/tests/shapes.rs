use super::{
    craft::*,
    material::{Ca, passphrase},
};
use crate::{Encoding, OpenPolicy, inspect, oids, open};
use orgkey_types::Code;

const ACCEPT: OpenPolicy = OpenPolicy { accept_missing_mac: true };

#[test]
fn any_number_of_keys_and_certificates_is_read_in_the_order_of_the_file() {
    let (one, two) = (Ca::new("p256"), Ca::new("ed25519"));
    let key = |ca: &Ca| bag(oids::KEY_BAG, ca.key.expose());
    let leaf = certificate_bag(&one.self_signed);
    let root = certificate_bag(&two.superior);
    let rows: [(&str, Vec<Vec<u8>>, usize, Vec<&[u8]>); 5] = [
        ("a key alone", vec![plain(&[key(&one)])], 1, vec![]),
        ("certificates alone", vec![plain(&[leaf.clone(), root.clone()])], 0, vec![&one.self_signed, &two.superior]),
        ("root before leaf", vec![plain(&[root.clone(), leaf.clone()])], 0, vec![&two.superior, &one.self_signed]),
        (
            "two keys in two parts",
            vec![plain(&[key(&one), leaf.clone()]), plain(&[key(&two)])],
            2,
            vec![&one.self_signed],
        ),
        ("keys in the encrypted part", vec![encrypted(&sequence(&[&key(&two), &root]))], 1, vec![&two.superior]),
    ];
    for (what, safes, keys, certificates) in rows {
        let opened = open(&pfx(&safes, no_mac), &passphrase("x"), ACCEPT).unwrap();
        let found: Vec<&[u8]> = opened.certificates.iter().map(|certificate| certificate.der.as_slice()).collect();
        assert_eq!((opened.keys.len(), found), (keys, certificates), "{what}");
    }
}

#[test]
fn certificates_in_the_open_are_seen_without_a_password() {
    let ca = Ca::new("p256");
    let file = pfx(&[plain(&[certificate_bag(&ca.self_signed)]), encrypted(&sequence(&[]))], no_mac);
    let seen = inspect(&file).unwrap();
    assert_eq!(seen.plain_certificates, [ca.self_signed]);
    assert!(seen.mac.is_none());
}

#[test]
fn bags_in_bags_and_bags_of_other_kinds_are_read_or_counted() {
    let ca = Ca::new("p256");
    let inner = sequence(&[&certificate_bag(&ca.self_signed)]);
    let unknown = bag(&[1, 2, 3, 4], &[5, 0]);
    let list = bag(oids::REVOCATION_LIST_BAG, &[5, 0]);
    let hidden = bag(oids::SECRET_BAG, &[5, 0]);
    let file = pfx(&[plain(&[bag(oids::SAFE_CONTENTS_BAG, &inner), unknown, list, hidden])], no_mac);
    let opened = open(&file, &passphrase(""), ACCEPT).unwrap();
    assert_eq!((opened.certificates.len(), opened.other_bags), (1, 3));
}

#[test]
fn indefinite_lengths_and_strings_in_pieces_are_read_as_one() {
    let ca = Ca::new("p256");
    let (head, tail) = ca.self_signed.split_at(100);
    let pieces = endless(0x24, &[&octets(head), &octets(tail)]);
    let value = endless(0x30, &[&oid(oids::X509_CERTIFICATE), &endless(0xa0, &[&pieces])]);
    let bags = endless(0x30, &[&endless(0x30, &[&oid(oids::CERTIFICATE_BAG), &endless(0xa0, &[&value])])]);
    let data = |content: &[u8]| {
        let (head, tail) = content.split_at(content.len() / 2);
        let pieces = endless(0x24, &[&octets(head), &endless(0x24, &[&octets(tail)])]);
        endless(0x30, &[&oid(oids::DATA), &endless(0xa0, &[&pieces])])
    };
    let safes = endless(0x30, &[&data(&bags)]);
    let file = endless(0x30, &[&number(3), &data(&safes)]);
    assert_eq!(inspect(&file).unwrap().encoding, Encoding::Ber);
    assert_eq!(open(&file, &passphrase(""), ACCEPT).unwrap().certificates[0].der, ca.self_signed);
    for end in 2..file.len() {
        assert!(open(&file[..end], &passphrase(""), ACCEPT).is_err(), "after {end} bytes");
    }
}

#[test]
fn what_cannot_be_decrypted_is_named_before_and_after_the_password() {
    let scrypt: oids::Oid = &[1, 3, 6, 1, 4, 1, 11591, 4, 11];
    let stretch = sequence(&[&oid(scrypt), &sequence(&[])]);
    let cipher = sequence(&[&oid(oids::AES_256_CBC), &octets(&[1; 16])]);
    let algorithm = sequence(&[&oid(oids::PBES2), &sequence(&[&stretch, &cipher])]);
    let file = pfx(&[plain(&[shrouded(&algorithm)])], no_mac);
    let seen = inspect(&file).unwrap();
    assert_eq!(seen.safes[0].bags[0].protection.as_ref().unwrap().algorithm, "1.3.6.1.4.1.11591.4.11");
    let refused = open(&file, &passphrase("x"), ACCEPT).unwrap_err();
    assert_eq!(
        (refused.code, refused.subject.as_deref()),
        (Code::AlgorithmUnsupported, Some("1.3.6.1.4.1.11591.4.11"))
    );
}

#[test]
fn attributes_that_cannot_be_read_cost_nothing_but_themselves() {
    let value = sequence(&[&oid(oids::X509_CERTIFICATE), &explicit(&octets(b"certificate"))]);
    let named = |name: &[u8]| {
        let attribute = sequence(&[&oid(oids::FRIENDLY_NAME), &tlv(0x31, &[name])]);
        let bag = sequence(&[&oid(oids::CERTIFICATE_BAG), &explicit(&value), &tlv(0x31, &[&attribute])]);
        let opened = open(&pfx(&[plain(&[bag])], no_mac), &passphrase(""), ACCEPT).unwrap();
        opened.certificates[0].friendly_name.clone()
    };
    let rows: [(&[u8], Option<&str>); 5] = [
        (&[0x1e, 4, 0, b'c', 0, b'a'], Some("ca")),
        (&[0x1e, 6, 0, b'c', 0, b'a', 0, 0], Some("ca")),
        (&[0x1e, 3, 0, b'c', 0], Some("c")),
        (&[0x0c, 2, b'c', b'a'], None),
        (&[], None),
    ];
    for (name, expected) in rows {
        assert_eq!(named(name).as_deref(), expected, "{name:02x?}");
    }
}
