//! The numbers of one component in the frames that X.509 uses: SubjectPublicKeyInfo and PKCS#8. The same key, without
//! anything that OpenPGP says about it.

use crate::{
    keypair::{Keypair, open_packets},
    transferable::Transferable,
};
use openpgp::{
    Packet,
    crypto::mpi,
    packet::key::SecretKeyMaterial,
    parse::Parse,
    types::{Curve, PublicKeyAlgorithm},
};
use openssl::{
    bn::{BigNum, BigNumContext, BigNumRef},
    ec::{EcGroup, EcKey, EcPoint},
    error::ErrorStack,
    nid::Nid,
    pkey::{Id, PKey, Private, Public},
    rsa::Rsa,
};
use orgkey_types::{Code, Failure, Fingerprint, Outcome, Secret};
use sequoia_openpgp as openpgp;

/// Octets of an Ed25519 key, public or private (RFC 8032).
const ED25519: usize = 32;

/// The public half of a component: SubjectPublicKeyInfo, DER (RFC 5280 §4.1.2.7).
///
/// # Errors
/// [`Code::AlgorithmUnsupported`] with the algorithm for every kind but RSA, the NIST curves (ECDSA) and Ed25519;
/// [`Code::KeyNotFound`] without such a component; those of reading a key.
pub fn bare_public(public: &[u8], component: &Fingerprint) -> Outcome<Vec<u8>> {
    let (algorithm, numbers) = numbers(&Transferable::from_public(public)?, component)?;
    let key = public_key(&numbers).map_err(|error| damaged(&error))?;
    let key = key.ok_or_else(|| unsupported(algorithm))?;
    key.public_key_to_der().map_err(|error| damaged(&error))
}

/// The private half of a component: PKCS#8, DER (RFC 5958), not encrypted.
///
/// # Errors
/// As [`bare_public`]; [`Code::SecretElsewhere`] when its secret is not among the parts.
pub fn bare_private(keypair: &Keypair, component: &Fingerprint) -> Outcome<Secret> {
    let key = Transferable::from_public(keypair.public())?;
    let (algorithm, public) = numbers(&key, component)?;
    let secrets = open_packets(&key, keypair.secrets())?;
    let missing = || Failure::about(Code::SecretElsewhere, component.key_id());
    let secret = secrets.iter().find(|secret| secret.fingerprint == *component).ok_or_else(missing)?;
    let material = match Packet::from_bytes(secret.packet.expose()) {
        Ok(Packet::SecretKey(key)) => key.secret().clone(),
        Ok(Packet::SecretSubkey(key)) => key.secret().clone(),
        _ => return Err(missing()),
    };
    let SecretKeyMaterial::Unencrypted(open) = material else { return Err(missing()) };
    let made = open.map(|private| private_key(&public, private)).map_err(|error| damaged(&error))?;
    let made = made.ok_or_else(|| unsupported(algorithm))?;
    made.private_key_to_pkcs8().map(Secret::new).map_err(|error| damaged(&error))
}

fn numbers(key: &Transferable, component: &Fingerprint) -> Outcome<(PublicKeyAlgorithm, mpi::PublicKey)> {
    let is_it = |layout: &crate::layout::Layout| layout.fingerprint == *component;
    let found = key.sections.iter().find(|section| section.key.as_ref().is_some_and(is_it));
    let found = found.ok_or_else(|| Failure::about(Code::KeyNotFound, component.key_id()))?;
    match Packet::from_bytes(found.head.raw()) {
        Ok(Packet::PublicKey(key)) => Ok((key.pk_algo(), key.mpis().clone())),
        Ok(Packet::PublicSubkey(key)) => Ok((key.pk_algo(), key.mpis().clone())),
        _ => Err(Failure::about(Code::FileDamaged, "key packet")),
    }
}

/// None for a kind that X.509 mail and certificates do not carry.
fn public_key(numbers: &mpi::PublicKey) -> Result<Option<PKey<Public>>, ErrorStack> {
    match numbers {
        mpi::PublicKey::RSA { e, n } => {
            let rsa = Rsa::from_public_components(BigNum::from_slice(n.value())?, BigNum::from_slice(e.value())?)?;
            PKey::from_rsa(rsa).map(Some)
        }
        mpi::PublicKey::ECDSA { curve, q } => {
            let Some(group) = group(curve)? else { return Ok(None) };
            let point = point(&group, q.value())?;
            PKey::from_ec_key(EcKey::from_public_key(&group, &point)?).map(Some)
        }
        mpi::PublicKey::EdDSA { curve: Curve::Ed25519, q } => match q.value() {
            [0x40, point @ ..] => PKey::public_key_from_raw_bytes(point, Id::ED25519).map(Some),
            _ => Ok(None),
        },
        mpi::PublicKey::Ed25519 { a } => PKey::public_key_from_raw_bytes(a, Id::ED25519).map(Some),
        _ => Ok(None),
    }
}

