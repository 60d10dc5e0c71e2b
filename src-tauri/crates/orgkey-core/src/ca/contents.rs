//! What the file of an export holds: as a backup everything of the CA; else one certificate, and as P7B those above it.

use super::{certificates::CaCertificates, format::CertificateFormat, issued::issued, list::Ca};
use orgkey_pkcs12::NamedCertificate;
use orgkey_types::{Code, Failure, Outcome};
use orgkey_vault::{CertificateRole, Vault};
use orgkey_x509::{Certificate, Serial};
use serde::Serialize;

/// Which certificate leaves without the private key. Serial numbers are hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateChoice<'a> {
    /// One of the CA itself.
    Own {
        /// What it is to the CA.
        role: CertificateRole,
        /// Its serial number. Without one it is, of several, the nearest above the CA or else the newest.
        serial: Option<&'a str>,
    },
    /// One that the CA has issued, also one that is revoked or over.
    Issued {
        /// Its serial number.
        serial: &'a str,
    },
}

/// What a thing in the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "CaFileEntryKind"))]
#[serde(rename_all = "kebab-case")]
pub enum FileEntryKind {
    /// The private key.
    PrivateKey,
    /// The Self-Signed Certificate.
    SelfSigned,
    /// The Public Key Certificate.
    PublicKey,
    /// Of a CA above it, or another that the CA needs.
    Chain,
    /// Leads from another CA to this one.
    Cross,
    /// An earlier certificate of the CA.
    Former,
    /// One that the CA has issued.
    Issued,
}

/// One thing in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// What it is.
    pub kind: FileEntryKind,
    /// Its friendlyName in a PKCS#12 file.
    pub friendly_name: Option<String>,
    /// Subject of a certificate, algorithm of a key.
    pub text: String,
    /// The certificate.
    pub certificate: Option<Certificate>,
}

/// The certificate that the key's programs look for first, then the other, then those above.
pub(super) fn of_backup(ca: &Ca, certificates: &CaCertificates) -> Vec<FileEntry> {
    let name = &ca.stored.name;
    let key = FileEntry {
        kind: FileEntryKind::PrivateKey,
        friendly_name: Some(name.clone()),
        text: ca.stored.identity.key_algorithm.clone(),
        certificate: None,
    };
    let mut contents = vec![key];
    if let Some(certificate) = &certificates.public_key {
        contents.push(entry(FileEntryKind::PublicKey, certificate, Some(format!("{name} - Public Key Certificate"))));
    }
    let second = certificates.self_signed.iter().filter(|second| Some(*second) != certificates.public_key.as_ref());
    for certificate in second {
        contents.push(entry(FileEntryKind::SelfSigned, certificate, Some(format!("{name} - Self-Signed Certificate"))));
    }
    for certificate in certificates.chain.iter().chain(&certificates.cross) {
        contents.push(entry(FileEntryKind::Chain, certificate, certificate.subject().common_name()));
    }
    contents
}

/// The certificate alone, or with those above it as P7B.
pub(super) fn of_certificate(
    vault: &Vault,
    (ca, certificates): (&Ca, &CaCertificates),
    which: CertificateChoice<'_>,
    format: CertificateFormat,
) -> Outcome<Vec<FileEntry>> {
    let (first, above) = match which {
        CertificateChoice::Own { role, serial } => {
            let certificate = own(ca, certificates, role, serial)?;
            (entry(kind(role), certificate, None), above(certificate, certificates))
        }
        CertificateChoice::Issued { serial } => {
            (entry(FileEntryKind::Issued, &issued(vault, ca, serial)?, None), above_issued(certificates))
        }
    };
    let above = above.iter().filter(|_| format == CertificateFormat::P7b);
    Ok([first].into_iter().chain(above.map(|one| entry(FileEntryKind::Chain, one, None))).collect())
}

fn own<'a>(
    ca: &Ca,
    certificates: &'a CaCertificates,
    role: CertificateRole,
    serial: Option<&str>,
) -> Outcome<&'a Certificate> {
    let number = serial.map(|serial| serial.trim().parse::<Serial>()).transpose()?;
    let fits = |one: &&Certificate| number.as_ref().is_none_or(|number| one.serial() == number);
    let found = certificates.of_role(role).into_iter().find(fits);
    found.ok_or_else(|| match (serial, role) {
        (Some(serial), _) => Failure::about(Code::CertificateMissing, serial),
        (None, CertificateRole::SelfSigned | CertificateRole::PublicKey) => {
            Failure::about(Code::CaAwaitsCertificate, &ca.stored.name)
        }
        (None, role) => Failure::about(Code::CertificateMissing, role.name()),
    })
}

fn kind(role: CertificateRole) -> FileEntryKind {
    match role {
        CertificateRole::SelfSigned => FileEntryKind::SelfSigned,
        CertificateRole::PublicKey => FileEntryKind::PublicKey,
        CertificateRole::Chain => FileEntryKind::Chain,
        CertificateRole::Cross => FileEntryKind::Cross,
        CertificateRole::Former => FileEntryKind::Former,
    }
}

/// What leads from a certificate of the CA to its trust anchor, without the certificate itself.
fn above(certificate: &Certificate, certificates: &CaCertificates) -> Vec<Certificate> {
    let candidates: Vec<Certificate> = certificates.all().cloned().collect();
    let whole = orgkey_x509::chain(certificate, &candidates).unwrap_or_default();
    whole.into_iter().filter(|one| one != certificate).collect()
}

/// What leads from an issued certificate to the trust anchor: first the one that the CA issues with. A search from the
/// issued one would be content with the Self-Signed Certificate of a subordinate CA.
pub(crate) fn above_issued(certificates: &CaCertificates) -> Vec<Certificate> {
    let own = certificates.issuing();
    own.into_iter().flat_map(|own| [vec![own.clone()], above(own, certificates)].concat()).collect()
}

fn entry(kind: FileEntryKind, certificate: &Certificate, friendly_name: Option<String>) -> FileEntry {
    let (text, certificate) = (certificate.subject().to_string(), Some(certificate.clone()));
    FileEntry { kind, friendly_name, text, certificate }
}

/// A certificate as a PKCS#12 file names it.
pub(crate) fn named(entry: &FileEntry) -> Option<NamedCertificate<'_>> {
    entry.certificate.as_ref().map(|certificate| NamedCertificate {
        der: certificate.der(),
        friendly_name: entry.friendly_name.as_deref(),
        matches_key: entry.kind != FileEntryKind::Chain,
    })
}
