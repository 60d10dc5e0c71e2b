//! What issuing costs beside the signature alone. Run with `--release`; prints a table.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods)]

use openssl::{hash::MessageDigest, pkey::PKey, sign::Signer};
use orgkey_types::Timestamp;
use orgkey_x509::*;
use std::time::{Duration, Instant};

fn per_second(mut once: impl FnMut()) -> f64 {
    (0..20).for_each(|_| once());
    let (start, mut count) = (Instant::now(), 0_u32);
    while start.elapsed() < Duration::from_secs(3) {
        once();
        count += 1;
    }
    f64::from(count) / start.elapsed().as_secs_f64()
}

fn main() {
    println!("key          raw/s   key/s   request/s   lists of 100,000: s");
    for kind in [KeyKind::P256, KeyKind::Rsa2048, KeyKind::Rsa3072, KeyKind::Ed25519, KeyKind::MlDsa65] {
        row(kind);
    }
}

fn row(kind: KeyKind) {
    let key = PrivateKey::generate(kind).unwrap();
    let from = Timestamp::from_seconds(1_800_000_000);
    let valid = Validity { not_before: from, not_after: from.plus_seconds(86_400 * 365) };
    let profile = CaProfile { subject: Name::parse("CN=Root,O=Example,C=DE").unwrap(), valid, path_len: None };
    let root = self_signed(&key, &profile, &Serial::random().unwrap()).unwrap();
    let issuer = Issuer::new(&root, &key).unwrap();
    let asked = request(&PrivateKey::generate(KeyKind::P256).unwrap(), &profile.subject, &Wanted::default()).unwrap();
    let asked = Request::from_der(&asked).unwrap();
    let wanted = |serial| Issuance {
        subject: None,
        san: vec!["DNS:www.example.org".parse().unwrap()],
        template: Template::Server,
        valid,
        path_len: None,
        crl_points: vec!["http://crl.example.org/ca.crl".into()],
        serial,
    };
    let leaf = issue(&issuer, Applicant::Request(&asked), &wanted(Serial::random().unwrap())).unwrap();
    let raw_key = PKey::private_key_from_pkcs8(key.to_pkcs8().unwrap().expose()).unwrap();
    let raw = per_second(|| {
        let mut signer = match kind {
            KeyKind::Ed25519 | KeyKind::MlDsa65 => Signer::new_without_digest(&raw_key).unwrap(),
            _ => Signer::new(MessageDigest::sha256(), &raw_key).unwrap(),
        };
        signer.sign_oneshot_to_vec(leaf.der()).unwrap();
    });
    let bare = per_second(|| {
        issue(&issuer, Applicant::Key(asked.public_key()), &wanted(Serial::random().unwrap())).unwrap();
    });
    let full = per_second(|| {
        let asked = Request::from_der(asked.der()).unwrap();
        issue(&issuer, Applicant::Request(&asked), &wanted(Serial::random().unwrap())).unwrap();
    });
    let start = Instant::now();
    let gone = (0..100_000_u32).map(|number| RevokedEntry {
        serial: Serial::from_octets(&[&[0x40; 12][..], &number.to_be_bytes()].concat()).unwrap(),
        at: from,
        reason: RevocationReason::Superseded,
        invalid_since: None,
    });
    let list = revocation_list(&issuer, 1, from, from.plus_seconds(60), gone).unwrap();
    assert_eq!(list.len(), 100_000);
    println!("{:<10} {raw:>7.0} {bare:>7.0} {full:>11.0} {:>22.3}", kind.name(), start.elapsed().as_secs_f64());
}
