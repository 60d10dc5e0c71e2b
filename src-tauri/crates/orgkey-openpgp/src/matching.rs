//! Whether a secret is the one of its public key, by arithmetic. A passphrase proves only who wrote the secret part: an
//! attacker who can write the file may exchange public numbers under it and read the secret from a faulty signature
//! (Klíma and Rosa 2001; Bruseghini, Huigens, Paterson 2022).

use openpgp::{
    crypto::{
        SessionKey, Signer,
        mpi::{MPI, PublicKey, SecretKeyMaterial},
    },
    packet::{Key, key},
    types::{Curve, HashAlgorithm, SymmetricAlgorithm},
};
use openssl::{
    bn::{BigNum, BigNumContext},
    ec::{EcGroup, EcPoint, PointConversionForm},
    error::ErrorStack,
    nid::Nid,
    pkey::{Id, PKey},
};
use sequoia_openpgp as openpgp;
use zeroize::Zeroizing;

type Answer = Result<bool, ErrorStack>;

/// What became of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    Fits,
    Differs,
    /// No arithmetic for this algorithm here.
    Unknown,
}

/// Compares the open secret of `key` with its public part.
pub(crate) fn compare<R: key::KeyRole>(key: &Key<key::SecretParts, R>) -> Match {
    let key::SecretKeyMaterial::Unencrypted(secret) = key.secret() else { return Match::Unknown };
    let answer = secret.map(|secret| by_numbers(key.mpis(), secret));
    match answer {
        Some(Ok(true)) => Match::Fits,
        Some(_) => Match::Differs,
        None => by_use(key),
    }
}

fn by_numbers(public: &PublicKey, secret: &SecretKeyMaterial) -> Option<Answer> {
    use SecretKeyMaterial as S;
    Some(match (public, secret) {
        (PublicKey::RSA { e, n }, S::RSA { d, p, q, u }) => rsa(n, e, [d.value(), p.value(), q.value(), u.value()]),
        (PublicKey::DSA { p, g, y, .. }, S::DSA { x }) => power(p, g, y, x.value()),
        (PublicKey::ElGamal { p, g, y }, S::ElGamal { x }) => power(p, g, y, x.value()),
        (PublicKey::EdDSA { curve: Curve::Ed25519, q }, S::EdDSA { scalar }) => {
            raw(Id::ED25519, &scalar.value_padded(32), q.value().strip_prefix(&[0x40])?)
        }
        (PublicKey::ECDH { curve: Curve::Cv25519, q, .. }, S::ECDH { scalar }) => {
            // Stored as a number: most significant octet first (RFC 9580 §11.3).
            let little = Zeroizing::new(scalar.value_padded(32).iter().rev().copied().collect::<Vec<u8>>());
            raw(Id::X25519, &little, q.value().strip_prefix(&[0x40])?)
        }
        (PublicKey::ECDSA { curve, q }, S::ECDSA { scalar }) => point(nid(curve)?, q, scalar.value()),
        (PublicKey::ECDH { curve, q, .. }, S::ECDH { scalar }) => point(nid(curve)?, q, scalar.value()),
        (PublicKey::Ed25519 { a }, S::Ed25519 { x }) => raw(Id::ED25519, x, a),
        (PublicKey::Ed448 { a }, S::Ed448 { x }) => raw(Id::ED448, x, &a[..]),
        (PublicKey::X25519 { u }, S::X25519 { x }) => raw(Id::X25519, x, u),
        (PublicKey::X448 { u }, S::X448 { x }) => raw(Id::X448, x, &u[..]),
        _ => return None,
    })
}

fn nid(curve: &Curve) -> Option<Nid> {
    Some(match curve {
        Curve::NistP256 => Nid::X9_62_PRIME256V1,
        Curve::NistP384 => Nid::SECP384R1,
        Curve::NistP521 => Nid::SECP521R1,
        Curve::BrainpoolP256 => Nid::BRAINPOOL_P256R1,
        Curve::BrainpoolP384 => Nid::BRAINPOOL_P384R1,
        Curve::BrainpoolP512 => Nid::BRAINPOOL_P512R1,
        _ => return None,
    })
}

