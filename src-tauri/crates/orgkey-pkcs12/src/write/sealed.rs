use super::{algorithm, write_oid};
use crate::{cipher::Cipher, hash::Hash, oids};
use openssl::{error::ErrorStack, rand::rand_bytes, symm};
use yasna::{DERWriter, Tag};

/// Something encrypted by PBES2 with AES-256-CBC and PBKDF2 with HMAC-SHA-256.
pub(super) struct Sealed {
    salt: [u8; 16],
    vector: [u8; 16],
    rounds: u32,
    text: Vec<u8>,
}

impl Sealed {
    pub(super) fn new(plain: &[u8], password: &str, rounds: u32) -> Result<Self, ErrorStack> {
        let (mut salt, mut vector) = ([0; 16], [0; 16]);
        rand_bytes(&mut salt)?;
        rand_bytes(&mut vector)?;
        let key = Hash::Sha256.pbkdf2(password.as_bytes(), &salt, rounds.into(), Cipher::Aes256.key_bytes())?;
        let text = symm::encrypt(symm::Cipher::aes_256_cbc(), &key, Some(&vector), plain)?;
        Ok(Self { salt, vector, rounds, text })
    }

    fn algorithm(&self, writer: DERWriter) {
        writer.write_sequence(|writer| {
            write_oid(writer.next(), oids::PBES2);
            writer.next().write_sequence(|writer| {
                pbkdf2(writer.next(), &self.salt, self.rounds, None);
                writer.next().write_sequence(|writer| {
                    write_oid(writer.next(), oids::AES_256_CBC);
                    writer.next().write_bytes(&self.vector);
                });
            });
        });
    }

    /// `EncryptedPrivateKeyInfo` (RFC 5958 section 3).
    pub(super) fn pkcs8(&self, writer: DERWriter) {
        writer.write_sequence(|writer| {
            self.algorithm(writer.next());
            writer.next().write_bytes(&self.text);
        });
    }

    /// `ContentInfo` of the kind encrypted data (RFC 5652 section 8).
    pub(super) fn encrypted_data(&self, writer: DERWriter) {
        writer.write_sequence(|writer| {
            write_oid(writer.next(), oids::ENCRYPTED_DATA);
            writer.next().write_tagged(Tag::context(0), |writer| {
                writer.write_sequence(|writer| {
                    writer.next().write_u8(0);
                    writer.next().write_sequence(|writer| {
                        write_oid(writer.next(), oids::DATA);
                        self.algorithm(writer.next());
                        let text = |writer: DERWriter| writer.write_bytes(&self.text);
                        writer.next().write_tagged_implicit(Tag::context(0), text);
                    });
                });
            });
        });
    }
}

/// `AlgorithmIdentifier` of PBKDF2 with HMAC-SHA-256 (RFC 8018 appendix A.2).
pub(super) fn pbkdf2(writer: DERWriter, salt: &[u8], rounds: u32, key_bytes: Option<u8>) {
    writer.write_sequence(|writer| {
        write_oid(writer.next(), oids::PBKDF2);
        writer.next().write_sequence(|writer| {
            writer.next().write_bytes(salt);
            writer.next().write_u32(rounds);
            if let Some(bytes) = key_bytes {
                writer.next().write_u8(bytes);
            }
            algorithm(writer.next(), Hash::Sha256.hmac_oid());
        });
    });
}
