use crate::bench::*;
use crate::keys::tlv;
use orgkey_types::{Code, Passphrase};
use orgkey_x509::*;
use proptest::prelude::*;
use std::{sync::OnceLock, time::Duration};

/// Everything that reads foreign bytes, one after the other.
fn swallow(bytes: &[u8]) {
    let typed = Passphrase::new("horse".into());
    for found in read_any(bytes).unwrap_or_default() {
        match found {
            Found::Certificate(certificate) => look_at(&certificate),
            Found::Request(asked) => {
                let _ =
                    (asked.signature_holds(), asked.alternative_names(), asked.subject().to_string(), asked.wants_ca());
            }
            Found::RevocationList(list) => {
                let _ = (list.entries(), list.number(), list.find(&serial()), list.authority_key_id());
            }
            Found::PrivateKey(key) => drop(key.open(Some(&typed))),
            Found::Pkcs12(_) => {}
        }
    }
}

fn look_at(certificate: &Certificate) {
    let shown = certificate.summary();
    let one = std::slice::from_ref(certificate);
    let _ =
        (lint(certificate, Some(certificate)), chain(certificate, one), validate(certificate, one, one, &[], now()));
    let _ = (shown, certificate.public_key().certifiable(), certificate.subject().same_as(certificate.issuer()));
}

/// One of each, made once.
fn seeds() -> &'static [Vec<u8>] {
    static SEEDS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    SEEDS.get_or_init(|| {
        let ca = ca(KeyKind::P256, "CN=Root+UID=7,OU=a,O=M\u{fc}ller,C=DE");
        let leaf = ca.issue(ca.key.public(), &issuance(Template::Server, "CN=Leaf"));
        let asked =
            request(&ca.key, &name("CN=x"), &Wanted { san: vec!["IP:::1".parse().unwrap()], ca: true }).unwrap();
        let gone = RevokedEntry {
            serial: serial(),
            at: now(),
            reason: RevocationReason::KeyCompromise,
            invalid_since: Some(now()),
        };
        let list = revocation_list(&ca.issuer(), 1, now(), now().plus_seconds(9), [gone]).unwrap();
        let key = ca.key.to_pkcs8().unwrap();
        vec![
            ca.root.der().to_vec(),
            leaf.der().to_vec(),
            asked,
            list.der().to_vec(),
            key.expose().to_vec(),
            p7b(&[&leaf, &ca.root]),
            leaf.pem().into_bytes(),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_bytes_never_panic(
        seed in 0_usize..7,
        wounds in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..4), 1..6),
    ) {
        let mut bytes = seeds()[seed].clone();
        for (at, value, how) in wounds {
            if bytes.is_empty() { break; }
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = value,
                1 => bytes[at] ^= 1 << (value % 8),
                2 => bytes.truncate(at),
                _ => bytes.insert(at, value),
            }
        }
        swallow(&bytes);
    }

    #[test]
    fn noise_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..256)) {
        swallow(&bytes);
        swallow(&tlv(0x30, &bytes));
        let _ = Name::from_der(&tlv(0x30, &bytes)).map(|name| name.to_string());
    }

    #[test]
    fn names_of_any_text_never_panic_and_those_accepted_come_back(text in "[ -~\u{fc}\u{1f600}]{0,40}") {
        if let Ok(parsed) = Name::parse(&text) {
            prop_assert_eq!(&Name::parse(&parsed.to_string()).unwrap(), &parsed);
        }
        let _ = (text.parse::<AlternativeName>(), text.parse::<Serial>());
    }
}

#[test]
fn bombs_are_refused_at_once() {
    let deep = |count: usize| {
        let mut bytes = Vec::with_capacity(count * 6);
        for left in (0..count).rev() {
            let inner = left * 6;
            bytes.extend([0x30, 0x84]);
            bytes.extend(u32::try_from(inner).unwrap().to_be_bytes());
        }
        bytes
    };
    let rows: Vec<(&str, Vec<u8>)> = vec![
        ("nesting of 100,000", deep(100_000)),
        ("indefinite nesting of 100,000", [0x30, 0x80].repeat(100_000)),
        (
            "indefinite nesting inside a P7B",
            [vec![0x30, 0x80, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 7, 2], [0xa0, 0x80].repeat(100_000)].concat(),
        ),
        ("a length of 4 GB", vec![0x30, 0x84, 0xff, 0xff, 0xff, 0xff]),
        ("a length of 2^64", vec![0x30, 0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        ("a length of 2^1000", [vec![0x30, 0xfe], vec![0xff; 126]].concat()),
        ("a certificate of 2 MB", tlv(0x30, &vec![0x30; 2 << 20])),
        ("a million tiny elements", [0x30, 0].repeat(1_000_000)),
    ];
    for (what, bytes) in rows {
        let (read, took) = cpu_time(|| read_any(&bytes));
        assert!(read.is_err(), "{what}");
        assert!(took < Duration::from_secs(1), "{what}: {took:?}");
    }
    if let Some(peak) = peak_memory() {
        assert!(peak < 256 << 20, "{} MiB at most", peak >> 20);
    }
}

#[test]
fn a_key_of_64k_bits_is_refused_before_it_costs_anything() {
    let mut modulus = vec![0xff; 8_192];
    modulus.insert(0, 0);
    let rsa = tlv(0x30, &[tlv(0x02, &modulus), tlv(0x02, &modulus)].concat());
    let kind = tlv(0x30, &[tlv(0x06, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1]), tlv(0x05, &[])].concat());
    let spki = tlv(0x30, &[kind, tlv(0x03, &[vec![0], rsa].concat())].concat());
    let key = PublicKey::from_spki(&spki).unwrap();
    assert_eq!(key.certifiable().unwrap_err().code, Code::TooExpensive);
    // The same in a certificate: its signature is not even tried.
    let ca = ca(KeyKind::P256, "CN=Root");
    let grown = swap_key(ca.root.der(), ca.root.public_key().spki(), &spki);
    let heavy = Certificate::from_der(&grown).unwrap();
    let ((), took) = cpu_time(|| {
        look_at(&heavy);
        assert!(!heavy.is_self_signed());
    });
    assert!(took < Duration::from_secs(1), "{took:?}");
}

/// The certificate with another key in it; its signature does not hold.
fn swap_key(der: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let inside = |bytes: &[u8]| bytes[if bytes[1] < 0x80 { 2 } else { 2 + usize::from(bytes[1] & 0x7f) }..].to_vec();
    let content = inside(der);
    let tbs_end = 4 + (usize::from(content[2]) << 8 | usize::from(content[3]));
    let (tbs, rest) = content.split_at(tbs_end);
    let tbs = inside(tbs);
    let at = tbs.windows(old.len()).position(|window| window == old).unwrap();
    let tbs = tlv(0x30, &[&tbs[..at], new, &tbs[at + old.len()..]].concat());
    tlv(0x30, &[tbs, rest.to_vec()].concat())
}
