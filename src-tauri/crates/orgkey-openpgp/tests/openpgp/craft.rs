//! Builds what the tests need, byte by byte where it matters.

use openpgp::{
    Cert, Packet,
    crypto::{Password, S2K},
    parse::Parse,
    serialize::MarshalInto,
    types::{AEADAlgorithm, SymmetricAlgorithm},
};
use orgkey_openpgp::{KeySettings, Keypair, generate};
use orgkey_types::{Algorithm, Passphrase, Profile, Timestamp};
use sequoia_openpgp as openpgp;

/// 2026-11-22T12:00:00Z.
pub const NOW: Timestamp = Timestamp::from_seconds(1_795_348_800);

/// Of every protected fixture.
pub const PASSPHRASE: &str = "correct horse battery staple";

pub fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

pub fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/openpgp/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

pub fn key(algorithm: Algorithm, profile: Profile) -> Keypair {
    let settings = KeySettings { user_id: "Example Corp <keys@example.org>".into(), algorithm, profile, expires: None };
    generate(&settings, NOW).unwrap()
}

pub fn small_key() -> Keypair {
    key(Algorithm::Curve25519, Profile::V4)
}

/// The key with its secret packets under another protection: for cheap files, and for old ciphers.
pub fn protected(
    keypair: &Keypair,
    s2k: S2K,
    cipher: SymmetricAlgorithm,
    mode: Option<AEADAlgorithm>,
    words: &str,
) -> Vec<u8> {
    let (password, secrets) = (Password::from(words), split(keypair.secrets().expose()));
    let mut secrets = secrets.into_iter().map(|(_, raw)| match Packet::from_bytes(&raw).unwrap() {
        Packet::SecretKey(key) => {
            let (public, mut secret) = key.take_secret();
            secret.encrypt_in_place_with(&public, s2k.clone(), cipher, mode, &password).unwrap();
            MarshalInto::to_vec(&Packet::from(public.add_secret(secret).0)).unwrap()
        }
        Packet::SecretSubkey(key) => {
            let (public, mut secret) = key.take_secret();
            secret.encrypt_in_place_with(&public, s2k.clone(), cipher, mode, &password).unwrap();
            MarshalInto::to_vec(&Packet::from(public.add_secret(secret).0)).unwrap()
        }
        _ => panic!("secret packets only"),
    });
    let packets = split(keypair.public()).into_iter().map(|(tag, raw)| match tag {
        6 | 14 => secrets.next().unwrap(),
        _ => raw,
    });
    packets.collect::<Vec<_>>().concat()
}

/// The key with its secret packets under cheap protection: a file for many tries.
pub fn cheaply_protected(keypair: &Keypair, s2k: S2K, mode: Option<AEADAlgorithm>) -> Vec<u8> {
    protected(keypair, s2k, SymmetricAlgorithm::AES256, mode, PASSPHRASE)
}

/// Iterated SHA-256 over next to nothing.
pub fn cheap_s2k() -> S2K {
    S2K::new_iterated(openpgp::types::HashAlgorithm::SHA256, 1024).unwrap()
}

/// Argon2 with 8 KiB and one pass.
pub fn cheap_argon2() -> S2K {
    S2K::Argon2 { salt: [7; 16], t: 1, p: 1, m: 3 }
}

/// Splits packets of definite length; header and body of each.
pub fn split(bytes: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let (mut at, mut packets) = (0, Vec::new());
    while at < bytes.len() {
        let (tag, header, length) = if bytes[at] & 0x40 != 0 {
            let (header, length) = match bytes[at + 1] {
                lead @ 0..=191 => (2, usize::from(lead)),
                lead @ 192..=223 => (3, ((usize::from(lead) - 192) << 8) + usize::from(bytes[at + 2]) + 192),
                _ => (6, u32::from_be_bytes(bytes[at + 2..at + 6].try_into().unwrap()) as usize),
            };
            (bytes[at] & 0x3f, header, length)
        } else {
            let octets = 1 << (bytes[at] & 3);
            let length = bytes[at + 1..at + 1 + octets].iter().fold(0, |sum, octet| sum << 8 | usize::from(*octet));
            (bytes[at] >> 2 & 0x0f, 1 + octets, length)
        };
        packets.push((tag, bytes[at..at + header + length].to_vec()));
        at += header + length;
    }
    packets
}

/// A packet with a new-format header of five octets of length.
pub fn packet(tag: u8, body: &[u8]) -> Vec<u8> {
    [&[0xc0 | tag, 0xff], &(body.len() as u32).to_be_bytes()[..], body].concat()
}

/// The body of a raw packet made by [`packet`] or split by [`split`].
pub fn body(raw: &[u8]) -> &[u8] {
    let header = match (raw[0] & 0x40 != 0, raw[1]) {
        (true, 0..=191) => 2,
        (true, 192..=223) => 3,
        (true, _) => 6,
        (false, _) => 1 + (1 << (raw[0] & 3)),
    };
    &raw[header..]
}

/// PGP's X.509 certificate as a signature: algorithm 100, no issuer, one dummy integer.
pub fn pseudo_signature() -> Vec<u8> {
    let certificate = [&[16, 100, 1, 1, 4][..], &[0x30; 12]].concat();
    let area = [&[5, 2, 0x65, 0x92, 0xe1, 0x80][..], &certificate].concat();
    let lengths = (area.len() as u16).to_be_bytes();
    packet(2, &[&[4, 0x10, 100, 8][..], &lengths, &area, &[0, 0, 0, 0, 0, 1, 1]].concat())
}

/// A signature of `signer` over a user ID of `of`, serialized.
pub fn certification(signer: &Keypair, of: &Keypair, user_id: &str) -> Vec<u8> {
    use openpgp::packet::{UserID, signature::SignatureBuilder};
    let of = Cert::from_bytes(of.public()).unwrap();
    let mut pair = primary_pair(signer);
    let signature = SignatureBuilder::new(openpgp::types::SignatureType::GenericCertification)
        .set_signature_creation_time(of.primary_key().key().creation_time())
        .unwrap()
        .sign_userid_binding(&mut pair, of.primary_key().key(), &UserID::from(user_id))
        .unwrap();
    MarshalInto::to_vec(&Packet::from(signature)).unwrap()
}

pub fn primary_pair(keypair: &Keypair) -> openpgp::crypto::KeyPair {
    match Packet::from_bytes(&split(keypair.secrets().expose())[0].1).unwrap() {
        Packet::SecretKey(key) => key.into_keypair().unwrap(),
        _ => panic!("the first packet is the primary key"),
    }
}
