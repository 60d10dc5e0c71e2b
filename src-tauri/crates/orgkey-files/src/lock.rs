use crate::os;
use orgkey_types::Outcome;
use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
};

/// A file whose operating-system lock this process holds. The lock ends with the value, and with the process however
/// it ends; the file stays, because removing it would let two processes lock two files of one name.
pub struct LockedFile(#[expect(dead_code, reason = "held for its lock")] File);

impl LockedFile {
    /// Takes the lock if it is free, and creates the file (mode 0600) if it is missing. `None`: another process, or
    /// another part of this one, has it.
    ///
    /// # Errors
    /// [`orgkey_types::Code::FileUnwritable`], [`orgkey_types::Code::MediumReadOnly`] and their like.
    pub fn take(path: &Path) -> Outcome<Option<Self>> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        private(&mut options);
        let file = options.open(path).map_err(os::writing(path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(os::writing(path)(error)),
        }
    }

    /// Takes the lock of a file that is there. `None`: it is not, or somebody has it.
    ///
    /// # Errors
    /// [`orgkey_types::Code::FileUnreadable`] and their like.
    pub fn take_existing(path: &Path) -> Outcome<Option<Self>> {
        let mut options = OpenOptions::new();
        options.read(true);
        private(&mut options);
        let file = match options.open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(os::reading(path)(error)),
        };
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(os::reading(path)(error)),
        }
    }

    /// Whether somebody holds the lock now; a missing file is held by nobody.
    ///
    /// # Errors
    /// [`orgkey_types::Code::FileUnreadable`] and their like.
    pub fn is_taken(path: &Path) -> Outcome<bool> {
        let file = match OpenOptions::new().read(true).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(os::reading(path)(error)),
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(error)) => Err(os::reading(path)(error)),
        }
    }
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600).custom_flags(OFlags::NOFOLLOW.bits() as i32);
}

#[cfg(not(unix))]
fn private(_options: &mut OpenOptions) {}