fn private_key(public: &mpi::PublicKey, private: &mpi::SecretKeyMaterial) -> Result<Option<PKey<Private>>, ErrorStack> {
    match (public, private) {
        (mpi::PublicKey::RSA { e, n }, mpi::SecretKeyMaterial::RSA { d, p, q, u }) => {
            rsa((e.value(), n.value()), (d.value(), p.value(), q.value(), u.value())).map(Some)
        }
        (mpi::PublicKey::ECDSA { curve, q }, mpi::SecretKeyMaterial::ECDSA { scalar }) => {
            let Some(group) = group(curve)? else { return Ok(None) };
            let point = point(&group, q.value())?;
            let scalar = BigNum::from_slice(scalar.value())?;
            PKey::from_ec_key(EcKey::from_private_components(&group, &scalar, &point)?).map(Some)
        }
        (mpi::PublicKey::EdDSA { curve: Curve::Ed25519, .. }, mpi::SecretKeyMaterial::EdDSA { scalar }) => {
            // A multiprecision integer has lost the zeros in front.
            let short = scalar.value();
            let Some(missing) = ED25519.checked_sub(short.len()) else { return Ok(None) };
            let seed = Secret::new([vec![0; missing].as_slice(), short].concat());
            PKey::private_key_from_raw_bytes(seed.expose(), Id::ED25519).map(Some)
        }
        (mpi::PublicKey::Ed25519 { .. }, mpi::SecretKeyMaterial::Ed25519 { x }) => {
            PKey::private_key_from_raw_bytes(x, Id::ED25519).map(Some)
        }
        _ => Ok(None),
    }
}

/// OpenPGP keeps the inverse of its first prime (RFC 9580 §5.5.5.1), PKCS#1 that of its second: the primes change
/// places.
fn rsa((e, n): (&[u8], &[u8]), (d, p, q, u): (&[u8], &[u8], &[u8], &[u8])) -> Result<PKey<Private>, ErrorStack> {
    let number = |octets: &[u8]| BigNum::from_slice(octets);
    let (d, first, second) = (number(d)?, number(q)?, number(p)?);
    let (for_first, for_second) = (below(&d, &first)?, below(&d, &second)?);
    let key =
        Rsa::from_private_components(number(n)?, number(e)?, d, first, second, for_first, for_second, number(u)?)?;
    PKey::from_rsa(key)
}

/// d mod (prime - 1).
fn below(d: &BigNumRef, prime: &BigNumRef) -> Result<BigNum, ErrorStack> {
    let (mut less, mut rest, mut context) = (prime.to_owned()?, BigNum::new()?, BigNumContext::new()?);
    less.sub_word(1)?;
    rest.nnmod(d, &less, &mut context)?;
    Ok(rest)
}

fn group(curve: &Curve) -> Result<Option<EcGroup>, ErrorStack> {
    let name = match curve {
        Curve::NistP256 => Nid::X9_62_PRIME256V1,
        Curve::NistP384 => Nid::SECP384R1,
        Curve::NistP521 => Nid::SECP521R1,
        _ => return Ok(None),
    };
    EcGroup::from_curve_name(name).map(Some)
}

fn point(group: &EcGroup, octets: &[u8]) -> Result<EcPoint, ErrorStack> {
    EcPoint::from_bytes(group, octets, &mut *BigNumContext::new()?)
}

fn unsupported(algorithm: PublicKeyAlgorithm) -> Failure {
    Failure::about(Code::AlgorithmUnsupported, algorithm)
}

fn damaged(error: &ErrorStack) -> Failure {
    Failure::about(Code::FileDamaged, "key packet").because(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{KeySettings, generate};
    use orgkey_types::{Algorithm, Profile, Timestamp};

    const NOW: Timestamp = Timestamp::from_seconds(1_790_000_000);

    fn key(algorithm: Algorithm, profile: Profile) -> Keypair {
        generate(&KeySettings { user_id: "A <a@example.org>".into(), algorithm, profile, expires: None }, NOW).unwrap()
    }

    #[test]
    fn the_bare_halves_of_each_kind_are_one_key() {
        let kinds = [
            (Algorithm::Rsa2048, Profile::V4),
            (Algorithm::P256, Profile::V4),
            (Algorithm::P384, Profile::V4),
            (Algorithm::P521, Profile::V4),
            (Algorithm::Curve25519, Profile::V4),
            (Algorithm::Curve25519, Profile::V6),
        ];
        for (algorithm, profile) in kinds {
            let key = key(algorithm, profile);
            let primary = &key.summary().fingerprint;
            let (spki, pkcs8) = (bare_public(key.public(), primary).unwrap(), bare_private(&key, primary).unwrap());
            let private = PKey::private_key_from_pkcs8(pkcs8.expose()).unwrap();
            assert_eq!(private.public_key_to_der().unwrap(), spki, "{algorithm:?} {profile:?}");
            if let Ok(rsa) = private.rsa() {
                assert!(rsa.check_key().unwrap(), "the primes stand in their places");
            }
        }
    }

    #[test]
    fn a_kind_that_x509_does_not_carry_is_named() {
        for algorithm in [Algorithm::Curve448, Algorithm::MlDsa65Ed25519] {
            let key = key(algorithm, Profile::V6);
            let primary = &key.summary().fingerprint;
            let codes =
                [bare_public(key.public(), primary).unwrap_err().code, bare_private(&key, primary).unwrap_err().code];
            assert_eq!(codes, [Code::AlgorithmUnsupported; 2], "{algorithm:?}");
        }
    }
}
