use super::Standing;
use rustix::{
    fs::{self, AtFlags, FileType, Mode, OFlags},
    io::Errno,
};
use std::{ffi::OsStr, fs::File, io, path::Path};

/// A folder held open.
pub(crate) struct Folder(File);

impl Folder {
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Self(fs::open(path, flags, Mode::empty())?.into()))
    }

    /// A new file that only its owner can touch, whatever the umask says.
    pub(crate) fn create(&self, name: &OsStr) -> io::Result<File> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(fs::openat(&self.0, name, flags, Mode::RUSR | Mode::WUSR)?.into())
    }

    pub(crate) fn reopen(&self, name: &OsStr) -> io::Result<File> {
        self.open_with(name, OFlags::empty())
    }

    /// Past the page cache, where the file system can.
    #[cfg(target_os = "linux")]
    pub(crate) fn reopen_direct(&self, name: &OsStr) -> io::Result<File> {
        self.open_with(name, OFlags::DIRECT)
    }

    #[cfg(not(target_os = "linux"))]
    pub(crate) fn reopen_direct(&self, _name: &OsStr) -> io::Result<File> {
        Err(Errno::OPNOTSUPP.into())
    }

    fn open_with(&self, name: &OsStr, more: OFlags) -> io::Result<File> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        Ok(fs::openat(&self.0, name, flags | more, Mode::empty())?.into())
    }

    pub(crate) fn standing(&self, name: &OsStr) -> io::Result<Standing> {
        match fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(found) if FileType::from_raw_mode(found.st_mode) == FileType::RegularFile => Ok(Standing::File),
            Ok(_) => Ok(Standing::SomethingElse),
            Err(Errno::NOENT) => Ok(Standing::Nothing),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) fn rename_over(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(fs::renameat(&self.0, from, &self.0, to)?)
    }

    /// Renames and never replaces. File systems without such a rename get a hard link instead; those without hard
    /// links (FAT) a look and a rename, which another program could slip in between.
    pub(crate) fn rename_new(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        match self.rename_exclusively(from, to) {
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {}
            other => return Ok(other?),
        }
        match fs::linkat(&self.0, from, &self.0, to, AtFlags::empty()) {
            Ok(()) => Ok(fs::unlinkat(&self.0, from, AtFlags::empty())?),
            Err(Errno::PERM | Errno::OPNOTSUPP | Errno::NOSYS | Errno::MLINK) => match self.standing(to)? {
                Standing::Nothing => self.rename_over(from, to),
                _ => Err(Errno::EXIST.into()),
            },
            Err(error) => Err(error.into()),
        }
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn rename_exclusively(&self, from: &OsStr, to: &OsStr) -> Result<(), Errno> {
        fs::renameat_with(&self.0, from, &self.0, to, fs::RenameFlags::NOREPLACE)
    }

    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    fn rename_exclusively(&self, _from: &OsStr, _to: &OsStr) -> Result<(), Errno> {
        Err(Errno::NOSYS)
    }

    pub(crate) fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(fs::unlinkat(&self.0, name, AtFlags::empty())?)
    }

    /// Makes names durable. File systems that cannot sync a folder keep their names with the data.
    pub(crate) fn sync(&self) -> io::Result<()> {
        match fs::fsync(&self.0) {
            Err(Errno::INVAL | Errno::OPNOTSUPP) => Ok(()),
            other => Ok(other?),
        }
    }
}

/// Whether two handles are one file.
pub(crate) fn same_file(one: &File, other: &File) -> io::Result<bool> {
    let (one, other) = (fs::fstat(one)?, fs::fstat(other)?);
    Ok((one.st_dev, one.st_ino) == (other.st_dev, other.st_ino))
}
