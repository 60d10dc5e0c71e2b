use super::{in_words_of_system, page_key, settings, sql};
use crate::{keys::PageKey, layout};
use orgkey_types::{Code, Failure, Outcome};
use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, Progress, StepResult},
};
use std::{path::Path, time::Duration};

/// What a connection may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    Read,
}

/// An open database with its key. The key lives inside SQLCipher until the connection closes, and is wiped then.
pub(crate) struct Database(pub(crate) Connection);

/// How much of a copy is made at a time.
const PAGES_AT_ONCE: i32 = 4096;

/// Is told how much is done of how much, and may stop the work.
pub(crate) type Watch<'a> = dyn Fn(u64, u64) -> Outcome<()> + 'a;

/// How long a statement waits for a checkpoint or another reader.
const PATIENCE: Duration = Duration::from_secs(5);

impl Database {
    /// # Errors
    /// [`Code::VaultDamaged`] when the pages do not authenticate under the key; else as the file system says.
    pub(crate) fn open(folder: &Path, key: &PageKey, mode: Mode) -> Outcome<Self> {
        refuse_foreign(folder)?;
        Self::open_file(&layout::database(folder), key, mode)
    }

    /// The same of a database that has another name.
    pub(crate) fn open_file(path: &Path, key: &PageKey, mode: Mode) -> Outcome<Self> {
        layout::refuse_link(path)?;
        match (Self::open_as(path, key, mode, false), mode) {
            // On a medium that cannot be written, or is full, there is no room for the index of the write-ahead log.
            // Without such a log the file is complete by itself and can be read as it stands.
            (Err(failure), Mode::Read) if no_room(path, &failure) && log_is_empty(path) => {
                Self::open_as(path, key, mode, true)
            }
            (opened, _) => opened,
        }
    }

    /// A new database in a file that exists and is empty.
    pub(crate) fn begin(folder: &Path, key: &PageKey) -> Outcome<Self> {
        Self::open_as(&layout::database(folder), key, Mode::Write, false)
    }

    fn open_as(path: &Path, key: &PageKey, mode: Mode, immutable: bool) -> Outcome<Self> {
        let access = match mode {
            Mode::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Mode::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        // No CREATE: the file was made before, with the mode that SQLite would not give it.
        let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
        let connection = if immutable {
            Connection::open_with_flags(immutable_uri(path)?, flags | OpenFlags::SQLITE_OPEN_URI)
        } else {
            Connection::open_with_flags(path, flags)
        };
        let connection = connection.map_err(sql)?;
        prepare(&connection, key, mode).map_err(|failure| in_words_of_system(&connection, failure))?;
        Ok(Self(connection))
    }

    /// Runs a read and asks afterwards whether every page that it touched was authentic.
    ///
    /// SQLCipher hands a page that does not authenticate to SQLite as zeros and remembers the failure; where the page is
    /// the tail of a long value, SQLite takes the zeros for data and reports nothing. Only `PRAGMA cipher_status` tells.
    ///
    /// # Errors
    /// [`Code::VaultDamaged`]; else what `work` says.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Outcome<T>) -> Outcome<T> {
        let outcome = work(&self.0);
        believed(&self.0, outcome)
    }

    /// A whole copy, committed transactions in the write-ahead log included, into a file that exists and is empty.
    /// Copying the file by its bytes would drop SQLite's own locks on it (fcntl locks end with any close).
    pub(crate) fn copy_to(&self, folder: &Path, key: &PageKey) -> Outcome<()> {
        self.copy_into(Self::begin(folder, key)?, &|_, _| Ok(()))?.close()
    }

