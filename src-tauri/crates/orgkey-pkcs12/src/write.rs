use crate::{
    cipher::Cipher,
    hash::{Hash, Purpose},
    legacy,
    oids::{self, Oid},
    password::Spellings,
};
use openssl::{error::ErrorStack, rand::rand_bytes, symm};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Secret};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use yasna::{DERWriter, Tag, models::ObjectIdentifier};
use zeroize::Zeroizing;

/// How a PKCS#12 file is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "CaPreset"))]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// AES-256 and PBKDF2 with HMAC-SHA-256, SHA-256 MAC.
    Modern,
    /// RC2-40, 3DES and SHA-1: what Certificate Server 2.21 and its contemporaries read.
    Legacy,
    /// The same as modern with PBMAC1 (RFC 9879).
    Fips,
}

impl Preset {
    /// All of them, the first choice first.
    pub const ALL: [Self; 3] = [Self::Modern, Self::Legacy, Self::Fips];

    /// As on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Modern => "modern",
            Self::Legacy => "legacy",
            Self::Fips => "fips",
        }
    }
}

impl fmt::Display for Preset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Preset {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        let found = Self::ALL.into_iter().find(|preset| preset.name() == text);
        found.ok_or_else(|| Failure::about(Code::InvalidArgument, "preset"))
    }
}

/// What goes into a file.
#[derive(Debug)]
pub struct Contents<'a> {
    /// PKCS#8, DER.
    pub key: &'a Secret,
    /// Shown by programs beside the key.
    pub key_name: &'a str,
    /// That of the key first, then its chain.
    pub certificates: &'a [NamedCertificate<'a>],
}

/// A certificate with what PKCS#12 says beside it.
#[derive(Debug, Clone, Copy)]
pub struct NamedCertificate<'a> {
    /// As it goes into the file.
    pub der: &'a [u8],
    /// Shown by programs beside it.
    pub friendly_name: Option<&'a str>,
    /// Whether it certifies the key: such certificates and the key get one localKeyID.
    pub matches_key: bool,
}

impl Contents<'_> {
    /// SHA-1 of the first certificate of the key, as OpenSSL and NSS have it; only ever compared with its like.
    pub(crate) fn local_key_id(&self) -> Vec<u8> {
        let first = self.certificates.iter().find(|certificate| certificate.matches_key);
        openssl::sha::sha1(first.map_or(self.key_name.as_bytes(), |certificate| certificate.der)).to_vec()
    }
}

/// Rounds of each derivation of the presets modern and FIPS; the floor that is advised for PBKDF2 with SHA-256.
pub const ROUNDS: u32 = 600_000;

/// Writes a file: the key shrouded, the certificates encrypted, a MAC over both.
///
/// # Errors
/// [`Code::InvalidArgument`] without a certificate, or for a password with a NUL inside; [`Code::Internal`] when the random source fails.
pub fn write(contents: &Contents, preset: Preset, password: &Passphrase) -> Outcome<Vec<u8>> {
    write_with(contents, preset, password, ROUNDS)
}

/// With a number of rounds: tests that open files a thousand times choose few.
pub(crate) fn write_with(contents: &Contents, preset: Preset, password: &Passphrase, rounds: u32) -> Outcome<Vec<u8>> {
    if contents.certificates.is_empty() {
        return Err(Failure::about(Code::InvalidArgument, "certificates"));
    }
    // Programs in C end it there, and HMAC does not tell a key from the same with zeros after it.
    if password.expose().contains('\0') {
        return Err(Failure::about(Code::InvalidArgument, "password"));
    }
    let file = match preset {
        Preset::Legacy => {
            legacy::file(contents, password.expose()).ok_or_else(|| "the random source failed".to_owned())
        }
        Preset::Modern | Preset::Fips => {
            file(contents, preset, password.expose(), rounds).map_err(|error| error.to_string())
        }
    };
    file.map_err(|cause| Failure::from(Code::Internal).because(cause))
}

