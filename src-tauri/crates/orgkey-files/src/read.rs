use crate::{medium::too_large, os};
use orgkey_types::{Code, Failure, Outcome, Secret};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Read},
    path::Path,
};
use zeroize::Zeroizing;

/// A whole regular file of at most `limit` bytes. Symbolic links are followed, as the administrator chose the path;
/// pipes, sockets and devices are refused without being opened, as opening alone can act or block.
///
/// # Errors
/// [`Code::FileNotFound`], [`Code::NotAFile`], [`Code::FileTooLarge`] (before anything is read),
/// [`Code::FileUnreadable`], [`Code::MediumFailed`].
pub fn read_bounded(path: &Path, limit: u64) -> Outcome<Vec<u8>> {
    let file = open_regular(path)?;
    let length = bounded_length(&file, path, limit)?;
    whole(file, path, length)
}

/// The same for content that must not stay behind in memory.
///
/// # Errors
/// As [`read_bounded`].
pub fn read_secret(path: &Path, limit: u64) -> Outcome<Secret> {
    let file = open_regular(path)?;
    let length = bounded_length(&file, path, limit)?;
    let mut bytes = Zeroizing::new(buffer(path, length)?);
    let read = fill(file, &mut bytes).map_err(os::reading(path))?;
    if read as u64 > length {
        return Err(changed(path));
    }
    bytes.truncate(read);
    Ok(Secret::new(std::mem::take(&mut *bytes)))
}

/// A regular file, open for reading: for what is read piece by piece. Under the rules of [`read_bounded`].
///
/// # Errors
/// [`Code::FileNotFound`], [`Code::NotAFile`], [`Code::FileUnreadable`].
pub fn open_regular(path: &Path) -> Outcome<File> {
    expect_regular(path)?;
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits() as i32);
    }
    options.open(path).map_err(os::reading(path))
}

pub(crate) fn expect_regular(path: &Path) -> Outcome<()> {
    let found = fs::metadata(path).map_err(os::reading(path))?;
    if found.is_file() { Ok(()) } else { Err(Failure::about(Code::NotAFile, path.display())) }
}

/// The length of an open regular file that fits the limit.
pub(crate) fn bounded_length(file: &File, path: &Path, limit: u64) -> Outcome<u64> {
    let found = file.metadata().map_err(os::reading(path))?;
    if !found.is_file() {
        return Err(Failure::about(Code::NotAFile, path.display()));
    }
    if found.len() > limit { Err(too_large(path)) } else { Ok(found.len()) }
}

/// Exactly the bytes that the file had when it was opened. One that grows meanwhile is refused rather than cut.
pub(crate) fn whole(file: File, path: &Path, length: u64) -> Outcome<Vec<u8>> {
    let mut bytes = buffer(path, length)?;
    let read = fill(file, &mut bytes).map_err(os::reading(path))?;
    if read as u64 > length {
        return Err(changed(path));
    }
    bytes.truncate(read);
    Ok(bytes)
}

/// One byte more than the length, to notice growth; allocated at once, so that no reallocation leaves a copy.
fn buffer(path: &Path, length: u64) -> Outcome<Vec<u8>> {
    let room = usize::try_from(length).ok().and_then(|length| length.checked_add(1)).ok_or_else(|| too_large(path))?;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(room).map_err(|_| too_large(path))?;
    bytes.resize(room, 0);
    Ok(bytes)
}

fn fill(mut file: File, mut room: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while !room.is_empty() {
        match file.read(room) {
            Ok(0) => break,
            Ok(count) => {
                filled += count;
                room = room.get_mut(count..).unwrap_or_default();
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn changed(path: &Path) -> Failure {
    Failure::about(Code::FileUnreadable, path.display()).because("the file grew while it was read")
}
