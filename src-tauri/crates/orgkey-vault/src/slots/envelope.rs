//! A key sealed to somebody who is not there: to the public half of a slot, whose private half only that administrator's
//! passphrase opens. So rights can be changed and keys exchanged while the person is away.
//!
//! The shape is that of HPKE in its base mode (RFC 9180 §5.1.1) over DHKEM(X25519, HKDF-SHA256): an ephemeral key, one
//! agreement, one key derivation that binds both public keys and the context, one AEAD. It is not an instance of the RFC:
//! its AEAD is the vault's own XChaCha20-Poly1305, which has no number there, and the key derivation has no labels.
//! As with HPKE's base mode nobody learns from it who has sealed; that is what the signature over the whole file is for.
//!
//! Format: ephemeral public key (32 bytes), then what [`seal`] makes.

use crate::{
    encoding::Encoding,
    keys::{KEY_LENGTH, Key},
    seal,
};
use openssl::{
    derive::Deriver,
    error::ErrorStack,
    md::Md,
    pkey::{Id, PKey, Private, Public},
    pkey_ctx::PkeyCtx,
};
use orgkey_types::{Code, Failure, Outcome};
use zeroize::Zeroizing;

/// Ephemeral key 32, nonce 24, ciphertext 32, tag 16.
pub(super) const SEALED: usize = 104;

/// A new pair: the private half, and the public one.
pub(super) fn pair() -> Outcome<(Key, Vec<u8>)> {
    let private = Key::random()?;
    let public = of_private(&private).and_then(|key| key.raw_public_key()).map_err(fault)?;
    Ok((private, public))
}

/// # Errors
/// [`Code::Internal`] for bytes that are no public key.
pub(super) fn seal_to(public: &[u8], context: &[u8], key: &Key) -> Outcome<Vec<u8>> {
    let (ephemeral, mut sealed) = pair()?;
    let agreed = agreed(&ephemeral, public).and_then(|shared| derived(&shared, &sealed, public, context));
    sealed.extend(seal::seal(&agreed.map_err(fault)?, context, key.expose())?);
    Ok(sealed)
}

/// `None`: sealed to another key, in another context, or damaged.
pub(super) fn open_with(private: &Key, context: &[u8], sealed: &[u8]) -> Option<Key> {
    let (ephemeral, rest) = sealed.split_at_checked(KEY_LENGTH)?;
    let public = of_private(private).and_then(|key| key.raw_public_key()).ok()?;
    let shared = agreed(private, ephemeral).ok()?;
    let agreed = derived(&shared, ephemeral, &public, context).ok()?;
    seal::open(&agreed, context, rest).and_then(|key| Key::from_slice(key.expose()))
}

fn of_private(private: &Key) -> Result<PKey<Private>, ErrorStack> {
    PKey::private_key_from_raw_bytes(private.expose(), Id::X25519)
}

/// OpenSSL refuses an agreement that comes to zero (RFC 7748 §6.1).
fn agreed(private: &Key, public: &[u8]) -> Result<Zeroizing<Vec<u8>>, ErrorStack> {
    let (private, public) = (of_private(private)?, PKey::<Public>::public_key_from_raw_bytes(public, Id::X25519)?);
    let mut deriver = Deriver::new(&private)?;
    deriver.set_peer(&public)?;
    deriver.derive_to_vec().map(Zeroizing::new)
}

/// HKDF-SHA256 (RFC 5869).
fn derived(shared: &[u8], ephemeral: &[u8], public: &[u8], context: &[u8]) -> Result<Key, ErrorStack> {
    let info = Encoding::new("orgkey sealed to a slot 1").bytes(ephemeral).bytes(public).bytes(context).finish();
    let mut key = Key::empty();
    let mut hkdf = PkeyCtx::new_id(Id::HKDF)?;
    hkdf.derive_init()?;
    hkdf.set_hkdf_md(Md::sha256())?;
    hkdf.set_hkdf_key(shared)?;
    hkdf.add_hkdf_info(&info)?;
    hkdf.derive(Some(key.expose_mut()))?;
    Ok(key)
}

fn fault(error: ErrorStack) -> Failure {
    Failure::from(Code::Internal).because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_to_a_public_key_opens_with_its_private_half_in_its_context_alone() {
        let ((private, public), (other, _)) = (pair().unwrap(), pair().unwrap());
        let key = Key::random().unwrap();
        let sealed = seal_to(&public, b"context", &key).unwrap();
        assert_eq!(sealed.len(), SEALED);
        assert!(open_with(&private, b"context", &sealed).unwrap().expose() == key.expose());
        assert!(open_with(&other, b"context", &sealed).is_none());
        assert!(open_with(&private, b"another", &sealed).is_none());
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(open_with(&private, b"context", &flipped).is_none(), "bit {bit}");
        }
        for length in 0..sealed.len() {
            assert!(open_with(&private, b"context", &sealed[..length]).is_none(), "{length}");
        }
    }

    #[test]
    fn a_public_key_without_an_agreement_is_refused() {
        assert!(seal_to(&[0; 32], b"", &Key::random().unwrap()).is_err());
        assert!(seal_to(&[9; 31], b"", &Key::random().unwrap()).is_err());
    }
}
