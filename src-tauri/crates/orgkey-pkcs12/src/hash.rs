use crate::oids::{self, Oid};
use openssl::{error::ErrorStack, hash::MessageDigest, pkey::PKey, sign::Signer};
use sha2::digest::{Digest, core_api::BlockSizeUser};
use zeroize::Zeroizing;

/// The hash functions that PKCS#12 files use, alone and in HMAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

use Hash::{Sha1, Sha224, Sha256, Sha384, Sha512};

/// Hash, its own identifier, that of its HMAC, and its name.
const TABLE: &[(Hash, Oid, Oid, &str)] = &[
    (Sha1, oids::SHA1, oids::HMAC_SHA1, "SHA-1"),
    (Sha224, oids::SHA224, oids::HMAC_SHA224, "SHA-224"),
    (Sha256, oids::SHA256, oids::HMAC_SHA256, "SHA-256"),
    (Sha384, oids::SHA384, oids::HMAC_SHA384, "SHA-384"),
    (Sha512, oids::SHA512, oids::HMAC_SHA512, "SHA-512"),
];

/// What a key of the derivation of RFC 7292 appendix B is for.
#[derive(Debug, Clone, Copy)]
pub enum Purpose {
    Key = 1,
    Vector = 2,
    Mac = 3,
}

impl Hash {
    pub fn by_oid(oid: &[u64]) -> Option<Self> {
        TABLE.iter().find(|row| row.1 == oid).map(|row| row.0)
    }

    pub fn by_hmac_oid(oid: &[u64]) -> Option<Self> {
        TABLE.iter().find(|row| row.2 == oid).map(|row| row.0)
    }

    pub fn oid(self) -> Oid {
        self.row().1
    }

    pub fn hmac_oid(self) -> Oid {
        self.row().2
    }

    pub fn name(self) -> &'static str {
        self.row().3
    }

    fn row(self) -> &'static (Self, Oid, Oid, &'static str) {
        TABLE.iter().find(|row| row.0 == self).unwrap_or(&TABLE[0])
    }

    fn openssl(self) -> MessageDigest {
        match self {
            Sha1 => MessageDigest::sha1(),
            Sha224 => MessageDigest::sha224(),
            Sha256 => MessageDigest::sha256(),
            Sha384 => MessageDigest::sha384(),
            Sha512 => MessageDigest::sha512(),
        }
    }

    /// Length of its values, in bytes.
    pub fn size(self) -> usize {
        self.openssl().size()
    }

    pub fn hmac(self, key: &[u8], data: &[u8]) -> Result<Vec<u8>, ErrorStack> {
        let key = PKey::hmac(key)?;
        Signer::new(self.openssl(), &key)?.sign_oneshot_to_vec(data)
    }

    /// PBKDF2 with this hash in HMAC (RFC 8018 section 5.2).
    pub fn pbkdf2(
        self,
        password: &[u8],
        salt: &[u8],
        rounds: u64,
        size: usize,
    ) -> Result<Zeroizing<Vec<u8>>, ErrorStack> {
        let mut key = Zeroizing::new(vec![0; size]);
        let rounds = usize::try_from(rounds).unwrap_or(usize::MAX);
        openssl::pkcs5::pbkdf2_hmac(password, salt, rounds, self.openssl(), &mut key)?;
        Ok(key)
    }

    /// The derivation of RFC 7292 appendix B.2, which OpenSSL has but its Rust crate does not show.
    pub fn derive(
        self,
        purpose: Purpose,
        password: &[u8],
        salt: &[u8],
        rounds: u64,
        size: usize,
    ) -> Zeroizing<Vec<u8>> {
        let derive = match self {
            Sha1 => derive_with::<sha1::Sha1>,
            Sha224 => derive_with::<sha2::Sha224>,
            Sha256 => derive_with::<sha2::Sha256>,
            Sha384 => derive_with::<sha2::Sha384>,
            Sha512 => derive_with::<sha2::Sha512>,
        };
        derive(purpose, password, salt, rounds, size)
    }
}

fn derive_with<D: Digest + BlockSizeUser>(
    purpose: Purpose,
    password: &[u8],
    salt: &[u8],
    rounds: u64,
    size: usize,
) -> Zeroizing<Vec<u8>> {
    let block = D::block_size();
    let diversifier = vec![purpose as u8; block];
    let mut input = Zeroizing::new(filled(salt, block));
    input.extend_from_slice(&Zeroizing::new(filled(password, block)));
    let mut derived = Zeroizing::new(Vec::with_capacity(size + <D as Digest>::output_size()));
    while derived.len() < size {
        let mut hash = D::new().chain_update(&diversifier).chain_update(&*input).finalize();
        for _ in 1..rounds {
            hash = D::digest(&hash);
        }
        derived.extend_from_slice(&hash);
        let step: Vec<u8> = hash.iter().copied().cycle().take(block).collect();
        input.chunks_mut(block).for_each(|chunk| add_one_more(chunk, &step));
    }
    derived.truncate(size);
    derived
}

/// Repeated to the next multiple of the block; nothing stays nothing.
fn filled(bytes: &[u8], block: usize) -> Vec<u8> {
    bytes.iter().copied().cycle().take(bytes.len().next_multiple_of(block)).collect()
}

/// `chunk + step + 1`, modulo its length, as numbers with the most significant byte first.
fn add_one_more(chunk: &mut [u8], step: &[u8]) {
    let mut carry = 1_u16;
    for (byte, add) in chunk.iter_mut().zip(step).rev() {
        let sum = u16::from(*byte) + u16::from(*add) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of the PKCS12KDF self-test that OpenSSL ships (providers/fips and test/recipes/30-test_evp_data).
    #[test]
    fn keys_are_derived_as_openssl_derives_them() {
        let password = "\u{0}s\u{0}m\u{0}e\u{0}g\u{0}\u{0}".as_bytes();
        let rows: [(Purpose, &str, u64, &str); 3] = [
            (Purpose::Key, "0a58cf64530d823f", 1, "8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3"),
            (Purpose::Vector, "0a58cf64530d823f", 1, "79993dfe048d3b76"),
            (Purpose::Mac, "3d83c0e4546ac140", 1, "8d967d88f6caa9d714800ab3d48051d63f73a312"),
        ];
        for (purpose, salt, rounds, expected) in rows {
            let (salt, expected) = (hex(salt), hex(expected));
            let derived = Hash::Sha1.derive(purpose, password, &salt, rounds, expected.len());
            assert_eq!(*derived, expected, "{purpose:?}");
        }
    }

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }
}
