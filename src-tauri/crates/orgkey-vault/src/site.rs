//! The folder in which a vault is built, beside the place that it will have.

use crate::{keys::new_id, layout, unfinished};
use orgkey_files::{LockedFile, Overwrite, PrivateFile, create_private_dir, move_folder, remove_folder};
use orgkey_types::{Code, Failure, Outcome};
use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

/// Dropped, it goes with everything in it.
pub(crate) struct Site {
    pub(crate) path: PathBuf,
    lock: Option<LockedFile>,
    moved: bool,
}

fn parent_of(folder: &Path) -> String {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).display().to_string()
}

/// How often another creation may come between the making of the folder and its lock.
const TRIES: u32 = 16;

impl Site {
    /// Clears what earlier attempts left, and makes a new folder that is locked and says whose it is.
    pub(crate) fn begin(folder: &Path) -> Outcome<Self> {
        let name = folder.file_name().ok_or_else(|| Failure::about(Code::InvalidArgument, folder.display()))?;
        let mut prefix = name.to_os_string();
        prefix.push(".part-");
        let parent = match folder.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        unfinished::sweep_sites(parent, &prefix.to_string_lossy());
        for _ in 0..TRIES {
            if let Some(site) = Self::make(folder, &prefix)? {
                return Ok(site);
            }
        }
        Err(Failure::about(Code::FileUnwritable, folder.display()))
    }

    /// `None`: another creation took the new folder for an abandoned one before it was locked.
    fn make(folder: &Path, prefix: &OsString) -> Outcome<Option<Self>> {
        let random = new_id()?;
        let mut name = prefix.clone();
        name.push(random.get(..8).unwrap_or(&random));
        let path = folder.with_file_name(&name);
        // The folder beside is of no name to anybody: what cannot be entered is the one that it would lie in.
        create_private_dir(&path).map_err(|failure| Failure { subject: Some(parent_of(folder)), ..failure })?;
        let lock = match LockedFile::take(&layout::writer_lock(&path)) {
            Err(failure) if failure.code == Code::FileNotFound => return Ok(None),
            lock => lock.inspect_err(|_| drop(fs::remove_dir(&path)))?,
        };
        if lock.is_none() || !layout::writer_lock(&path).exists() {
            return Ok(None);
        }
        let site = Self { path, lock, moved: false };
        let mut mark = PrivateFile::create(&layout::unfinished(&site.path), Overwrite::Refuse)?;
        mark.write(name.to_string_lossy().as_bytes())?;
        mark.commit()?;
        Ok(Some(site))
    }

    /// Gives the vault its place, and says where it was. On Windows the lock is given back first, because no folder
    /// moves in which a file is open: there another creation may take the folder away in between, and this one fails.
    pub(crate) fn move_to(mut self, folder: &Path) -> Outcome<PathBuf> {
        #[cfg(not(unix))]
        drop(self.lock.take());
        if folder.is_dir() {
            fs::remove_dir(folder)
                .map_err(|error| Failure::about(Code::VaultExists, folder.display()).because(error))?;
        }
        move_folder(&self.path, folder).map_err(|failure| match failure.code {
            Code::FileExists => Failure { code: Code::VaultExists, ..failure },
            _ => failure,
        })?;
        self.moved = true;
        Ok(self.path.clone())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if !self.moved {
            self.lock = None;
            let _ = remove_folder(&self.path);
        }
    }
}
