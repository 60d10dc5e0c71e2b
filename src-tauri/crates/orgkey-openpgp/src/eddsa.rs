//! Ed25519 signing with a key that OpenSSL has made ready once, for both of OpenPGP's forms: EdDSA of RFC 4880bis with
//! two numbers, and Ed25519 of RFC 9580 §5.2.3.3.3 with 64 octets.

use crate::maker::Open;
use openpgp::{
    crypto::mpi,
    packet::key::SecretKeyMaterial,
    types::{Curve, PublicKeyAlgorithm},
};
use openssl::{
    error::ErrorStack,
    pkey::{Id, PKey, Private},
    sign::Signer,
};
use sequoia_openpgp as openpgp;

/// Length of a secret key and of each half of a signature, in octets (RFC 8032 §5.1.5, §5.1.6).
const LENGTH: usize = 32;

/// None for keys that are not Ed25519, or that are protected.
pub(crate) fn private_key(primary: &Open) -> Option<Result<PKey<Private>, ErrorStack>> {
    let SecretKeyMaterial::Unencrypted(secret) = primary.secret() else { return None };
    let is_legacy = matches!(primary.mpis(), mpi::PublicKey::EdDSA { curve: Curve::Ed25519, .. });
    secret.map(|secret| match secret {
        mpi::SecretKeyMaterial::EdDSA { scalar } if is_legacy => Some(ready(&scalar.value_padded(LENGTH))),
        mpi::SecretKeyMaterial::Ed25519 { x } => Some(ready(x)),
        _ => None,
    })
}

fn ready(secret: &[u8]) -> Result<PKey<Private>, ErrorStack> {
    PKey::private_key_from_raw_bytes(secret, Id::ED25519)
}

pub(crate) fn sign(
    form: PublicKeyAlgorithm,
    private: &PKey<Private>,
    digest: &[u8],
) -> openpgp::Result<mpi::Signature> {
    let signature = Signer::new_without_digest(private)?.sign_oneshot_to_vec(digest)?;
    let wrong = || openpgp::Error::InvalidOperation("an Ed25519 signature of another length".to_owned());
    if form == PublicKeyAlgorithm::Ed25519 {
        return Ok(mpi::Signature::Ed25519 { s: Box::new(signature.try_into().map_err(|_| wrong())?) });
    }
    let (r, s) = signature.split_at_checked(LENGTH).ok_or_else(wrong)?;
    Ok(mpi::Signature::EdDSA { r: mpi::MPI::new(r), s: mpi::MPI::new(s) })
}
