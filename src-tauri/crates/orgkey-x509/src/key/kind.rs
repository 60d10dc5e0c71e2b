use openssl::{
    bn::BigNum,
    ec::{EcGroup, EcKey},
    error::ErrorStack,
    nid::Nid,
    pkey::{Id, KeyType, PKey, PKeyRef, Private},
    rand::rand_bytes,
    rsa::Rsa,
};
use orgkey_types::{Code, Failure, Outcome};
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use zeroize::Zeroizing;

/// Kinds of key that a CA can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "CaKeyKind"))]
#[serde(rename_all = "lowercase")]
pub enum KeyKind {
    /// RSA of 2048 bits.
    Rsa2048,
    /// RSA of 3072 bits.
    Rsa3072,
    /// RSA of 4096 bits.
    Rsa4096,
    /// NIST P-256.
    P256,
    /// NIST P-384.
    P384,
    /// NIST P-521.
    P521,
    /// Ed25519 (RFC 8410).
    Ed25519,
    /// ML-DSA-65 (RFC 9881): holds against quantum computers; read by few programs yet.
    #[serde(rename = "ml-dsa-65")]
    MlDsa65,
}

impl KeyKind {
    /// Every kind, in the order in which they are offered: the recommended one first.
    pub const ALL: &'static [KeyKind] = &[
        Self::Rsa3072,
        Self::Rsa2048,
        Self::Rsa4096,
        Self::P256,
        Self::P384,
        Self::P521,
        Self::Ed25519,
        Self::MlDsa65,
    ];

    /// The word on the command line and in the vault.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rsa2048 => "rsa2048",
            Self::Rsa3072 => "rsa3072",
            Self::Rsa4096 => "rsa4096",
            Self::P256 => "p256",
            Self::P384 => "p384",
            Self::P521 => "p521",
            Self::Ed25519 => "ed25519",
            Self::MlDsa65 => "ml-dsa-65",
        }
    }

    pub(super) fn generate(self) -> Result<PKey<Private>, ErrorStack> {
        match self {
            Self::Rsa2048 => rsa(2048),
            Self::Rsa3072 => rsa(3072),
            Self::Rsa4096 => rsa(4096),
            Self::P256 => curve(Nid::X9_62_PRIME256V1),
            Self::P384 => curve(Nid::SECP384R1),
            Self::P521 => curve(Nid::SECP521R1),
            Self::Ed25519 => PKey::generate_ed25519(),
            Self::MlDsa65 => from_seed(KeyType::ML_DSA_65),
        }
    }
}

impl FromStr for KeyKind {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        let wanted = text.to_ascii_lowercase();
        let found = Self::ALL.iter().copied().find(|kind| kind.name() == wanted);
        found.ok_or_else(|| Failure::about(Code::AlgorithmUnsupported, text))
    }
}

fn rsa(bits: u32) -> Result<PKey<Private>, ErrorStack> {
    PKey::from_rsa(Rsa::generate_with_e(bits, &*BigNum::from_u32(65_537)?)?)
}

fn curve(nid: Nid) -> Result<PKey<Private>, ErrorStack> {
    PKey::from_ec_key(EcKey::generate(&*EcGroup::from_curve_name(nid)?)?)
}

/// FIPS 204 §6.1: the key follows from 32 random octets.
fn from_seed(kind: KeyType) -> Result<PKey<Private>, ErrorStack> {
    let mut seed = Zeroizing::new([0; 32]);
    rand_bytes(&mut *seed)?;
    PKey::private_key_from_seed(None, kind, None, &*seed)
}

/// The word for any key that OpenSSL reads: that of [`KeyKind::name`], or one of the same form.
pub(crate) fn word<T: openssl::pkey::HasPublic>(key: &PKeyRef<T>) -> String {
    match key.id() {
        Id::RSA => format!("rsa{}", key.bits()),
        Id::RSA_PSS => format!("rsa-pss{}", key.bits()),
        Id::DSA => format!("dsa{}", key.bits()),
        Id::EC => curve_word(key),
        Id::ED25519 => "ed25519".into(),
        Id::ED448 => "ed448".into(),
        other => lattice(key).map_or_else(|| format!("algorithm {}", other.as_raw()), str::to_owned),
    }
}

/// Keys that OpenSSL knows by name only.
pub(super) fn lattice<T>(key: &PKeyRef<T>) -> Option<&'static str> {
    let known =
        [(KeyType::ML_DSA_44, "ml-dsa-44"), (KeyType::ML_DSA_65, "ml-dsa-65"), (KeyType::ML_DSA_87, "ml-dsa-87")];
    known.into_iter().find(|(kind, _)| key.is_a(*kind)).map(|(_, word)| word)
}

fn curve_word<T: openssl::pkey::HasPublic>(key: &PKeyRef<T>) -> String {
    match key.ec_key().ok().and_then(|key| key.group().curve_name()) {
        Some(Nid::X9_62_PRIME256V1) => "p256".into(),
        Some(Nid::SECP384R1) => "p384".into(),
        Some(Nid::SECP521R1) => "p521".into(),
        Some(other) => format!("ec-{}", other.short_name().unwrap_or("curve")),
        None => "ec-explicit".into(),
    }
}
