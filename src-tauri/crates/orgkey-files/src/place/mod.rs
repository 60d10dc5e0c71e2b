//! A name inside a folder. On Unix the folder is held open and every step goes through that handle, so that a folder
//! swapped for a symbolic link between two steps leads nowhere.

#[cfg(unix)]
mod unix;
#[cfg(unix)]
pub(crate) use unix::{Folder, same_file};

#[cfg(not(unix))]
mod other;
#[cfg(not(unix))]
pub(crate) use other::{Folder, same_file};

use orgkey_types::{Code, Failure, Outcome};
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

/// What stands under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Nothing,
    File,
    SomethingElse,
}

/// The folder and the name of a target, apart.
pub(crate) fn split(target: &Path) -> Outcome<(PathBuf, OsString)> {
    let name = target.file_name().ok_or_else(|| Failure::about(Code::NotAFile, target.display()))?;
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    Ok((folder, name.to_owned()))
}
