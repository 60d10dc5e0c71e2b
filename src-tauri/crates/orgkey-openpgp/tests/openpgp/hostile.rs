//! Files made to hurt: each is refused with the right code, within two seconds and without a panic.

use crate::craft::{NOW, cheap_s2k, cheaply_protected, key, packet, passphrase, protected, small_key, split};
use openpgp::{
    Cert,
    crypto::S2K,
    packet::signature::SignatureBuilder,
    parse::Parse,
    serialize::MarshalInto,
    types::{AEADAlgorithm, SignatureType},
};
use orgkey_openpgp::{
    ContentKind, Contents, check_cost, inspect, merge_public, prove_keypair, summarize_public, unlock,
};
use orgkey_types::{Algorithm, Code, Outcome, Profile, SecretPart};
use sequoia_openpgp as openpgp;
use std::time::{Duration, Instant};

/// A stopwatch is what these rows are about; nothing here tells the time.
#[allow(clippy::disallowed_methods)]
fn stopwatch() -> Instant {
    Instant::now()
}

/// Inspects within the time that every row has.
fn inspected(file: &[u8], name: &str) -> Outcome<Contents> {
    let start = stopwatch();
    let contents = inspect(file, NOW);
    assert!(start.elapsed() < Duration::from_secs(2), "{name} took {:?}", start.elapsed());
    contents
}

fn refusal(file: &[u8], name: &str) -> Option<Code> {
    inspected(file, name).err().map(|failure| failure.code)
}

fn armor(body: &str) -> Vec<u8> {
    format!("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n{body}\n-----END PGP PRIVATE KEY BLOCK-----\n").into_bytes()
}

#[test]
fn what_is_no_key_at_all_is_refused() {
    let long = format!("BLOCK-----\nComment: {}\n", "x".repeat(5 << 20));
    let long_header = String::from_utf8(armor("")).unwrap().replacen("BLOCK-----\n", &long, 1).into_bytes();
    let cases = [
        ("nothing", Vec::new(), Code::NotOpenPgp),
        ("text", b"Dear administrator".to_vec(), Code::NotOpenPgp),
        ("0xFF", vec![0xff; 100_000], Code::NotOpenPgp),
        ("zeros", vec![0; 100_000], Code::NotOpenPgp),
        ("empty armor", armor(""), Code::NotOpenPgp),
        ("armor of zeros", armor(&"A".repeat(5 << 20)), Code::NotOpenPgp),
        (
            "one long line",
            format!("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n{}", "A".repeat(5 << 20)).into(),
            Code::FileTruncated,
        ),
        ("one long header", long_header, Code::NotOpenPgp),
        ("a million begin lines", b"-----BEGIN PGP MESSAGE-----\n".repeat(40_000), Code::FileTruncated),
        ("many blocks", armor("xgA=").repeat(1_001), Code::TooComplex),
        ("65 MiB", vec![b'x'; 65 << 20], Code::TooComplex),
        ("a subkey alone", packet(14, b"\x04\0\0\0\0\x63"), Code::FileDamaged),
    ];
    for (name, file, code) in cases {
        assert_eq!(refusal(&file, name), Some(code), "{name}");
    }
}

#[test]
fn key_packets_that_lie_are_refused() {
    let public = small_key().public().to_vec();
    let rsa = |bits: u16, octets: usize| {
        let number = [&bits.to_be_bytes()[..], &vec![0xff; octets]].concat();
        packet(6, &[&[4, 0, 0, 0, 1, 1][..], &number, &[0, 17, 1, 0, 1]].concat())
    };
    let cases = [
        ("integer of 65,535 bits", rsa(65_535, 8_192), Code::TooComplex),
        ("integer beyond the packet", rsa(2_048, 10), Code::FileDamaged),
        ("partial lengths", [&[0xc6, 0xe1][..], b"ab\x01c"].concat(), Code::FileDamaged),
        ("version 5", packet(6, b"\x05\0\0\0\x01\x16\0\0\0\x02ab"), Code::VersionUnsupported),
        ("version 0", packet(6, b"\0"), Code::VersionUnsupported),
        ("empty key packet", packet(6, b""), Code::FileDamaged),
        ("old indeterminate length", [&[0x9b][..], &public].concat(), Code::FileDamaged),
        ("length beyond the file", [&[0xc6, 0xff, 0xff, 0xff, 0xff, 0xfe][..], &public].concat(), Code::FileTruncated),
        ("secret key of unknown algorithm", packet(5, b"\x04\0\0\0\0\x63abc\0"), Code::AlgorithmUnsupported),
        ("half a key", public[..40].to_vec(), Code::FileTruncated),
    ];
    for (name, file, code) in cases {
        assert_eq!(refusal(&file, name), Some(code), "{name}");
    }
}

