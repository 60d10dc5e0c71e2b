use super::{algorithm, sealed::pbkdf2, write_oid};
use crate::{
    Preset,
    hash::{Hash, Purpose},
    oids,
    password::Spellings,
};
use openssl::{error::ErrorStack, rand::rand_bytes};
use yasna::DERWriter;
use zeroize::Zeroizing;

/// Length of the MAC key of the preset FIPS, in bytes.
const MAC_KEY: u8 = 32;

/// `MacData` with SHA-256, classic or PBMAC1.
pub(super) struct MacWriter {
    pbmac1: bool,
    salt: [u8; 16],
    rounds: u32,
    digest: Vec<u8>,
}

impl MacWriter {
    pub(super) fn new(preset: Preset, password: &str, rounds: u32, content: &[u8]) -> Result<Self, ErrorStack> {
        let (hash, pbmac1) = (Hash::Sha256, preset == Preset::Fips);
        let mut salt = [0; 16];
        rand_bytes(&mut salt)?;
        let key: Zeroizing<Vec<u8>> = if pbmac1 {
            hash.pbkdf2(password.as_bytes(), &salt, rounds.into(), MAC_KEY.into())?
        } else {
            hash.derive(Purpose::Mac, &Spellings::classic_form(password), &salt, rounds.into(), hash.size())
        };
        Ok(Self { pbmac1, salt, rounds, digest: hash.hmac(&key, content)? })
    }

    pub(super) fn write(&self, writer: DERWriter) {
        writer.write_sequence(|writer| {
            writer.next().write_sequence(|writer| {
                if self.pbmac1 {
                    self.pbmac1(writer.next());
                } else {
                    algorithm(writer.next(), Hash::Sha256.oid());
                }
                writer.next().write_bytes(&self.digest);
            });
            // Beside PBMAC1 these mean nothing, but the structure has them (RFC 9879 section 4).
            writer.next().write_bytes(&self.salt);
            writer.next().write_u32(if self.pbmac1 { 1 } else { self.rounds });
        });
    }

    fn pbmac1(&self, writer: DERWriter) {
        writer.write_sequence(|writer| {
            write_oid(writer.next(), oids::PBMAC1);
            writer.next().write_sequence(|writer| {
                pbkdf2(writer.next(), &self.salt, self.rounds, Some(MAC_KEY));
                algorithm(writer.next(), Hash::Sha256.hmac_oid());
            });
        });
    }
}
