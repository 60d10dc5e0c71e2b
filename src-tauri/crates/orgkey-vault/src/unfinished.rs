//! Folders that a process which ended in the middle has left. Only what this program provably made goes: the exact
//! name, and in it nothing but what it puts there. In doubt a folder stays; it is only in the way.

use crate::layout;
use orgkey_files::{LockedFile, is_part, read_bounded};
use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

/// What a vault in the making holds, besides parts of files. The lock and the mark go last: without them nobody would
/// know the rest again.
const NAMES: &[&str] = &[
    "vault.db",
    "vault.db-wal",
    "vault.db-shm",
    "vault.db-journal",
    "keyslots.json",
    "keyslots.copy.json",
    "generations",
    "unfinished",
    "writer.lock",
];
const LARGEST_MARK: u64 = 4096;

/// Removes the folders in which earlier attempts to make a vault ended: the prefix, and eight hexadecimal digits.
pub(crate) fn sweep_sites(parent: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let random = name.to_str().and_then(|name| name.strip_prefix(prefix));
        if random.is_some_and(|random| is_hex(random, 8)) && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            // Absent on purpose: an error. A folder that stays is only in the way.
            let _ = remove_site(&entry.path(), &name);
        }
    }
}

/// The lock is held until the folder is empty: whoever is just making it finds either the lock or no folder.
fn remove_site(site: &Path, name: &OsStr) -> io::Result<()> {
    // A process that ended at once has left an empty folder.
    if fs::remove_dir(site).is_ok() {
        return Ok(());
    }
    let path = layout::writer_lock(site);
    let empty = path.symlink_metadata()?.is_file() && path.symlink_metadata()?.len() == 0;
    let Some(_lock) = LockedFile::take_existing(&path).ok().flatten().filter(|_| empty) else { return Ok(()) };
    let marked =
        read_bounded(&layout::unfinished(site), LARGEST_MARK).is_ok_and(|mark| mark == name.as_encoded_bytes());
    // Before the mark there is nothing but the lock and a part of the mark.
    let known: &[&str] = if marked { NAMES } else { &["writer.lock"] };
    remove_if_known(site, known)
}

/// Removes a folder whose every entry is known, and else nothing of it.
pub(crate) fn remove_if_known(folder: &Path, known: &[&str]) -> io::Result<()> {
    let found = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    let place = |path: &PathBuf| known.iter().position(|name| path.file_name() == Some(OsStr::new(name)));
    let ours = |path: &PathBuf| path.file_name().is_some_and(is_part) || place(path).is_some();
    if !found.iter().all(|path| ours(path) && is_plain(path)) {
        return Ok(());
    }
    let mut found = found;
    found.sort_by_key(|path| place(path).map_or(0, |place| place + 1));
    for path in &found {
        if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) }?;
    }
    fs::remove_dir(folder)
}

/// A file, or an empty folder.
fn is_plain(path: &Path) -> bool {
    let empty = || fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
    path.symlink_metadata().is_ok_and(|found| found.is_file() || (found.is_dir() && empty()))
}

pub(crate) fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
