//! What this program does not understand comes out as it went in.

use crate::craft::{NOW, body, fixture, packet, passphrase, pseudo_signature, small_key, split};
use orgkey_openpgp::{
    Keypair, Note, Preset, inspect, keypair_file, merge_public, prove_keypair, public_file, renew_self_signatures,
    unlock,
};

/// Puts a private subpacket (number 101) into the unhashed area of a version 4 signature.
fn with_private_subpacket(raw: &[u8]) -> Vec<u8> {
    let mut body = body(raw).to_vec();
    let hashed = usize::from(u16::from_be_bytes([body[4], body[5]]));
    let at = 6 + hashed;
    let length = u16::from_be_bytes([body[at], body[at + 1]]) + 6;
    body.splice(at..at + 2, length.to_be_bytes());
    body.splice(at + 2..at + 2, *b"\x05\x65PGP!");
    packet(2, &body)
}

/// A key as PGP Desktop and its server write it: an X.509 certificate under the user ID and under one of its own,
/// a revocation list (tag 60), a trust packet, private subpackets, and headers longer than needed.
fn pgp_style(keypair: &Keypair) -> Keypair {
    let mut bytes = Vec::new();
    for (tag, raw) in split(keypair.public()) {
        match tag {
            2 => bytes.extend(with_private_subpacket(&raw)),
            6 | 14 => bytes
                .extend([&[0x80 | tag << 2 | 1][..], &(body(&raw).len() as u16).to_be_bytes(), body(&raw)].concat()),
            _ => bytes.extend(packet(tag, body(&raw))),
        }
        if tag == 13 {
            bytes.extend(pseudo_signature());
        }
        if tag == 2 && !bytes.windows(8).any(|window| window == b"CN=Examp") {
            bytes.extend(packet(13, b"CN=Example Corp, O=Example"));
            bytes.extend(pseudo_signature());
            bytes.extend(packet(60, b"\x04\x01a revocation list"));
            bytes.extend(packet(12, b"\x01\x02"));
        }
    }
    Keypair::from_parts(bytes, keypair.secrets().duplicate(), NOW).unwrap()
}

#[test]
fn a_key_in_the_style_of_pgp_survives_import_and_export_byte_for_byte() {
    let keypair = pgp_style(&small_key());
    let words = passphrase("words");
    for preset in [Preset::Modern, Preset::Compatible] {
        let file = keypair_file(&keypair, preset, &words).unwrap();
        prove_keypair(&file, &words, keypair.public(), NOW, &mut |_| {}).unwrap();
        let contents = inspect(&file, NOW).unwrap();
        assert!(contents.notes.contains(&Note::UnknownPackets(2)), "{:?}", contents.notes);
        let opened = unlock(contents.keys.into_iter().next().unwrap(), Some(&words), NOW).unwrap();
        assert_eq!(opened.public(), keypair.public());
    }
    let public = public_file(keypair.public()).unwrap();
    assert_eq!(inspect(&public, NOW).unwrap().keys[0].public(), keypair.public());
}

#[test]
fn an_x_509_user_id_vouches_for_nothing() {
    let keypair = pgp_style(&small_key());
    assert_eq!(keypair.summary().user_ids, ["Example Corp <keys@example.org>"]);
    assert!(keypair.summary().self_signed);
}

#[test]
fn renewal_and_merging_keep_the_old_packets_too() {
    let keypair = pgp_style(&small_key());
    let renewed = renew_self_signatures(&keypair, None, NOW).unwrap();
    let old = split(keypair.public());
    let mut rest = split(renewed.public()).into_iter();
    for (_, raw) in &old {
        assert!(rest.any(|(_, kept)| kept == *raw), "a packet of the old key is missing or out of order");
    }
    let merged = merge_public(renewed.public(), keypair.public(), NOW).unwrap();
    assert_eq!(merged.public, renewed.public());
}

#[test]
fn public_files_of_gnupg_come_out_as_they_went_in() {
    let original = fixture("rsa2048-public.pgp");
    let file = public_file(&original).unwrap();
    assert_eq!(inspect(&file, NOW).unwrap().keys[0].public(), original);
    // The secret export of GnuPG has the same packets as its public one.
    let secret = inspect(&fixture("rsa2048.asc"), NOW).unwrap();
    assert_eq!(secret.keys[0].public(), original);
}