#[test]
fn too_much_of_anything_is_refused_before_it_is_judged() {
    let keypair = small_key();
    let public = keypair.public().to_vec();
    let signature = split(&public).into_iter().find(|(tag, _)| *tag == 2).unwrap().1;
    let subkey = split(&public).into_iter().find(|(tag, _)| *tag == 14).unwrap().1;
    let primary = split(&public)[0].1.clone();
    let rows: [(&str, Vec<u8>); 8] = [
        ("user ID of 1 MB", [primary.clone(), packet(13, &vec![b'x'; 1 << 20])].concat()),
        ("photo of 2 MB", [primary.clone(), packet(17, &vec![0; 2 << 20])].concat()),
        ("150,000 signatures", [public.clone(), signature.repeat(150_000)].concat()),
        ("1,200 self-signatures", [public.clone(), signature.repeat(1_200)].concat()),
        ("10,000 user IDs", [primary.clone(), packet(13, b"a").repeat(10_000)].concat()),
        ("1,000 subkeys", [primary.clone(), subkey.repeat(1_000)].concat()),
        ("300,000 packets", [primary, packet(12, b"").repeat(300_000)].concat()),
        ("1,001 keys", (0..1_001u32).flat_map(|n| packet(6, &[&[4][..], &n.to_be_bytes(), &[99]].concat())).collect()),
    ];
    for (name, file) in rows {
        assert_eq!(refusal(&file, name), Some(Code::TooComplex), "{name}");
    }
}

#[test]
fn as_much_as_is_allowed_is_judged_in_time() {
    let (mine, other) = (key(Algorithm::Rsa4096, Profile::V4), small_key());
    let foreign = crate::craft::certification(&other, &mine, "Example Corp <keys@example.org>");
    let own = split(mine.public()).into_iter().find(|(tag, _)| *tag == 2).unwrap().1;
    let mut worst = own.clone();
    *worst.last_mut().unwrap() ^= 1;
    let cases = [
        ("19,000 certifications by others", [mine.public(), &foreign.repeat(19_000)].concat()),
        ("900 false self-signatures", [mine.public(), &worst.repeat(900)].concat()),
        ("900 misplaced self-signatures", [mine.public(), &own.repeat(900)].concat()),
    ];
    for (name, file) in cases {
        let found = inspected(&file, name).unwrap().keys.pop().unwrap();
        assert!(found.summary.self_signed, "{name}");
        let start = stopwatch();
        merge_public(mine.public(), found.public(), NOW).unwrap();
        assert!(start.elapsed() < Duration::from_secs(2), "merging {name} took {:?}", start.elapsed());
    }
}

#[test]
fn nested_compression_is_not_unpacked() {
    let mut message = packet(11, b"b\0\0\0\0\0hello");
    for _ in 0..10_000 {
        message = packet(8, &[&[0][..], &message].concat());
    }
    let contents = inspected(&message, "compression").unwrap();
    assert_eq!((contents.kind, contents.message.unwrap().format.as_str()), (ContentKind::Message, "compressed"));
}

#[test]
fn signatures_inside_signatures_do_not_exhaust_the_stack() {
    let keypair = small_key();
    let mut signature = vec![4, 0x19, 22, 8, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 1];
    while signature.len() < 60_000 {
        let subpacket = [&[0xff][..], &(signature.len() as u32 + 1).to_be_bytes(), &[32], &signature].concat();
        let length = (subpacket.len() as u16).to_be_bytes();
        signature = [&[4, 0x19, 22, 8, 0, 0][..], &length, &subpacket, &[0, 0, 0, 1, 1, 0, 1, 1]].concat();
    }
    let file = [keypair.public(), &packet(2, &signature)].concat();
    let found = inspected(&file, "nesting").unwrap().keys.pop().unwrap();
    assert_eq!(found.public(), file);
}