/// A number that OpenSSL keeps in its own locked memory, and computes with in constant time.
pub(crate) fn secret_number(bytes: &[u8]) -> Result<BigNum, ErrorStack> {
    let mut number = BigNum::new_secure()?;
    number.copy_from_slice(bytes)?;
    number.set_const_time();
    Ok(number)
}

/// n = pq, de = 1 modulo p-1 and q-1, and u = 1/p modulo q (RFC 9580 §5.5.5.1).
fn rsa(n: &MPI, e: &MPI, [d, p, q, u]: [&[u8]; 4]) -> Answer {
    let mut context = BigNumContext::new_secure()?;
    let (d, p, q, u) = (secret_number(d)?, secret_number(p)?, secret_number(q)?, secret_number(u)?);
    let (n, e, one) = (BigNum::from_slice(n.value())?, BigNum::from_slice(e.value())?, BigNum::from_u32(1)?);
    let mut product = BigNum::new_secure()?;
    product.checked_mul(&p, &q, &mut context)?;
    if product != n || p <= one || q <= one {
        return Ok(false);
    }
    for prime in [&p, &q] {
        let (mut order, mut rest) = (BigNum::new_secure()?, BigNum::new_secure()?);
        order.checked_sub(prime, &one)?;
        rest.mod_mul(&d, &e, &order, &mut context)?;
        if rest != one {
            return Ok(false);
        }
    }
    let mut inverse = BigNum::new_secure()?;
    inverse.mod_mul(&u, &p, &q, &mut context)?;
    Ok(inverse == one)
}

/// y = g^x modulo p, for DSA and ElGamal.
fn power(p: &MPI, g: &MPI, y: &MPI, x: &[u8]) -> Answer {
    let mut context = BigNumContext::new_secure()?;
    let (p, g, y) = (BigNum::from_slice(p.value())?, BigNum::from_slice(g.value())?, BigNum::from_slice(y.value())?);
    // Constant-time powers need an odd modulus, and hours for a long one.
    if !p.is_odd() || p.num_bits() > 8192 || x.is_empty() {
        return Ok(false);
    }
    let (mut result, x) = (BigNum::new_secure()?, secret_number(x)?);
    result.mod_exp(&g, &x, &p, &mut context)?;
    Ok(result == y)
}

fn raw(id: Id, secret: &[u8], public: &[u8]) -> Answer {
    Ok(PKey::private_key_from_raw_bytes(secret, id)?.raw_public_key()? == public)
}

fn point(nid: Nid, public: &MPI, scalar: &[u8]) -> Answer {
    let (group, mut context) = (EcGroup::from_curve_name(nid)?, BigNumContext::new_secure()?);
    let (mut derived, scalar) = (EcPoint::new(&group)?, secret_number(scalar)?);
    derived.mul_generator2(&group, &scalar, &mut context)?;
    Ok(derived.to_bytes(&group, PointConversionForm::UNCOMPRESSED, &mut context)? == public.value())
}

/// The post-quantum composites derive their public key from a seed inside the library; both halves have to work for a
/// signature to verify or a session key to come back.
fn by_use<R: key::KeyRole>(key: &Key<key::SecretParts, R>) -> Match {
    let worked = if key.pk_algo().for_signing() {
        signs(key)
    } else if key.pk_algo().for_encryption() {
        decrypts(key)
    } else {
        return Match::Unknown;
    };
    match (worked, key.pk_algo().is_supported()) {
        (Ok(true), _) => Match::Fits,
        (_, true) => Match::Differs,
        (_, false) => Match::Unknown,
    }
}

fn signs<R: key::KeyRole>(key: &Key<key::SecretParts, R>) -> openpgp::Result<bool> {
    let mut digest = vec![0; 64];
    openpgp::crypto::random(&mut digest)?;
    let mut signer = key.clone().into_keypair()?;
    let signature = signer.sign(HashAlgorithm::SHA512, &digest)?;
    Ok(key.verify(&signature, HashAlgorithm::SHA512, &digest).is_ok())
}

fn decrypts<R: key::KeyRole>(key: &Key<key::SecretParts, R>) -> openpgp::Result<bool> {
    use openpgp::crypto::Decryptor;
    let session = SessionKey::new(SymmetricAlgorithm::AES256.key_size()?)?;
    let sealed = key.encrypt(&session)?;
    let opened = key.clone().into_keypair()?.decrypt(&sealed, Some(session.len()))?;
    Ok(opened == session)
}
