//! RSA signing with the factors. Sequoia's glue hands OpenSSL only n, e and d, and the exponentiation modulo n takes eight
//! to nine times as long as the two modulo p and q (Chinese remainder theorem; RFC 8017 §5.1.2).

use crate::{maker::Open, matching::secret_number};
use openpgp::{
    crypto::mpi,
    packet::key,
    types::{HashAlgorithm, PublicKeyAlgorithm},
};
use openssl::{
    bn::{BigNum, BigNumContext, BigNumRef},
    error::ErrorStack,
    md::{Md, MdRef},
    pkey::{PKey, Private},
    pkey_ctx::PkeyCtx,
    rsa::{Padding, Rsa},
};
use sequoia_openpgp as openpgp;

/// None for keys that are not RSA, that are protected, or that are not meant for signing.
pub(crate) fn private_key(primary: &Open) -> Option<Result<PKey<Private>, ErrorStack>> {
    #[expect(deprecated, reason = "keys of PGP 5 have the algorithm RSA sign-only")]
    let signs = matches!(primary.pk_algo(), PublicKeyAlgorithm::RSAEncryptSign | PublicKeyAlgorithm::RSASign);
    let (true, mpi::PublicKey::RSA { e, n }) = (signs, primary.mpis()) else { return None };
    let key::SecretKeyMaterial::Unencrypted(secret) = primary.secret() else { return None };
    secret.map(|secret| match secret {
        mpi::SecretKeyMaterial::RSA { d, p, q, u } => {
            Some(rsa([n.value(), e.value()], [d.value(), p.value(), q.value(), u.value()]))
        }
        _ => None,
    })
}

/// OpenPGP's u is 1/p modulo q, and OpenSSL asks for 1/q modulo p: so each takes the other's place. The numbers were
/// compared as the key entered the vault, and OpenSSL checks each result before it hands it out.
fn rsa([n, e]: [&[u8]; 2], [d, p, q, u]: [&[u8]; 4]) -> Result<PKey<Private>, ErrorStack> {
    let mut context = BigNumContext::new_secure()?;
    let (d, first, second, inverse) = (secret_number(d)?, secret_number(q)?, secret_number(p)?, secret_number(u)?);
    let first_exponent = exponent(&d, &first, &mut context)?;
    let second_exponent = exponent(&d, &second, &mut context)?;
    let (n, e) = (BigNum::from_slice(n)?, BigNum::from_slice(e)?);
    PKey::from_rsa(Rsa::from_private_components(n, e, d, first, second, first_exponent, second_exponent, inverse)?)
}

/// d modulo prime - 1.
fn exponent(d: &BigNumRef, prime: &BigNumRef, context: &mut BigNumContext) -> Result<BigNum, ErrorStack> {
    let (mut order, mut exponent) = (BigNum::new_secure()?, BigNum::new_secure()?);
    order.checked_sub(prime, &*BigNum::from_u32(1)?)?;
    order.set_const_time();
    exponent.nnmod(d, &order, context)?;
    exponent.set_const_time();
    Ok(exponent)
}

/// PKCS#1 v1.5 with OpenSSL's own DigestInfo.
pub(crate) fn sign(private: &PKey<Private>, hash: HashAlgorithm, digest: &[u8]) -> openpgp::Result<mpi::Signature> {
    let digest_info = digest_info(hash).ok_or(openpgp::Error::UnsupportedHashAlgorithm(hash))?;
    Ok(mpi::Signature::RSA { s: signed(private, digest_info, digest)?.into() })
}

fn signed(private: &PKey<Private>, hash: &MdRef, digest: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let mut context = PkeyCtx::new(private)?;
    context.sign_init()?;
    context.set_rsa_padding(Padding::PKCS1)?;
    context.set_signature_md(hash)?;
    let mut signature = vec![0; private.size()];
    let length = context.sign(digest, Some(&mut signature))?;
    signature.truncate(length);
    Ok(signature)
}

fn digest_info(hash: HashAlgorithm) -> Option<&'static MdRef> {
    match hash {
        HashAlgorithm::SHA256 => Some(Md::sha256()),
        HashAlgorithm::SHA384 => Some(Md::sha384()),
        HashAlgorithm::SHA512 => Some(Md::sha512()),
        _ => None,
    }
}
