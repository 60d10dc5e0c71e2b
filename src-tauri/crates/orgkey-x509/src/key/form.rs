use crate::{
    asn1::{self, Cursor},
    limits,
};
use orgkey_types::{Code, Failure, Outcome};

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1];
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
const CURVES: &[(&[u8], &str)] = &[
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7], "p256"),
    (&[0x2b, 0x81, 4, 0, 34], "p384"),
    (&[0x2b, 0x81, 4, 0, 35], "p521"),
];
const SMALLEST_RSA: usize = 2048;

/// The kind of a key as its frame tells, for the kinds of every day. OpenSSL takes some ten microseconds to decode a
/// key, which is more than a signature on P-256; this takes none. Whether the numbers are right it does not tell.
pub(super) enum Form {
    Rsa { bits: usize, sane_exponent: bool },
    Curve(&'static str),
    Ed25519,
}

impl Form {
    pub(super) fn of(spki: &[u8]) -> Option<Self> {
        let mut inside = Cursor::new(spki).enter(asn1::SEQUENCE).ok()?;
        let mut algorithm = inside.enter(asn1::SEQUENCE).ok()?;
        match algorithm.element(asn1::OID).ok()?.content {
            RSA => rsa(inside.element(asn1::BIT_STRING).ok()?.content.get(1..)?),
            EC => {
                let curve = algorithm.element(asn1::OID).ok()?.content;
                CURVES.iter().find(|(kind, _)| *kind == curve).map(|(_, word)| Self::Curve(word))
            }
            ED25519 => Some(Self::Ed25519),
            _ => None,
        }
    }

    pub(super) fn word(&self) -> String {
        match self {
            Self::Rsa { bits, .. } => format!("rsa{bits}"),
            Self::Curve(word) => (*word).to_owned(),
            Self::Ed25519 => "ed25519".into(),
        }
    }

    pub(super) fn certifiable(&self) -> Outcome<()> {
        match self {
            Self::Rsa { bits, .. } if *bits > limits::RSA_BITS as usize => {
                Err(Failure::about(Code::TooExpensive, self.word()))
            }
            Self::Rsa { bits, sane_exponent } if *bits < SMALLEST_RSA || !sane_exponent => {
                Err(Failure::about(Code::RequestKeyWeak, self.word()))
            }
            _ => Ok(()),
        }
    }
}

/// RSAPublicKey (RFC 8017). An exponent that is one, even, or longer than any program makes: signatures would prove
/// nothing, or their check cost too much.
fn rsa(bits: &[u8]) -> Option<Form> {
    let mut numbers = Cursor::new(bits).enter(asn1::SEQUENCE).ok()?;
    let modulus = magnitude(numbers.element(asn1::INTEGER).ok()?.content);
    let exponent = magnitude(numbers.element(asn1::INTEGER).ok()?.content);
    let top = modulus.first()?;
    let bits = modulus.len() * 8 - top.leading_zeros() as usize;
    let odd = exponent.last().is_some_and(|last| last & 1 == 1);
    Some(Form::Rsa { bits, sane_exponent: odd && exponent.len() <= 8 && exponent != [1] })
}

fn magnitude(octets: &[u8]) -> &[u8] {
    let start = octets.iter().position(|octet| *octet != 0).unwrap_or(octets.len());
    octets.get(start..).unwrap_or_default()
}
