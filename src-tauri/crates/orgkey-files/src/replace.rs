use crate::{Overwrite, PrivateFile, read_bounded};
use orgkey_types::{Code, Outcome};
use std::path::Path;

/// The largest file that is kept as its own predecessor.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Replaces the content of `path` and keeps what was there under `previous`. After a crash at any point `path` is
/// wholly the old or wholly the new content, and `previous` is whole or absent.
///
/// # Errors
/// As [`PrivateFile`]; `path` is then unchanged.
pub fn replace_keeping_previous(path: &Path, previous: &Path, bytes: &[u8]) -> Outcome<()> {
    // The new content is on the medium before anything is touched: a full disk changes nothing.
    let mut next = PrivateFile::create(path, Overwrite::Replace)?;
    next.write(bytes)?;
    match read_bounded(path, LARGEST) {
        Ok(old) => {
            let mut kept = PrivateFile::create(previous, Overwrite::Replace)?;
            kept.write(&old)?;
            kept.commit()?;
        }
        Err(failure) if failure.code == Code::FileNotFound => {}
        Err(failure) => return Err(failure),
    }
    next.commit().map(|_| ())
}