/// The file of a key whose secret packets ask for the given Argon2 work.
fn costly(t: u8, p: u8, m: u8) -> Vec<u8> {
    let keypair = small_key();
    let secret = |raw: &[u8], tag: u8| {
        let public = crate::craft::body(raw);
        let protection = [&[253, 9, 2, 4][..], &[7; 16], &[t, p, m], &[0; 15], &[0; 48]].concat();
        packet(tag, &[public, &protection].concat())
    };
    let packets = split(keypair.public()).into_iter().map(|(tag, raw)| match tag {
        6 => secret(&raw, 5),
        14 => secret(&raw, 7),
        _ => raw,
    });
    packets.collect::<Vec<_>>().concat()
}

#[test]
fn derivations_that_cost_too_much_are_refused_before_they_start() {
    let cases = [
        (1, 1, 31, Code::TooExpensive),
        (1, 1, 22, Code::TooExpensive),
        (1, 1, 255, Code::TooExpensive),
        (255, 1, 21, Code::TooExpensive),
        (5, 1, 21, Code::TooExpensive), // 5 passes of 2 GiB, twice
        (1, 255, 16, Code::TooExpensive),
        (1, 1, 4, Code::WrongPassphrase),
        (0, 0, 0, Code::WrongPassphrase),
    ];
    for (t, p, m, code) in cases {
        let found = inspected(&costly(t, p, m), "argon2").unwrap().keys.pop().unwrap();
        assert!(matches!(found.summary.components[0].secret, SecretPart::Protected(_)));
        let start = stopwatch();
        let failure = unlock(found, Some(&passphrase("any")), NOW).unwrap_err();
        assert_eq!(failure.code, code, "t={t} p={p} m={m}");
        assert!(start.elapsed() < Duration::from_secs(2));
    }
}

#[test]
fn the_ceiling_is_the_callers_and_counts_all_packets() {
    let found = |file: &[u8]| inspect(file, NOW).unwrap().keys.pop().unwrap();
    let modest = found(&costly(3, 4, 16));
    check_cost(&modest, 64 << 20).unwrap();
    assert_eq!(check_cost(&modest, (64 << 20) - 1).unwrap_err().code, Code::TooExpensive);
    // 2 packets of 5 passes over 64 MiB: more than 8 passes in all.
    assert_eq!(check_cost(&found(&costly(5, 4, 16)), 64 << 20).unwrap_err().code, Code::TooExpensive);
    let iterated = found(&cheaply_protected(&small_key(), S2K::default(), None));
    check_cost(&iterated, 0).unwrap();
}

#[test]
fn protections_that_nothing_here_opens_are_named() {
    let keypair = small_key();
    let with = |cipher: u8, mode: Option<u8>, s2k: &[u8]| {
        let packets = split(keypair.public()).into_iter().map(|(tag, raw)| {
            let usage = match mode {
                Some(mode) => vec![253, cipher, mode],
                None => vec![254, cipher],
            };
            let secret = || [crate::craft::body(&raw), &usage, s2k, &[0; 80]].concat();
            match tag {
                6 => packet(5, &secret()),
                14 => packet(7, &secret()),
                _ => raw.clone(),
            }
        });
        packets.collect::<Vec<_>>().concat()
    };
    let iterated = [&[3, 8][..], &[7; 8], &[0]].concat();
    let cases = [
        ("IDEA", with(1, None, &iterated)),
        ("Twofish", with(10, None, &iterated)),
        ("unknown cipher", with(99, None, &iterated)),
        ("EAX", with(9, Some(1), &iterated)),
        ("unknown mode", with(9, Some(99), &iterated)),
        ("unknown derivation", with(9, None, &[99, 8])),
        ("unknown hash", with(9, None, &[&[3, 99][..], &[7; 8], &[0]].concat())),
    ];
    for (name, file) in cases {
        let found = inspected(&file, name).unwrap().keys.pop().unwrap();
        let code = unlock(found, Some(&passphrase("any")), NOW).err().map(|failure| failure.code);
        assert_eq!(code, Some(Code::AlgorithmUnsupported), "{name}");
    }
}

