//! Who signs with an open key: OpenSSL itself, with a key that stays as it was made ready, where one key signs for a
//! million users. Sequoia keeps secrets encrypted in memory and makes OpenSSL's key anew for each signature, which
//! takes an Ed25519 key longer than the signature; the process that signs cannot be looked into (`process::harden` of
//! the programs), and OpenSSL wipes what it frees.

use crate::{crt, eddsa};
use openpgp::{
    crypto::{KeyPair, Signer, mpi},
    packet::{Key, key},
    types::HashAlgorithm,
};
use openssl::pkey::{PKey, Private};
use sequoia_openpgp as openpgp;

type Public = Key<key::PublicParts, key::UnspecifiedRole>;
pub(crate) type Open = Key<key::SecretParts, key::PrimaryRole>;

/// OpenSSL where the key is RSA or Ed25519, Sequoia for everything else. A copy shares the key.
#[derive(Clone)]
pub(crate) enum Maker {
    Rsa { public: Public, private: PKey<Private> },
    Ed25519 { public: Public, private: PKey<Private> },
    Other(KeyPair),
}

impl Maker {
    /// # Errors
    /// What Sequoia or OpenSSL says about an open secret key.
    pub fn new(primary: Open) -> openpgp::Result<Self> {
        let (rsa, ed25519) = (crt::private_key(&primary).transpose()?, eddsa::private_key(&primary).transpose()?);
        let public = || primary.clone().parts_into_public().role_into_unspecified();
        match (rsa, ed25519) {
            (Some(private), _) => Ok(Self::Rsa { public: public(), private }),
            (_, Some(private)) => Ok(Self::Ed25519 { public: public(), private }),
            _ => Ok(Self::Other(primary.into_keypair()?)),
        }
    }
}

impl Signer for Maker {
    fn public(&self) -> &Public {
        match self {
            Self::Rsa { public, .. } | Self::Ed25519 { public, .. } => public,
            Self::Other(pair) => pair.public(),
        }
    }

    fn sign(&mut self, hash: HashAlgorithm, digest: &[u8]) -> openpgp::Result<mpi::Signature> {
        match self {
            Self::Rsa { private, .. } => crt::sign(private, hash, digest),
            Self::Ed25519 { public, private } => eddsa::sign(public.pk_algo(), private, digest),
            Self::Other(pair) => pair.sign(hash, digest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openpgp::packet::key::{Key4, Key6, PrimaryRole, SecretParts};

    /// Neither PKCS#1 v1.5 nor Ed25519 has randomness in it: two signers of one key must agree to the last bit.
    #[test]
    fn a_signature_of_openssl_alone_is_the_one_that_sequoia_makes() {
        let keys: [Open; 4] = [
            Key4::<SecretParts, PrimaryRole>::generate_rsa(2048).unwrap().into(),
            Key4::<SecretParts, PrimaryRole>::generate_ecc(true, openpgp::types::Curve::Ed25519).unwrap().into(),
            Key4::<SecretParts, PrimaryRole>::generate_ed25519().unwrap().into(),
            Key6::<SecretParts, PrimaryRole>::generate_ed25519().unwrap().into(),
        ];
        for key in keys {
            let mut slow = key.clone().into_keypair().unwrap();
            let mut fast = Maker::new(key).unwrap();
            assert!(!matches!(fast, Maker::Other(_)));
            assert_eq!(fast.public().fingerprint(), slow.public().fingerprint());
            let hashes = [(HashAlgorithm::SHA256, 32), (HashAlgorithm::SHA384, 48), (HashAlgorithm::SHA512, 64)];
            for (hash, length) in hashes {
                let digest = vec![7; length];
                assert_eq!(fast.sign(hash, &digest).unwrap(), slow.sign(hash, &digest).unwrap(), "{hash:?}");
            }
            if matches!(fast, Maker::Rsa { .. }) {
                assert!(fast.sign(HashAlgorithm::SHA1, &[7; 20]).is_err());
            }
        }
    }

    #[test]
    fn a_secret_with_leading_zeros_signs_as_any_other() {
        for _ in 0..600 {
            let key: Open =
                Key4::<SecretParts, PrimaryRole>::generate_ecc(true, openpgp::types::Curve::Ed25519).unwrap().into();
            let mut slow = key.clone().into_keypair().unwrap();
            assert_eq!(
                Maker::new(key).unwrap().sign(HashAlgorithm::SHA512, &[7; 64]).unwrap(),
                slow.sign(HashAlgorithm::SHA512, &[7; 64]).unwrap()
            );
        }
    }
}