fn file(contents: &Contents, preset: Preset, password: &str, rounds: u32) -> Result<Vec<u8>, ErrorStack> {
    let id = contents.local_key_id();
    let key = Sealed::new(contents.key.expose(), password, rounds)?;
    let certificates = Sealed::new(&certificate_bags(contents, &id), password, rounds)?;
    let keys = yasna::construct_der(|writer| {
        writer.write_sequence_of(|writer| {
            bag(writer.next(), oids::SHROUDED_KEY_BAG, Some(contents.key_name), Some(&id), |writer| key.pkcs8(writer));
        });
    });
    let safes = yasna::construct_der(|writer| {
        writer.write_sequence_of(|writer| {
            certificates.encrypted_data(writer.next());
            data(writer.next(), &keys);
        });
    });
    let mac = MacWriter::new(preset, password, rounds, &safes)?;
    Ok(yasna::construct_der(|writer| {
        writer.write_sequence(|writer| {
            writer.next().write_u8(3);
            data(writer.next(), &safes);
            mac.write(writer.next());
        });
    }))
}

fn certificate_bags(contents: &Contents, id: &[u8]) -> Vec<u8> {
    yasna::construct_der(|writer| {
        writer.write_sequence_of(|writer| {
            for certificate in contents.certificates {
                let id = certificate.matches_key.then_some(id);
                bag(writer.next(), oids::CERTIFICATE_BAG, certificate.friendly_name, id, |writer| {
                    writer.write_sequence(|writer| {
                        write_oid(writer.next(), oids::X509_CERTIFICATE);
                        writer.next().write_tagged(Tag::context(0), |writer| writer.write_bytes(certificate.der));
                    });
                });
            }
        });
    })
}

fn bag(writer: DERWriter, kind: Oid, name: Option<&str>, id: Option<&[u8]>, value: impl FnOnce(DERWriter)) {
    writer.write_sequence(|writer| {
        write_oid(writer.next(), kind);
        writer.next().write_tagged(Tag::context(0), value);
        if name.is_none() && id.is_none() {
            return;
        }
        writer.next().write_set_of(|writer| {
            if let Some(name) = name {
                attribute(writer.next(), oids::FRIENDLY_NAME, |writer| writer.write_bmp_string(name));
            }
            if let Some(id) = id {
                attribute(writer.next(), oids::LOCAL_KEY_ID, |writer| writer.write_bytes(id));
            }
        });
    });
}

fn attribute(writer: DERWriter, kind: Oid, value: impl FnOnce(DERWriter)) {
    writer.write_sequence(|writer| {
        write_oid(writer.next(), kind);
        writer.next().write_set_of(|writer| value(writer.next()));
    });
}

/// `ContentInfo` of the kind data.
fn data(writer: DERWriter, content: &[u8]) {
    writer.write_sequence(|writer| {
        write_oid(writer.next(), oids::DATA);
        writer.next().write_tagged(Tag::context(0), |writer| writer.write_bytes(content));
    });
}

fn write_oid(writer: DERWriter, oid: Oid) {
    writer.write_oid(&ObjectIdentifier::from_slice(oid));
}

/// Something encrypted by PBES2 with AES-256-CBC and PBKDF2 with HMAC-SHA-256.
struct Sealed {
    salt: [u8; 16],
    vector: [u8; 16],
    rounds: u32,
    text: Vec<u8>,
}

impl Sealed {
    fn new(plain: &[u8], password: &str, rounds: u32) -> Result<Self, ErrorStack> {
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
    fn pkcs8(&self, writer: DERWriter) {
        writer.write_sequence(|writer| {
            self.algorithm(writer.next());
            writer.next().write_bytes(&self.text);
        });
    }

    /// `ContentInfo` of the kind encrypted data (RFC 5652 section 8).
    fn encrypted_data(&self, writer: DERWriter) {
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

fn pbkdf2(writer: DERWriter, salt: &[u8], rounds: u32, key_bytes: Option<u8>) {
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

/// An algorithm whose parameters are NULL.
fn algorithm(writer: DERWriter, oid: Oid) {
    writer.write_sequence(|writer| {
        write_oid(writer.next(), oid);
        writer.next().write_null();
    });
}

/// `MacData` with SHA-256, classic or PBMAC1.
struct MacWriter {
    pbmac1: bool,
    salt: [u8; 16],
    rounds: u32,
    digest: Vec<u8>,
}

/// Length of the MAC key of the preset FIPS, in bytes.
const MAC_KEY: u8 = 32;

impl MacWriter {
    fn new(preset: Preset, password: &str, rounds: u32, content: &[u8]) -> Result<Self, ErrorStack> {
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

    fn write(&self, writer: DERWriter) {
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
