//! What the operating system's errors mean in the closed list of codes.

use orgkey_types::{Code, Failure};
use std::{
    io::{Error, ErrorKind},
    path::Path,
};

/// The failure of a read of that path.
pub(crate) fn reading(path: &Path) -> impl Fn(Error) -> Failure + '_ {
    move |error| failure(path, Code::FileUnreadable, &error)
}

/// The failure of a write, creation or removal at that path.
pub(crate) fn writing(path: &Path) -> impl Fn(Error) -> Failure + '_ {
    move |error| failure(path, Code::FileUnwritable, &error)
}

fn failure(path: &Path, denied: Code, error: &Error) -> Failure {
    Failure::about(code(denied, error), path.display()).because(error)
}

/// `denied` is the word for "not allowed", and for whatever has no word of its own.
fn code(denied: Code, error: &Error) -> Code {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Code::FileNotFound,
        ErrorKind::AlreadyExists => Code::FileExists,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Code::DiskFull,
        ErrorKind::ReadOnlyFilesystem => Code::MediumReadOnly,
        ErrorKind::IsADirectory => Code::NotAFile,
        ErrorKind::FileTooLarge => Code::FileTooLarge,
        _ => medium(error).unwrap_or(denied),
    }
}

#[cfg(unix)]
fn medium(error: &Error) -> Option<Code> {
    use rustix::io::Errno;
    match Errno::from_io_error(error)? {
        Errno::IO | Errno::NODEV | Errno::NXIO => Some(Code::MediumFailed),
        Errno::LOOP => Some(Code::NotAFile),
        _ => None,
    }
}

/// Windows: ERROR_CRC, ERROR_NOT_READY, ERROR_IO_DEVICE, ERROR_DEV_NOT_EXIST, ERROR_WRITE_PROTECT.
#[cfg(not(unix))]
fn medium(error: &Error) -> Option<Code> {
    match error.raw_os_error()? {
        21 | 23 | 55 | 1117 => Some(Code::MediumFailed),
        19 => Some(Code::MediumReadOnly),
        _ => None,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use rustix::io::Errno;

    #[test]
    fn each_error_of_the_system_has_one_code() {
        let cases = [
            (Errno::NOENT, Code::FileNotFound),
            (Errno::EXIST, Code::FileExists),
            (Errno::ACCESS, Code::FileUnwritable),
            (Errno::PERM, Code::FileUnwritable),
            (Errno::NOSPC, Code::DiskFull),
            (Errno::DQUOT, Code::DiskFull),
            (Errno::ROFS, Code::MediumReadOnly),
            (Errno::IO, Code::MediumFailed),
            (Errno::NODEV, Code::MediumFailed),
            (Errno::NXIO, Code::MediumFailed),
            (Errno::LOOP, Code::NotAFile),
            (Errno::ISDIR, Code::NotAFile),
        ];
        for (errno, expected) in cases {
            let failure = writing(Path::new("/media/stick/key.asc"))(errno.into());
            assert_eq!((failure.code, failure.subject.as_deref()), (expected, Some("/media/stick/key.asc")), "{errno}");
        }
        assert_eq!(reading(Path::new("k"))(Errno::ACCESS.into()).code, Code::FileUnreadable);
    }
}
