//! The error of the operating system underneath an error of the database: SQLite hands it out only in C.
#![allow(unsafe_code)]

use orgkey_types::{Code, Failure};
use rusqlite::{Connection, ffi};
use std::io::{Error, ErrorKind};

/// The same failure in the system's own words. To SQLite a quota that is used up, a full disk under its index and a
/// write-protected medium are all the same error of the medium; to a person they ask for different things.
pub(crate) fn in_words_of_system(connection: &Connection, failure: Failure) -> Failure {
    if !matches!(failure.code, Code::MediumFailed | Code::FileUnreadable) {
        return failure;
    }
    // SAFETY: the handle lives as long as the connection that is borrowed here; the call reads one number of it.
    let number = unsafe { ffi::sqlite3_system_errno(connection.handle()) };
    match Error::from_raw_os_error(number).kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Failure { code: Code::DiskFull, ..failure },
        ErrorKind::ReadOnlyFilesystem => Failure { code: Code::MediumReadOnly, ..failure },
        _ if reported_by_medium(number) => Failure { code: Code::MediumFailed, ..failure },
        _ => failure,
    }
}

#[cfg(unix)]
fn reported_by_medium(number: i32) -> bool {
    use rustix::io::Errno;
    [Errno::IO, Errno::NODEV, Errno::NXIO].iter().any(|errno| errno.raw_os_error() == number)
}

/// Windows: ERROR_CRC, ERROR_DEV_NOT_EXIST, ERROR_IO_DEVICE.
#[cfg(not(unix))]
fn reported_by_medium(number: i32) -> bool {
    matches!(number, 23 | 55 | 1117)
}
