//! What lies in the files of an import, whatever they are called: PFX, PEM, DER and P7B in any mix.

use orgkey_pkcs12::{Inspection, OpenPolicy};
use orgkey_types::{Code, Failure, Outcome, Passphrase};
use orgkey_x509::{Certificate, Found, PrivateKey, Request, RevocationList};

/// A file that was read with [`crate::read_key_file`].
#[derive(Clone, Copy)]
pub struct CaFile<'a> {
    /// Its name, for the preview and the audit log.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// What is in one file, as far as it can be told.
#[derive(Debug)]
pub struct ImportedFile {
    /// File name.
    pub file_name: String,
    /// `pkcs12`, `certificate`, `private-key`, `request` or `revocation-list`, in the order of the file.
    pub kinds: Vec<&'static str>,
    /// A PKCS#12 file, from its outside.
    pub pkcs12: Option<Inspection>,
}

/// How the files are read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) passphrase: Option<&'a Passphrase>,
    pub(crate) accept_missing_mac: bool,
}

/// Everything in all files.
#[derive(Default)]
pub(crate) struct Gathered {
    pub(crate) files: Vec<ImportedFile>,
    pub(crate) keys: Vec<PrivateKey>,
    /// With the friendlyName of a PKCS#12 file.
    pub(crate) certificates: Vec<(Certificate, Option<String>)>,
    pub(crate) lists: Vec<RevocationList>,
    pub(crate) requests: Vec<Request>,
    /// Something could not be opened without a passphrase.
    pub(crate) sealed: bool,
    /// Bags of a PKCS#12 file that this program has no use for.
    pub(crate) other_bags: usize,
}

impl Gathered {
    /// # Errors
    /// [`Code::InvalidArgument`] without a file; what a file turned out to be; [`Code::WrongPassphrase`].
    pub(crate) fn from(files: &[CaFile<'_>], reading: Reading<'_>) -> Outcome<Self> {
        if files.is_empty() {
            return Err(Failure::about(Code::InvalidArgument, "file"));
        }
        let mut gathered = Self::default();
        for file in files {
            let told = gathered.take(file.name, file.bytes, reading)?;
            gathered.files.push(told);
        }
        Ok(gathered)
    }

    fn take(&mut self, name: &str, bytes: &[u8], reading: Reading<'_>) -> Outcome<ImportedFile> {
        let mut told = ImportedFile { file_name: name.to_owned(), kinds: Vec::new(), pkcs12: None };
        if orgkey_pkcs12::begins_as_pkcs12(bytes) {
            self.take_pkcs12(bytes, reading, &mut told)?;
            return Ok(told);
        }
        for found in orgkey_x509::read_any(bytes)? {
            match found {
                Found::Certificate(certificate) => {
                    told.kinds.push("certificate");
                    self.add(certificate, None);
                }
                Found::Request(request) => {
                    told.kinds.push("request");
                    self.requests.push(request);
                }
                Found::RevocationList(list) => {
                    told.kinds.push("revocation-list");
                    self.lists.push(list);
                }
                Found::PrivateKey(key) if key.encrypted() && reading.passphrase.is_none() => {
                    told.kinds.push("private-key");
                    self.sealed = true;
                }
                Found::PrivateKey(key) => {
                    told.kinds.push("private-key");
                    self.add_key(key.open(reading.passphrase)?);
                }
                Found::Pkcs12(bytes) => self.take_pkcs12(&bytes, reading, &mut told)?,
            }
        }
        Ok(told)
    }

    /// The outside is looked at first: what is too expensive or has no MAC is refused before a password is asked for.
    fn take_pkcs12(&mut self, bytes: &[u8], reading: Reading<'_>, told: &mut ImportedFile) -> Outcome<()> {
        let inspection = orgkey_pkcs12::inspect(bytes)?;
        told.kinds.push("pkcs12");
        if inspection.mac.is_none() && !reading.accept_missing_mac {
            return Err(Failure::about(Code::MacMissing, &told.file_name));
        }
        told.pkcs12 = Some(inspection);
        let Some(passphrase) = reading.passphrase else {
            self.sealed = true;
            return Ok(());
        };
        let policy = OpenPolicy { accept_missing_mac: reading.accept_missing_mac };
        let opened = orgkey_pkcs12::open(bytes, passphrase, policy)?;
        for key in &opened.keys {
            self.add_key(PrivateKey::from_pkcs8(&key.pkcs8)?);
        }
        for certificate in opened.certificates {
            self.add(Certificate::from_der(&certificate.der)?, certificate.friendly_name);
        }
        self.other_bags += opened.other_bags;
        Ok(())
    }

    fn add(&mut self, certificate: Certificate, friendly_name: Option<String>) {
        if !self.certificates.iter().any(|(known, _)| *known == certificate) {
            self.certificates.push((certificate, friendly_name));
        }
    }

    fn add_key(&mut self, key: PrivateKey) {
        if !self.keys.iter().any(|known| known.public().same_as(key.public())) {
            self.keys.push(key);
        }
    }

    /// All certificates without their names.
    pub(crate) fn all(&self) -> Vec<Certificate> {
        self.certificates.iter().map(|(certificate, _)| certificate.clone()).collect()
    }
}
