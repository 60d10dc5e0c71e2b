//! Reading what the medium holds rather than what the page cache remembers.

use crate::{
    os,
    place::{Folder, split},
    read,
};
use orgkey_types::{Code, Failure, Outcome};
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{self, ErrorKind, Read},
    path::Path,
};

/// Alignment of direct reads: a multiple of every sector and page size in use.
const ALIGNMENT: usize = 4096;

/// The bytes of a file as its medium returns them.
///
/// The promise has a limit. On Linux the file is synced, dropped from the page cache and read with `O_DIRECT`; a file
/// system without direct reads (tmpfs, some FUSE and network ones) is read through the emptied cache; on other systems
/// only syncing is asked for. The cache inside the device cannot be reached from here: only pulling the medium out and
/// putting it back in does that.
///
/// # Errors
/// [`Code::FileTooLarge`] over `limit` bytes, [`Code::NotAFile`], [`Code::FileNotFound`], [`Code::MediumFailed`].
pub fn read_back(path: &Path, limit: u64) -> Outcome<Vec<u8>> {
    read::expect_regular(path)?;
    let (folder, name) = split(path)?;
    let folder = Folder::open(&folder).map_err(os::reading(&folder))?;
    read(path, limit, |direct| if direct { folder.reopen_direct(&name) } else { folder.reopen(&name) })
}

/// Opens a file to be read piece by piece, of any length. The cache of the system is emptied first, but not gone around.
///
/// # Errors
/// [`Code::NotAFile`], [`Code::FileNotFound`], [`Code::FileUnreadable`].
pub fn open_uncached(path: &Path) -> Outcome<File> {
    let file = read::open_regular(path)?;
    forget(&file);
    Ok(file)
}

/// `open` is asked for a direct handle first, and for an ordinary one where that fails.
pub(crate) fn read(path: &Path, limit: u64, open: impl Fn(bool) -> io::Result<File>) -> Outcome<Vec<u8>> {
    let cached = open(false).map_err(os::reading(path))?;
    let length = read::bounded_length(&cached, path, limit)?;
    forget(&cached);
    if let Ok(direct) = open(true) {
        match read_direct(direct, length) {
            Ok(bytes) => return Ok(bytes),
            Err(error) if error.kind() == ErrorKind::InvalidInput => {}
            Err(error) => return Err(os::reading(path)(error)),
        }
    }
    read::whole(cached, path, length)
}

/// Cached pages are dropped only when they are clean, so the data is synced first. Both are best effort: the read that
/// follows is what counts.
pub(crate) fn forget(file: &File) {
    let _ = file.sync_all();
    #[cfg(target_os = "linux")]
    let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
}

/// The digest of a file that may be larger than memory. Its pages are dropped from the cache first, and it is read the
/// ordinary way: direct reads are left to [`read`].
pub(crate) fn digest(path: &Path, mut file: File) -> Outcome<String> {
    forget(&file);
    let mut digest = Sha256::new();
    let mut piece = vec![0u8; 16 * ALIGNMENT];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(hex::encode(digest.finalize())),
            Ok(count) => digest.update(piece.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(os::reading(path)(error)),
        }
    }
}

fn read_direct(mut file: File, length: u64) -> io::Result<Vec<u8>> {
    let length = usize::try_from(length).map_err(|_| ErrorKind::FileTooLarge)?;
    let room = length.div_ceil(ALIGNMENT).max(1) * ALIGNMENT;
    let mut buffer = vec![0u8; room + ALIGNMENT];
    let start = buffer.as_ptr().align_offset(ALIGNMENT).min(ALIGNMENT);
    let mut filled = 0;
    while filled < length {
        let window = buffer.get_mut(start + filled..start + room).ok_or(ErrorKind::InvalidInput)?;
        match file.read(window) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            // A short read in the middle would make the next one unaligned: the ordinary way takes over.
            Ok(count) if filled + count < length && count % ALIGNMENT != 0 => {
                return Err(ErrorKind::InvalidInput.into());
            }
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    buffer.copy_within(start..start + length, 0);
    buffer.truncate(length);
    Ok(buffer)
}

pub(crate) fn too_large(path: &Path) -> Failure {
    Failure::about(Code::FileTooLarge, path.display())
}
