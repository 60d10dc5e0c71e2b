use crate::{
    asn1::{Der, SEQUENCE},
    key::word,
};
use openssl::{
    error::ErrorStack,
    hash::MessageDigest,
    nid::Nid,
    pkey::{Id, KeyType, PKey, PKeyRef, Private},
    sign::{Signer, Verifier},
};
use orgkey_types::{Code, Failure, Outcome};

/// How a key signs: the AlgorithmIdentifier that goes into what it signs, and the digest. The digest follows from the
/// key (as strong as the curve; SHA-256 for RSA), so that nobody can choose a weaker one.
#[derive(Clone, Copy)]
pub(crate) struct Method {
    /// AlgorithmIdentifier, DER (RFC 4055, 5758, 8410, 9881).
    pub(crate) identifier: &'static [u8],
    digest: Option<Digest>,
}

#[derive(Clone, Copy)]
enum Digest {
    Sha256,
    Sha384,
    Sha512,
}

const RSA_SHA256: &[u8] = &[0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 11, 5, 0];
const ECDSA_SHA256: &[u8] = &[0x30, 10, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];
const ECDSA_SHA384: &[u8] = &[0x30, 10, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3];
const ECDSA_SHA512: &[u8] = &[0x30, 10, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4];
const ED25519: &[u8] = &[0x30, 5, 6, 3, 0x2b, 0x65, 0x70];
const ED448: &[u8] = &[0x30, 5, 6, 3, 0x2b, 0x65, 0x71];
const ML_DSA_44: &[u8] = &[0x30, 11, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 17];
const ML_DSA_65: &[u8] = &[0x30, 11, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 18];
const ML_DSA_87: &[u8] = &[0x30, 11, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 19];

impl Method {
    pub(crate) fn of(key: &PKeyRef<Private>) -> Outcome<Self> {
        let (identifier, digest) = match key.id() {
            Id::RSA => (RSA_SHA256, Some(Digest::Sha256)),
            Id::EC => curve(key)?,
            Id::ED25519 => (ED25519, None),
            Id::ED448 => (ED448, None),
            _ if key.is_a(KeyType::ML_DSA_44) => (ML_DSA_44, None),
            _ if key.is_a(KeyType::ML_DSA_65) => (ML_DSA_65, None),
            _ if key.is_a(KeyType::ML_DSA_87) => (ML_DSA_87, None),
            // RSASSA-PSS alone among them: few programs read what such a key signs.
            _ => return Err(Failure::about(Code::AlgorithmUnsupported, word(key))),
        };
        Ok(Self { identifier, digest })
    }

    fn digest(&self) -> Option<MessageDigest> {
        self.digest.map(|digest| match digest {
            Digest::Sha256 => MessageDigest::sha256(),
            Digest::Sha384 => MessageDigest::sha384(),
            Digest::Sha512 => MessageDigest::sha512(),
        })
    }

    pub(crate) fn sign(&self, key: &PKeyRef<Private>, message: &[u8]) -> Result<Vec<u8>, ErrorStack> {
        let mut signer = match self.digest() {
            Some(digest) => Signer::new(digest, key)?,
            None => Signer::new_without_digest(key)?,
        };
        signer.sign_oneshot_to_vec(message)
    }

    pub(crate) fn verify<T: openssl::pkey::HasPublic>(
        &self,
        key: &PKey<T>,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, ErrorStack> {
        let mut verifier = match self.digest() {
            Some(digest) => Verifier::new(digest, key)?,
            None => Verifier::new_without_digest(key)?,
        };
        verifier.verify_oneshot(signature, message)
    }
}

fn curve(key: &PKeyRef<Private>) -> Outcome<(&'static [u8], Option<Digest>)> {
    let named = key.ec_key().ok().and_then(|key| key.group().curve_name());
    match (named, key.bits()) {
        (None, _) => Err(Failure::about(Code::AlgorithmUnsupported, "EC curve")),
        (Some(Nid::SECP521R1), _) | (_, 385..) => Ok((ECDSA_SHA512, Some(Digest::Sha512))),
        (_, 257..) => Ok((ECDSA_SHA384, Some(Digest::Sha384))),
        _ => Ok((ECDSA_SHA256, Some(Digest::Sha256))),
    }
}

/// SEQUENCE { what is signed, AlgorithmIdentifier, BIT STRING }: the frame of certificate, request and list.
pub(crate) fn signed(key: &crate::PrivateKey, content: &[u8]) -> Outcome<Vec<u8>> {
    let signature = key.sign(content)?;
    let identifier = key.method().identifier;
    let mut out = Der::with_capacity(content.len() + identifier.len() + signature.len() + 16);
    out.wrap(SEQUENCE, |out| {
        out.raw(content);
        out.raw(identifier);
        out.bit_string(&signature);
    });
    Ok(out.done())
}
