use orgkey_openpgp::Contents;
use orgkey_types::{Outcome, Secret, Timestamp};
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
    pub contents: Contents,
}

/// Tells what is in a file, without a vault and without a passphrase.
///
/// # Errors
/// What the file system says, and `not-open-pgp`, `file-damaged`, `file-truncated`, `too-complex`,
/// `version-unsupported`.
pub fn inspect_file(file: &Path, now: Timestamp) -> Outcome<InspectedFile> {
    let bytes = read_key_file(file)?;
    Ok(InspectedFile {
        file_name: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        bytes: bytes.len() as u64,
        sha256: orgkey_files::sha256(&bytes),
        contents: orgkey_openpgp::inspect(&bytes, now)?,
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
/// What the file system says.
pub fn read_passphrase_file(file: &Path, limit: u64) -> Outcome<Secret> {
    orgkey_files::read_secret(file, limit)
}
