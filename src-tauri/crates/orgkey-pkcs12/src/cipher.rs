use crate::oids::{self, Oid};
use cbc::cipher::{
    BlockDecryptMut, InnerIvInit, KeyInit, StreamCipher, block_padding::Pkcs7, generic_array::GenericArray,
};
use openssl::symm;
use zeroize::Zeroizing;

/// What contents and keys are encrypted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cipher {
    Aes128,
    Aes192,
    Aes256,
    /// Triple DES with three keys, or with two.
    Des3,
    Des2,
    /// RC2 with that many effective bits.
    Rc2(u16),
    /// RC4 with that many bits.
    Rc4(u16),
}

/// Ciphers of the classic PKCS#12 derivation (RFC 7292 appendix C).
pub const CLASSIC: &[(Oid, Cipher)] = &[
    (oids::PBE_RC4_128, Cipher::Rc4(128)),
    (oids::PBE_RC4_40, Cipher::Rc4(40)),
    (oids::PBE_DES_3, Cipher::Des3),
    (oids::PBE_DES_2, Cipher::Des2),
    (oids::PBE_RC2_128, Cipher::Rc2(128)),
    (oids::PBE_RC2_40, Cipher::Rc2(40)),
];

/// Ciphers of PBES2 (RFC 8018 appendix B.2) whose only parameter is the initial vector.
pub const PBES2: &[(Oid, Cipher)] = &[
    (oids::AES_128_CBC, Cipher::Aes128),
    (oids::AES_192_CBC, Cipher::Aes192),
    (oids::AES_256_CBC, Cipher::Aes256),
    (oids::DES_EDE3_CBC, Cipher::Des3),
];

impl Cipher {
    pub fn name(self) -> String {
        match self {
            Self::Aes128 => "AES-128-CBC".into(),
            Self::Aes192 => "AES-192-CBC".into(),
            Self::Aes256 => "AES-256-CBC".into(),
            Self::Des3 => "3DES-CBC".into(),
            Self::Des2 => "3DES-CBC with two keys".into(),
            Self::Rc2(bits) => format!("RC2-{bits}-CBC"),
            Self::Rc4(bits) => format!("RC4-{bits}"),
        }
    }

    /// NSS before 3.31 wrote AES with keys of 32 bytes under the identifier of AES-128: the length tells the truth.
    pub fn with_key_of(self, bytes: Option<i64>) -> Self {
        match (self, bytes) {
            (Self::Aes128 | Self::Aes192, Some(32)) => Self::Aes256,
            _ => self,
        }
    }

    pub fn key_bytes(self) -> usize {
        match self {
            Self::Aes128 | Self::Des2 => 16,
            Self::Aes192 | Self::Des3 => 24,
            Self::Aes256 => 32,
            Self::Rc2(bits) | Self::Rc4(bits) => usize::from(bits) / 8,
        }
    }

    /// Length of the initial vector, in bytes.
    pub fn vector_bytes(self) -> usize {
        match self {
            Self::Aes128 | Self::Aes192 | Self::Aes256 => 16,
            Self::Des3 | Self::Des2 | Self::Rc2(_) => 8,
            Self::Rc4(_) => 0,
        }
    }

    /// None where key and text do not fit: a wrong password, or damage.
    pub fn decrypt(self, key: &[u8], vector: &[u8], text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        if vector.len() != self.vector_bytes() || key.len() != self.key_bytes() {
            return None;
        }
        let plain = match self {
            Self::Aes128 => symm::decrypt(symm::Cipher::aes_128_cbc(), key, Some(vector), text).ok(),
            Self::Aes192 => symm::decrypt(symm::Cipher::aes_192_cbc(), key, Some(vector), text).ok(),
            Self::Aes256 => symm::decrypt(symm::Cipher::aes_256_cbc(), key, Some(vector), text).ok(),
            Self::Des3 => symm::decrypt(symm::Cipher::des_ede3_cbc(), key, Some(vector), text).ok(),
            Self::Des2 => {
                let three = Zeroizing::new([key, key.get(..8)?].concat());
                symm::decrypt(symm::Cipher::des_ede3_cbc(), &three, Some(vector), text).ok()
            }
            Self::Rc2(bits) => rc2(bits, key, vector, text),
            Self::Rc4(_) => rc4(key, text),
        };
        plain.map(Zeroizing::new)
    }
}

/// OpenSSL keeps RC2 and RC4 in a provider that a process has to load for all its users; these two do not need it.
fn rc2(bits: u16, key: &[u8], vector: &[u8], text: &[u8]) -> Option<Vec<u8>> {
    let cipher = rc2::Rc2::new_with_eff_key_len(key, usize::from(bits));
    let decryptor = cbc::Decryptor::<rc2::Rc2>::inner_iv_slice_init(cipher, vector).ok()?;
    decryptor.decrypt_padded_vec_mut::<Pkcs7>(text).ok()
}

fn rc4(key: &[u8], text: &[u8]) -> Option<Vec<u8>> {
    let mut plain = text.to_vec();
    match key.len() {
        16 => rc4::Rc4::<rc4::consts::U16>::new(GenericArray::from_slice(key)).apply_keystream(&mut plain),
        5 => rc4::Rc4::<rc4::consts::U5>::new(GenericArray::from_slice(key)).apply_keystream(&mut plain),
        _ => return None,
    }
    Some(plain)
}
