//! What an Organization Key signs with, bare, for OpenSSL alone.

use crate::{
    Done, now,
    raw::{self, Worked},
    told,
};
use openssl::{
    error::ErrorStack,
    hash::MessageDigest,
    pkey::{PKey, Private},
    rand::rand_bytes,
};
use orgkey_core::Vault;
use orgkey_openpgp::{Keypair, bare_private};
use orgkey_types::{Algorithm, Secret};

/// What is hashed of a user for a certification has about this many octets: primary key, user ID, and the beginning of the
/// signature (RFC 9580 §5.2.4).
const HASHED: [u8; 190] = [7; 190];
/// SHA-512, over which Ed25519, Ed448 and ML-DSA sign.
const DIGEST: [u8; 64] = [7; 64];
/// Octets of the seed of ML-DSA (FIPS 204), and what stands before it in PKCS#8 (RFC 9881 §6) but for the parameter set,
/// the last octet of the object identifier.
const SEED: usize = 32;
const BEFORE_ALGORITHM: &[u8] = &[0x30, 0x34, 2, 1, 0, 0x30, 0x0b, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3];
const BEFORE_SEED: &[u8] = &[4, 0x22, 0x80, SEED as u8];
const ML_DSA_65: u8 = 18;
const ML_DSA_87: u8 = 19;

/// The keys that one signature takes, as PKCS#8: two where it has two halves.
pub struct Primitive {
    keys: Vec<Secret>,
}

impl Primitive {
    /// The vault's own key; of a post-quantum one, which no frame holds as a whole, others of the same kinds.
    pub fn of(vault: &Vault, algorithm: Algorithm) -> Done<Self> {
        let other = |key: Result<PKey<Private>, ErrorStack>| Done::Ok(Secret::new(key?.private_key_to_pkcs8()?));
        let keys = match algorithm {
            Algorithm::MlDsa65Ed25519 => vec![ml_dsa(ML_DSA_65)?, other(PKey::generate_ed25519())?],
            Algorithm::MlDsa87Ed448 => vec![ml_dsa(ML_DSA_87)?, other(PKey::generate_ed448())?],
            _ => vec![own(vault)?],
        };
        Ok(Self { keys })
    }

    /// What so many threads sign for certifications, each with a copy of its own.
    pub fn certifications(&self, threads: usize) -> Done<Worked> {
        raw::work(threads, || {
            let keys = self.open()?;
            Ok(move || keys.iter().try_for_each(certify))
        })
    }

    /// Each thread's own copy.
    pub fn open(&self) -> Result<Vec<PKey<Private>>, ErrorStack> {
        self.keys.iter().map(|key| PKey::private_key_from_pkcs8(key.expose())).collect()
    }
}

fn certify(key: &PKey<Private>) -> Result<(), ErrorStack> {
    // Those that are told of a digest hash what the others are handed hashed.
    raw::sign(key, MessageDigest::sha512(), if raw::hashes(key) { &HASHED } else { &DIGEST })
}

fn own(vault: &Vault) -> Done<Secret> {
    let row = vault.active_organization_key().map_err(told)?.ok_or("no Organization Key")?;
    let secrets = vault.organization_key_secrets(&row.id).map_err(told)?;
    let keypair = Keypair::from_parts(row.public, secrets, now()?).map_err(told)?;
    bare_private(&keypair, &row.summary.fingerprint).map_err(told)
}

fn ml_dsa(parameters: u8) -> Done<Secret> {
    let mut seed = [0; SEED];
    rand_bytes(&mut seed)?;
    Ok(Secret::new([BEFORE_ALGORITHM, &[parameters], BEFORE_SEED, &seed].concat()))
}
