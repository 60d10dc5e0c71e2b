//! Keys and certificates to put into files.

use crate::{Contents, NamedCertificate, Preset, write::write_with};
use openssl::{
    asn1::Asn1Time,
    bn::BigNum,
    ec::{EcGroup, EcKey},
    hash::MessageDigest,
    nid::Nid,
    pkey::{Id, PKey, Private},
    rsa::Rsa,
    x509::{X509, X509Name},
};
use orgkey_types::{Passphrase, Secret};

pub const KINDS: [&str; 6] = ["rsa2048", "rsa3072", "p256", "p384", "p521", "ed25519"];

pub fn key(kind: &str) -> PKey<Private> {
    let curve = |nid| PKey::from_ec_key(EcKey::generate(&EcGroup::from_curve_name(nid).unwrap()).unwrap()).unwrap();
    match kind {
        "rsa2048" => PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap(),
        "rsa3072" => PKey::from_rsa(Rsa::generate(3072).unwrap()).unwrap(),
        "p256" => curve(Nid::X9_62_PRIME256V1),
        "p384" => curve(Nid::SECP384R1),
        "p521" => curve(Nid::SECP521R1),
        _ => PKey::generate_ed25519().unwrap(),
    }
}

/// Self-issued, DER; the serial tells two of the same name apart.
pub fn certificate(key: &PKey<Private>, name: &str, serial: u32) -> Vec<u8> {
    let mut subject = X509Name::builder().unwrap();
    subject.append_entry_by_text("CN", name).unwrap();
    let subject = subject.build();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_serial_number(&BigNum::from_u32(serial).unwrap().to_asn1_integer().unwrap()).unwrap();
    builder.set_subject_name(&subject).unwrap();
    builder.set_issuer_name(&subject).unwrap();
    builder.set_pubkey(key).unwrap();
    builder.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::days_from_now(365).unwrap()).unwrap();
    let digest = if key.id() == Id::ED25519 { MessageDigest::null() } else { MessageDigest::sha256() };
    builder.sign(key, digest).unwrap();
    builder.build().to_der().unwrap()
}

/// A CA as the product writes it: one key, two certificates of it, and a superior's.
pub struct Ca {
    pub key: Secret,
    pub self_signed: Vec<u8>,
    pub public_key: Vec<u8>,
    pub superior: Vec<u8>,
}

impl Ca {
    pub fn new(kind: &str) -> Self {
        let pair = key(kind);
        Self {
            self_signed: certificate(&pair, "Example CA", 1),
            public_key: certificate(&pair, "Example CA", 2),
            superior: certificate(&key("p256"), "Example Root", 3),
            key: Secret::new(pair.private_key_to_pkcs8().unwrap()),
        }
    }

    pub fn certificates(&self) -> [NamedCertificate<'_>; 3] {
        [
            NamedCertificate { der: &self.self_signed, friendly_name: Some("Self-Signed"), matches_key: true },
            NamedCertificate {
                der: &self.public_key,
                friendly_name: Some("Schl\u{fc}ssel \u{1f511}"),
                matches_key: true,
            },
            NamedCertificate { der: &self.superior, friendly_name: None, matches_key: false },
        ]
    }

    pub fn file(&self, preset: Preset, password: &str, rounds: u32) -> Vec<u8> {
        let contents = Contents { key: &self.key, key_name: "Organizational CA", certificates: &self.certificates() };
        write_with(&contents, preset, &Passphrase::new(password.to_owned()), rounds).unwrap()
    }
}

pub fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

/// ASCII, letters beyond it, signs beyond the first plane, and a long one.
pub fn passwords() -> [(&'static str, String); 4] {
    [
        ("ASCII", "correct horse 42".into()),
        ("Unicode", "p\u{e4}ssw\u{f6}rd-\u{5bc6}\u{7801}".into()),
        ("emoji", "\u{1f511}\u{1f468}\u{200d}\u{1f469} key".into()),
        ("1,000 characters", "0123456789".repeat(100)),
    ]
}
