use crate::{
    backup::{InspectedBackup, inspect_backup},
    ca::{CaFileContents, inspect as certificates},
};
use orgkey_openpgp::Contents;
use orgkey_types::{Code, Failure, Outcome, Secret, Timestamp};
use std::path::Path;

/// Key files are read up to this size, in bytes.
const LARGEST: u64 = 64 << 20;

/// What a file is.
pub struct InspectedFile {
    /// File name.
    pub file_name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// What is in it.
    pub contents: FileContents,
}

/// What is in a file.
pub enum FileContents {
    /// Keys, messages and signatures of OpenPGP.
    OpenPgp(Contents),
    /// Certificates, requests, revocation lists and keys of X.509; PKCS#12.
    X509(CaFileContents),
    /// A server backup, of any length, from its outside.
    ServerBackup(InspectedBackup),
}

impl InspectedFile {
    /// What OpenPGP there is.
    pub fn open_pgp(self) -> Option<Contents> {
        match self.contents {
            FileContents::OpenPgp(contents) => Some(contents),
            FileContents::X509(_) | FileContents::ServerBackup(_) => None,
        }
    }
}

/// Tells what is in a file, without a vault and without a passphrase.
///
/// # Errors
/// What the file system says, and `not-open-pgp`, `not-x509`, `file-damaged`, `file-truncated`, `too-complex`,
/// `too-expensive`, `version-unsupported`, `backup-newer`.
pub fn inspect_file(file: &Path, now: Timestamp) -> Outcome<InspectedFile> {
    if let Some(backup) = inspect_backup(file)? {
        let (file_name, bytes, sha256) = (backup.file_name.clone(), backup.bytes, backup.sha256.clone());
        return Ok(InspectedFile { file_name, bytes, sha256, contents: FileContents::ServerBackup(backup) });
    }
    let bytes = read_key_file(file)?;
    let contents = match certificates::is_of_certificates(&bytes) {
        true => FileContents::X509(certificates::inspect(&bytes)?),
        false => FileContents::OpenPgp(orgkey_openpgp::inspect(&bytes, now)?),
    };
    Ok(InspectedFile {
        file_name: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        bytes: bytes.len() as u64,
        sha256: orgkey_files::sha256(&bytes),
        contents,
    })
}

/// Reads a key file whole, with the bound that holds for all of them.
///
/// # Errors
/// What the file system says; `file-too-large` above 64 MiB; `not-a-file` for pipes, devices and folders.
pub fn read_key_file(file: &Path) -> Outcome<Vec<u8>> {
    orgkey_files::read_bounded(file, LARGEST)
}

/// Reads a file that holds a passphrase. Pipes are not read: standard input (`-`) is there for them.
///
/// # Errors
/// What the file system says; [`Code::PassphraseUnreadable`] above `limit` bytes.
pub fn read_passphrase_file(file: &Path, limit: u64) -> Outcome<Secret> {
    orgkey_files::read_secret(file, limit).map_err(|failure| match failure.code {
        Code::FileTooLarge => Failure { code: Code::PassphraseUnreadable, ..failure },
        _ => failure,
    })
}
