use super::{archive::digest, contents::BackupHeader};
use orgkey_openpgp::{START, comments, recipients};
use orgkey_types::{Code, Failure, Outcome};
use std::{io::Read, path::Path};

/// A server backup, from its outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectedBackup {
    /// File name.
    pub file_name: String,
    /// Length, in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// What stands in front of the message. Only opening it proves that.
    pub header: BackupHeader,
    /// Key IDs or fingerprints that open it.
    pub recipients: Vec<String>,
}

/// Tells from the file alone which key generation opens a backup, whose it is and when it was made: without a vault,
/// a key or a passphrase. None where the file is something else.
///
/// # Errors
/// What the medium says; [`Code::BackupNewer`], [`Code::BackupDamaged`] about the header.
pub fn inspect_backup(file: &Path) -> Outcome<Option<InspectedBackup>> {
    let Some((header, recipients)) = head(file)? else { return Ok(None) };
    let (bytes, sha256) = digest(orgkey_files::open_uncached(file)?, &mut |_| Ok(()))?;
    let file_name = crate::target::file_name(file);
    Ok(Some(InspectedBackup { file_name, bytes, sha256, header, recipients }))
}

/// # Errors
/// As [`inspect_backup`].
pub(super) fn head(file: &Path) -> Outcome<Option<(BackupHeader, Vec<String>)>> {
    let mut start = Vec::new();
    let read = orgkey_files::open_regular(file)?.take(START).read_to_end(&mut start);
    read.map_err(|error| Failure::about(Code::FileUnreadable, file.display()).because(error))?;
    let header = BackupHeader::read(&comments(&start))?;
    Ok(header.map(|header| (header, recipients(&start))))
}

/// The header of what must be a backup.
///
/// # Errors
/// As [`inspect_backup`]; [`Code::NotABackup`].
pub(super) fn header_of(file: &Path) -> Outcome<BackupHeader> {
    head(file)?
        .map(|(header, _)| header)
        .ok_or_else(|| Failure::about(Code::NotABackup, crate::target::file_name(file)))
}
