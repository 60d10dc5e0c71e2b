use orgkey_types::{Code, Failure};
use rusqlite::{
    Error,
    ffi::{self, ErrorCode},
};

/// What an error of the database means. Its message goes to the cause: SQL text and bound values are not part of it.
pub(crate) fn sql(error: Error) -> Failure {
    let code = match &error {
        Error::SqliteFailure(failure, _) => meaning(failure),
        // A column that does not hold what the schema says was not written by this program.
        Error::FromSqlConversionFailure(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::InvalidColumnType(..)
        | Error::QueryReturnedNoRows
        | Error::Utf8Error(..) => Code::VaultDamaged,
        _ => Code::Internal,
    };
    Failure::from(code).because(error)
}

pub(super) fn refused(code: i32) -> Failure {
    sql(Error::SqliteFailure(ffi::Error::new(code), None))
}

fn meaning(error: &ffi::Error) -> Code {
    match error.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Code::VaultBusy,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::TypeMismatch => Code::VaultDamaged,
        ErrorCode::DiskFull => Code::DiskFull,
        ErrorCode::ReadOnly => Code::VaultReadOnly,
        // A page that ends early is damage of the file, not of the medium.
        ErrorCode::SystemIoFailure if error.extended_code == ffi::SQLITE_IOERR_SHORT_READ => Code::VaultDamaged,
        ErrorCode::SystemIoFailure => Code::MediumFailed,
        ErrorCode::CannotOpen => Code::FileUnreadable,
        ErrorCode::PermissionDenied => Code::FileUnwritable,
        _ => Code::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_of_the_database_has_one_code() {
        let cases = [
            (ffi::SQLITE_BUSY, Code::VaultBusy),
            (ffi::SQLITE_CORRUPT, Code::VaultDamaged),
            (ffi::SQLITE_NOTADB, Code::VaultDamaged),
            (ffi::SQLITE_FULL, Code::DiskFull),
            (ffi::SQLITE_READONLY, Code::VaultReadOnly),
            (ffi::SQLITE_IOERR_WRITE, Code::MediumFailed),
            (ffi::SQLITE_IOERR_FSYNC, Code::MediumFailed),
            (ffi::SQLITE_IOERR_SHORT_READ, Code::VaultDamaged),
            (ffi::SQLITE_CANTOPEN, Code::FileUnreadable),
        ];
        for (code, expected) in cases {
            assert_eq!(refused(code).code, expected, "{code}");
        }
    }
}
