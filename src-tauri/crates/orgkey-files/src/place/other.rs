use super::Standing;
use std::{
    ffi::OsStr,
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// A folder by its path: elsewhere than on Unix files get their protection from the folder's access list.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        if fs::metadata(path)?.is_dir() { Ok(Self(path.to_owned())) } else { Err(io::ErrorKind::NotADirectory.into()) }
    }

    pub(crate) fn create(&self, name: &OsStr) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create_new(true).open(self.0.join(name))
    }

    pub(crate) fn reopen(&self, name: &OsStr) -> io::Result<File> {
        File::open(self.0.join(name))
    }

    pub(crate) fn reopen_direct(&self, _name: &OsStr) -> io::Result<File> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(crate) fn standing(&self, name: &OsStr) -> io::Result<Standing> {
        match fs::symlink_metadata(self.0.join(name)) {
            Ok(found) if found.is_file() => Ok(Standing::File),
            Ok(_) => Ok(Standing::SomethingElse),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Standing::Nothing),
            Err(error) => Err(error),
        }
    }

    pub(crate) fn rename_over(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))
    }

    pub(crate) fn rename_new(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        if self.standing(to)? == Standing::Nothing && fs::hard_link(self.0.join(from), self.0.join(to)).is_ok() {
            return self.remove(from);
        }
        match self.standing(to)? {
            Standing::Nothing => self.rename_over(from, to),
            _ => Err(io::ErrorKind::AlreadyExists.into()),
        }
    }

    pub(crate) fn remove(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    pub(crate) fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}

pub(crate) fn same_file(one: &File, other: &File) -> io::Result<bool> {
    Ok(one.metadata()?.len() == other.metadata()?.len())
}
