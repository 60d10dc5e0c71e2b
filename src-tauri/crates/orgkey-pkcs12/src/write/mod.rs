mod mac;
mod sealed;

use crate::{
    Preset, legacy,
    oids::{self, Oid},
};
use mac::MacWriter;
use openssl::error::ErrorStack;
use orgkey_types::{Code, Failure, Outcome, Passphrase, Secret};
use sealed::Sealed;
use yasna::{DERWriter, Tag, models::ObjectIdentifier};

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
pub(crate) const ROUNDS: u32 = 600_000;

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

/// An algorithm whose parameters are NULL.
fn algorithm(writer: DERWriter, oid: Oid) {
    writer.write_sequence(|writer| {
        write_oid(writer.next(), oid);
        writer.next().write_null();
    });
}
