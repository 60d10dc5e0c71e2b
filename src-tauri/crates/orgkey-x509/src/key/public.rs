use super::{form::Form, kind};
use crate::{
    asn1::{self, Cursor, damaged},
    limits,
};
use openssl::{
    pkey::{Id, PKey, PKeyRef, Public},
    sha,
};
use orgkey_types::{Code, Failure, Outcome};

/// A public key as it stands in certificates: SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicKey {
    spki: Vec<u8>,
}

/// Curves below this many bits nobody should certify any more.
const SMALLEST_CURVE: u32 = 256;

impl PublicKey {
    /// From SubjectPublicKeyInfo DER. Only its frame is looked at; the numbers are when the key is used.
    ///
    /// # Errors
    /// [`Code::CertificateDamaged`].
    pub fn from_spki(der: &[u8]) -> Outcome<Self> {
        bits(der)?;
        Ok(Self { spki: der.to_vec() })
    }

    /// SubjectPublicKeyInfo DER.
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }

    /// The bits of the key, without the algorithm.
    pub(crate) fn bits(&self) -> &[u8] {
        bits(&self.spki).unwrap_or_default()
    }

    /// SHA-1 of the bits of the key: the key identifier of RFC 5280 §4.2.1.2 (1). A name, not a proof.
    pub fn key_id(&self) -> [u8; 20] {
        sha::sha1(self.bits())
    }

    /// SHA-256 of [`PublicKey::spki`].
    pub fn sha256(&self) -> [u8; 32] {
        sha::sha256(&self.spki)
    }

    /// `rsa3072`, `p256`, …; `unknown` where OpenSSL cannot read it.
    pub fn algorithm(&self) -> String {
        if let Some(form) = Form::of(&self.spki) {
            return form.word();
        }
        self.openssl().map_or_else(|_| "unknown".into(), |key| kind::word(&key))
    }

    /// Whether both are the same key, even where one of them is encoded otherwise.
    pub fn same_as(&self, other: &PublicKey) -> bool {
        self.spki == other.spki
            || matches!((self.openssl(), other.openssl()), (Ok(left), Ok(right)) if left.public_eq(&right))
    }

    /// Fit to be certified: RSA of 2048 bits or more with a sane exponent, a named curve of 256 bits or more,
    /// Ed25519, Ed448 or ML-DSA.
    ///
    /// # Errors
    /// [`Code::RequestKeyWeak`], [`Code::TooExpensive`] or [`Code::AlgorithmUnsupported`], each with the key.
    pub fn certifiable(&self) -> Outcome<()> {
        self.affordable().and_then(|key| self.strong_enough(&key))
    }

    /// The same for a key that OpenSSL has decoded already.
    pub(crate) fn strong_enough(&self, key: &PKeyRef<Public>) -> Outcome<()> {
        if let Some(form) = Form::of(&self.spki) {
            return form.certifiable();
        }
        let weak = match key.id() {
            Id::EC => key.bits() < SMALLEST_CURVE,
            Id::ED448 => false,
            _ if kind::lattice(key).is_some() => false,
            _ => return Err(Failure::about(Code::AlgorithmUnsupported, kind::word(key))),
        };
        if weak { Err(Failure::about(Code::RequestKeyWeak, kind::word(key))) } else { Ok(()) }
    }

    /// The key for use, if using it stays within the limits.
    pub(crate) fn affordable(&self) -> Outcome<PKey<Public>> {
        let key = self.openssl()?;
        self.within_limits(&key)?;
        Ok(key)
    }

    pub(crate) fn within_limits(&self, key: &PKeyRef<Public>) -> Outcome<()> {
        match key.id() {
            Id::RSA | Id::RSA_PSS | Id::DSA if key.bits() > limits::RSA_BITS => {
                Err(Failure::about(Code::TooExpensive, kind::word(key)))
            }
            Id::EC if Form::of(&self.spki).is_none() && kind::word(key) == "ec-explicit" => {
                Err(Failure::about(Code::AlgorithmUnsupported, "EC curve"))
            }
            _ => Ok(()),
        }
    }

    fn openssl(&self) -> Outcome<PKey<Public>> {
        PKey::public_key_from_der(&self.spki)
            .map_err(|error| Failure::about(Code::AlgorithmUnsupported, "public key").because(error))
    }
}

/// The BIT STRING of SubjectPublicKeyInfo without its octet of unused bits.
fn bits(spki: &[u8]) -> Outcome<&[u8]> {
    let mut whole = Cursor::new(spki);
    let mut inside = whole.enter(asn1::SEQUENCE)?;
    whole.end()?;
    inside.element(asn1::SEQUENCE)?;
    let bits = inside.element(asn1::BIT_STRING)?;
    inside.end()?;
    match bits.content {
        [0, bits @ ..] => Ok(bits),
        _ => Err(damaged("public key")),
    }
}