#[test]
fn ciphers_of_old_programs_open() {
    use openpgp::types::{HashAlgorithm, SymmetricAlgorithm};
    let keypair = small_key();
    #[allow(deprecated)]
    let ciphers = [SymmetricAlgorithm::CAST5, SymmetricAlgorithm::TripleDES, SymmetricAlgorithm::AES128];
    for cipher in ciphers {
        let s2k = S2K::new_iterated(HashAlgorithm::SHA1, 65_536).unwrap();
        let file = protected(&keypair, s2k, cipher, None, "old");
        prove_keypair(&file, &passphrase("old"), keypair.public(), NOW, &mut |_| {})
            .unwrap_or_else(|failure| panic!("{cipher}: {failure}"));
    }
}

#[test]
fn version_3_keys_are_shown_and_not_opened() {
    let number = |octets: usize| [&(octets as u16 * 8).to_be_bytes()[..], &vec![0xc5; octets]].concat();
    let body = [&[3, 0x30, 0, 0, 0, 0, 0, 1][..], &number(128), &[0, 5, 17]].concat();
    let file = [packet(6, &body), packet(13, b"Old <old@example.org>")].concat();
    let summary = summarize_public(&file, NOW).unwrap();
    assert_eq!((summary.version, summary.user_ids[0].as_str()), (3, "Old <old@example.org>"));
    assert_eq!(summary.fingerprint.as_str().len(), 32);
    let secret = [packet(5, &[&body[..], &[1], &[0; 64]].concat()), packet(13, b"Old <old@example.org>")].concat();
    let found = inspect(&secret, NOW).unwrap().keys.pop().unwrap();
    let code = unlock(found, Some(&passphrase("any")), NOW).err().map(|failure| failure.code);
    assert_eq!(code, Some(Code::VersionUnsupported));
}

#[test]
fn a_curve_with_a_hostile_name_is_shown_without_spelling_it() {
    let body = [&[4, 0, 0, 0, 1, 19, 60][..], &[0xff; 60], &[0, 9, 1, 1]].concat();
    let summary = summarize_public(&packet(6, &body), NOW).unwrap();
    assert_eq!(summary.components[0].algorithm, "ECDSA unknown curve");
}

#[test]
fn a_self_signature_with_a_clock_in_the_future_still_counts() {
    let keypair = small_key();
    let summary = summarize_public(keypair.public(), NOW.plus_seconds(-86_400 * 365)).unwrap();
    assert!(summary.self_signed && summary.user_ids.len() == 1);
}

#[test]
fn a_subkey_that_claims_to_sign_without_its_own_signature_is_not_bound() {
    let keypair = small_key();
    let cert = Cert::from_bytes(keypair.public()).unwrap();
    let (other, _) = openpgp::cert::CertBuilder::new().add_signing_subkey().generate().unwrap();
    let stolen = other.keys().subkeys().next().unwrap().key().clone();
    let binding = SignatureBuilder::new(SignatureType::SubkeyBinding)
        .set_key_flags(openpgp::types::KeyFlags::empty().set_signing())
        .unwrap()
        .sign_subkey_binding(&mut crate::craft::primary_pair(&keypair), cert.primary_key().key(), &stolen)
        .unwrap();
    let packets = [openpgp::Packet::from(stolen), openpgp::Packet::from(binding)];
    let extra: Vec<u8> = packets.iter().flat_map(|packet| MarshalInto::to_vec(packet).unwrap()).collect();
    let summary = summarize_public(&[keypair.public(), &extra].concat(), NOW).unwrap();
    assert_eq!(summary.components.len(), 3);
    assert!(summary.components[2].uses.is_empty());
    let merged = merge_public(keypair.public(), &[keypair.public(), &extra].concat(), NOW).unwrap();
    assert_eq!(merged.public, keypair.public());
}

#[test]
fn a_cheap_looking_file_in_every_mode_is_no_better_than_its_passphrase() {
    // Guards `costly`: the same construction with a real protection opens.
    let keypair = small_key();
    for mode in [None, Some(AEADAlgorithm::OCB), Some(AEADAlgorithm::GCM)] {
        let file = cheaply_protected(&keypair, cheap_s2k(), mode);
        let found = inspect(&file, NOW).unwrap().keys.pop().unwrap();
        unlock(found, Some(&passphrase(crate::craft::PASSPHRASE)), NOW).unwrap();
    }
}
