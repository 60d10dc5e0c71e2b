use crate::{Certificate, PrivateKey};
use openssl::rand::rand_bytes;
use orgkey_types::{Code, Failure, Outcome};

/// Signs random bytes with the key and checks the signature with the certificate's public key: the only proof that
/// both belong together which does not trust what either says of itself.
///
/// # Errors
/// [`Code::CertificateMismatch`] when it does not hold.
pub fn probe(key: &PrivateKey, certificate: &Certificate) -> Outcome<()> {
    let mut message = [0; 32];
    rand_bytes(&mut message).map_err(|error| Failure::from(Code::Internal).because(error))?;
    let signature = key.sign(&message)?;
    let public = certificate.public_key().affordable()?;
    match key.method().verify(&public, &message, &signature) {
        Ok(true) => Ok(()),
        _ => Err(Failure::about(Code::CertificateMismatch, certificate.subject().to_string())),
    }
}