    /// The same into a database that may have another key: each page is opened with the one and sealed with the other.
    /// `watch` is told how many pages are done of how many, and may stop it.
    pub(crate) fn copy_into(&self, mut copy: Self, watch: &Watch<'_>) -> Outcome<Self> {
        let outcome = self.read(|connection| {
            let backup = Backup::new(connection, &mut copy.0).map_err(sql)?;
            loop {
                let step = backup.step(PAGES_AT_ONCE).map_err(sql)?;
                let Progress { remaining, pagecount } = backup.progress();
                let pages = |count: i32| u64::try_from(count).unwrap_or(0);
                watch(pages(pagecount.saturating_sub(remaining)), pages(pagecount))?;
                match step {
                    StepResult::Done => return Ok(()),
                    StepResult::More => {}
                    _ => return Err(Code::VaultBusy.into()),
                }
            }
        });
        match outcome {
            Ok(()) => Ok(copy),
            Err(failure) => Err(in_words_of_system(&copy.0, failure)),
        }
    }

    /// No database: what stands in the place of one while it is exchanged. Everything asked of it fails.
    pub(crate) fn none() -> Outcome<Self> {
        Connection::open_in_memory().map(Self).map_err(sql)
    }

    /// Closes, after moving the write-ahead log into the file when nobody else reads.
    pub(crate) fn close(self) -> Outcome<()> {
        self.0.close().map_err(|(_, error)| sql(error))
    }
}

/// To SQLite an empty file is a new database, and it would begin one: on the place where a vault has been. It follows a
/// symbolic link (of the database only; not of its log), and would write to whatever stands there.
pub(crate) fn refuse_foreign(folder: &Path) -> Outcome<()> {
    layout::refuse_link(&layout::database(folder))?;
    match layout::database(folder).metadata() {
        Ok(found) if found.len() == 0 => Err(Failure::about(Code::VaultDamaged, layout::DATABASE).because("empty")),
        _ => Ok(()),
    }
}

fn prepare(connection: &Connection, key: &PageKey, mode: Mode) -> Outcome<()> {
    connection.busy_timeout(PATIENCE).map_err(sql)?;
    connection.pragma_update(None, "cipher_memory_security", "ON").map_err(sql)?;
    // Its log goes to standard error, past everything that decides what may be printed.
    connection.pragma_update(None, "cipher_log_level", "NONE").map_err(sql)?;
    page_key::give(connection, key)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).map_err(unreadable)?;
    settings::apply(connection, mode == Mode::Write)
}

/// See [`Database::read`]. A failure that has a word of its own keeps it.
pub(crate) fn believed<T>(connection: &Connection, outcome: Outcome<T>) -> Outcome<T> {
    match outcome {
        Err(failure) if failure.code != Code::Internal => Err(failure),
        outcome => {
            let status: String =
                connection.pragma_query_value(None, "cipher_status", |row| row.get(0)).map_err(unreadable)?;
            if status == "1" { outcome } else { Err(Failure::about(Code::VaultDamaged, layout::DATABASE)) }
        }
    }
}

/// A wrong key and a damaged first page look the same to SQLCipher, and the key came out of an authenticated slot.
fn unreadable(error: rusqlite::Error) -> Failure {
    let failure = sql(error);
    match failure.code {
        Code::Internal => Failure { code: Code::VaultDamaged, ..failure },
        _ => failure,
    }
}

/// The attempt itself leaves an empty log where there was none.
fn log_is_empty(path: &Path) -> bool {
    let [log, ..] = layout::beside(path);
    log.metadata().map_or(true, |found| found.len() == 0)
}

fn no_room(path: &Path, failure: &Failure) -> bool {
    path.parent().is_some_and(write_protected) || matches!(failure.code, Code::DiskFull | Code::MediumReadOnly)
}

#[cfg(unix)]
fn write_protected(folder: &Path) -> bool {
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_err()
}

#[cfg(not(unix))]
fn write_protected(folder: &Path) -> bool {
    std::fs::metadata(folder).is_ok_and(|found| found.permissions().readonly())
}

/// `file:` with every byte escaped that has a meaning in a URI.
fn immutable_uri(path: &Path) -> Outcome<String> {
    let text = path.to_str().ok_or_else(|| Failure::about(Code::FileUnreadable, path.display()))?;
    let mut uri = String::from("file:");
    for byte in text.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(byte.into()),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    Ok(uri + "?immutable=1")
}
