//! The archive inside a message: how it is written, and how it is read by somebody who does not trust it yet.

use super::contents::{BackupManifest, DATABASE, KEYS, MANIFEST};
use orgkey_openpgp::failure_of;
use orgkey_types::{Code, Failure, Outcome, Secret, Timestamp};
use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};
use tar::{Builder, EntryType, Header};
use zeroize::Zeroizing;

/// Largest manifest, in bytes: a hundred thousand CAs.
const LARGEST_MANIFEST: u64 = 32 << 20;
const LARGEST_KEYS: u64 = 4_096;
const PIECE: usize = 1 << 20;

/// An archive on its way into a message.
pub(super) struct Packing<'a> {
    builder: Builder<&'a mut dyn Write>,
    made: Timestamp,
}

impl<'a> Packing<'a> {
    pub(super) fn new(writer: &'a mut dyn Write, made: Timestamp) -> Self {
        Self { builder: Builder::new(writer), made }
    }

    pub(super) fn add(&mut self, name: &str, content: &[u8]) -> Outcome<()> {
        self.stream(name, content.len() as u64, content)
    }

    pub(super) fn stream(&mut self, name: &str, bytes: u64, content: impl Read) -> Outcome<()> {
        let mut header = Header::new_gnu();
        header.set_size(bytes);
        header.set_mode(0o600);
        header.set_mtime(u64::try_from(self.made.seconds()).unwrap_or_default());
        self.builder.append_data(&mut header, name, content).map_err(failure_of)
    }

    pub(super) fn finish(mut self) -> Outcome<()> {
        self.builder.finish().map_err(failure_of)
    }
}

/// What came out of a backup. Nothing of it is vouched for before the whole message was read.
pub(super) struct Unpacked {
    pub(super) manifest: BackupManifest,
    pub(super) keys: Secret,
}

/// Reads an archive to its end. The database goes to `database` in pieces; names other than the three that a restore
/// needs are passed over, and nothing is ever written under a name of the archive.
///
/// # Errors
/// [`Code::BackupDamaged`] about the part that is missing, too large or another one than the manifest says; what
/// reading says.
pub(super) fn unpack(reader: &mut dyn Read, database: &mut dyn FnMut(&[u8]) -> Outcome<()>) -> Outcome<Unpacked> {
    let mut archive = tar::Archive::new(reader);
    let (mut manifest, mut keys, mut found) = (None, None, None);
    // Raw: long names and pax headers would be taken into memory whole, and no name here is long.
    for entry in archive.entries().map_err(failure_of)?.raw(true) {
        let entry = entry.map_err(failure_of)?;
        if entry.header().entry_type() != EntryType::Regular {
            continue;
        }
        match entry.path_bytes().as_ref() {
            name if name == MANIFEST.as_bytes() => {
                manifest = Some(BackupManifest::read(&small(entry, MANIFEST, LARGEST_MANIFEST)?)?)
            }
            name if name == KEYS.as_bytes() => {
                keys = Some(Secret::new(std::mem::take(&mut *small(entry, KEYS, LARGEST_KEYS)?)))
            }
            name if name == DATABASE.as_bytes() => found = Some(large(entry, database)?),
            _ => {}
        }
    }
    let missing = |name: &str| Failure::about(Code::BackupDamaged, name);
    let manifest: BackupManifest = manifest.ok_or_else(|| missing(MANIFEST))?;
    let keys = keys.ok_or_else(|| missing(KEYS))?;
    let (bytes, sha256) = found.ok_or_else(|| missing(DATABASE))?;
    if bytes != manifest.database_bytes || sha256 != manifest.database_sha256 {
        return Err(missing(DATABASE));
    }
    Ok(Unpacked { manifest, keys })
}

fn small(entry: impl Read, name: &str, largest: u64) -> Outcome<Zeroizing<Vec<u8>>> {
    let mut content = Zeroizing::new(Vec::with_capacity(LARGEST_KEYS as usize));
    entry.take(largest + 1).read_to_end(&mut content).map_err(failure_of)?;
    if content.len() as u64 > largest { Err(Failure::about(Code::BackupDamaged, name)) } else { Ok(content) }
}

fn large(mut entry: impl Read, database: &mut dyn FnMut(&[u8]) -> Outcome<()>) -> Outcome<(u64, String)> {
    let (mut piece, mut digest, mut bytes) = (vec![0; PIECE], Sha256::new(), 0u64);
    loop {
        match entry.read(&mut piece) {
            Ok(0) => return Ok((bytes, hex::encode(digest.finalize()))),
            Ok(count) => {
                let read = piece.get(..count).unwrap_or_default();
                digest.update(read);
                bytes += count as u64;
                database(read)?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(failure_of(error)),
        }
    }
}

/// SHA-256 and length of what a reader gives.
pub(crate) fn digest(reader: impl Read, passed: &mut dyn FnMut(u64) -> Outcome<()>) -> Outcome<(u64, String)> {
    let mut all = 0u64;
    large(reader, &mut |piece| {
        all += piece.len() as u64;
        passed(all)
    })
}

/// A reader that tells how far it is, and that ends with what the one who watches says.
pub(super) struct Watched<'a, R> {
    pub(super) reader: R,
    pub(super) done: u64,
    pub(super) passed: &'a dyn Fn(u64) -> Outcome<()>,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(room)?;
        self.done += count as u64;
        (self.passed)(self.done).map_err(io::Error::other)?;
        Ok(count)
    }
}
