use crate::{
    os,
    place::{Folder, split},
    private::is_part,
};
use orgkey_types::{Code, Outcome};
use std::{ffi::OsStr, fs, io::ErrorKind, path::Path};

/// Creates a folder that only its owner can enter (mode 0700), and makes its name durable.
///
/// # Errors
/// [`Code::FileExists`], [`Code::FileNotFound`] without its parent, [`Code::FileUnwritable`], [`Code::DiskFull`].
pub fn create_private_dir(path: &Path) -> Outcome<()> {
    #[cfg_attr(not(unix), expect(unused_mut))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(os::writing(path))?;
    sync_folder(&split(path)?.0)
}

/// Makes the names inside a folder durable.
///
/// # Errors
/// [`Code::MediumFailed`] and their like.
pub fn sync_folder(path: &Path) -> Outcome<()> {
    Folder::open(path).and_then(|folder| folder.sync()).map_err(os::writing(path))
}

/// Renames a folder beside itself, never over something, and makes that durable.
///
/// # Errors
/// [`Code::FileExists`] when the name is taken; [`Code::Internal`] when both are not in one folder.
pub fn move_folder(from: &Path, to: &Path) -> Outcome<()> {
    let ((folder, old), (other, new)) = (split(from)?, split(to)?);
    if folder != other {
        return Err(Code::Internal.into());
    }
    let folder = Folder::open(&folder).map_err(os::writing(to))?;
    folder.rename_new(&old, &new).and_then(|()| folder.sync()).map_err(os::writing(to))
}

/// Renames a file over another one in the same folder, and makes that durable. For files that somebody else has written,
/// as a database does; what this crate writes gets its name from [`crate::PrivateFile::commit`].
///
/// # Errors
/// [`Code::Internal`] when both are not in one folder; [`Code::FileUnwritable`] and their like.
pub fn replace_file(from: &Path, to: &Path) -> Outcome<()> {
    let ((folder, new), (other, name)) = (split(from)?, split(to)?);
    if folder != other {
        return Err(Code::Internal.into());
    }
    let folder = Folder::open(&folder).map_err(os::writing(to))?;
    folder.rename_over(&new, &name).and_then(|()| folder.sync()).map_err(os::writing(to))
}

/// Removes a folder with everything in it. Symbolic links inside are removed, not followed.
///
/// # Errors
/// [`Code::FileUnwritable`] and their like; a folder that is not there is no error.
pub fn remove_folder(path: &Path) -> Outcome<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other.map_err(os::writing(path)),
    }
}

/// Takes a file back that was committed and did not pass its proof.
///
/// # Errors
/// [`Code::FileNotFound`], [`Code::FileUnwritable`], [`Code::MediumFailed`].
pub fn withdraw(path: &Path) -> Outcome<()> {
    let (folder, name) = split(path)?;
    let folder = Folder::open(&folder).map_err(os::writing(path))?;
    folder.remove(&name).and_then(|()| folder.sync()).map_err(os::writing(path))
}

/// Removes parts that dead processes left in a folder, and says how many. A part whose process lives is locked and
/// stays.
///
/// # Errors
/// When the folder cannot be listed. A part that cannot be removed is left for the next time.
pub fn sweep_leftovers(folder: &Path) -> Outcome<u32> {
    sweep(folder, |_| true)
}

/// The same for the parts whose name is `wanted`.
pub(crate) fn sweep(folder: &Path, wanted: impl Fn(&OsStr) -> bool) -> Outcome<u32> {
    let mut removed = 0;
    for entry in fs::read_dir(folder).map_err(os::reading(folder))? {
        let entry = entry.map_err(os::reading(folder))?;
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && is_part(&entry.file_name()) && wanted(&entry.file_name()) && remove_abandoned(&entry.path()) {
            removed += 1;
        }
    }
    Ok(removed)
}

/// The lock is held until the name is gone: whoever has just created the part finds either the lock or no name.
fn remove_abandoned(part: &Path) -> bool {
    let Ok(file) = fs::File::open(part) else { return false };
    file.try_lock().is_ok() && fs::remove_file(part).is_ok()
}

/// Whether other users of this machine may do anything with this file or folder (mode bits 077). Always `false` where
/// there are no such bits.
///
/// # Errors
/// [`Code::FileNotFound`], [`Code::FileUnreadable`].
pub fn exposed(path: &Path) -> Outcome<bool> {
    let found = fs::metadata(path).map_err(os::reading(path))?;
    #[cfg(unix)]
    return Ok(std::os::unix::fs::MetadataExt::mode(&found) & 0o077 != 0);
    #[cfg(not(unix))]
    {
        let _ = found;
        return Ok(false);
    }
}
