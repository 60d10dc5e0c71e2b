//! One writer at a time, also across processes. The operating system's lock decides; the card beside it only tells
//! people who holds it, and is believed by nobody while the lock is free.

use crate::layout;
use orgkey_files::{LockedFile, Overwrite, PrivateFile};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use serde::{Deserialize, Serialize};
use std::{
    path::{Path, PathBuf},
    thread::sleep,
    time::Duration,
};

/// Who has a vault open for writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Holder {
    /// `orgkey` or `orgkey-console`.
    pub program: String,
    /// Its process.
    pub pid: u32,
    /// The machine that it runs on.
    pub host: String,
    /// The administrator who opened it.
    pub administrator: String,
    /// Since when.
    pub since: Timestamp,
}

impl Holder {
    pub(crate) fn this_process(program: &str, administrator: &str, since: Timestamp) -> Self {
        let (program, administrator) = (program.to_owned(), administrator.to_owned());
        Self { program, pid: std::process::id(), host: host(), administrator, since }
    }

    pub(crate) fn shown(&self) -> String {
        let Self { program, pid, host, administrator, since } = self;
        format!("{program} {pid} on {host} ({administrator}) since {since}")
    }
}

/// The right to write; it ends with the value.
pub(crate) struct Writer {
    card: PathBuf,
    _lock: LockedFile,
}

/// Another process only looking at the lock holds it for a moment: that is no reason to refuse.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(20);
const LARGEST_CARD: u64 = 16 * 1024;

impl Writer {
    /// `None`: somebody else has it.
    ///
    /// # Errors
    /// What the file system says about the lock file or the card.
    pub(crate) fn take(folder: &Path, holder: &Holder) -> Outcome<Option<Self>> {
        for attempt in 0..TRIES {
            if attempt > 0 {
                sleep(PAUSE);
            }
            if let Some(lock) = LockedFile::take(&layout::writer_lock(folder))? {
                let writer = Self { card: layout::writer_card(folder), _lock: lock };
                writer.leave_card(holder)?;
                return Ok(Some(writer));
            }
        }
        Ok(None)
    }

    fn leave_card(&self, holder: &Holder) -> Outcome<()> {
        let bytes = serde_json::to_vec(holder).map_err(|error| Failure::from(Code::Internal).because(error))?;
        let mut card = PrivateFile::create(&self.card, Overwrite::Replace)?;
        card.write(&bytes)?;
        card.commit().map(|_| ())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = orgkey_files::withdraw(&self.card);
    }
}

/// Who holds the vault now. A holder whose card cannot be read is a holder without a name.
///
/// # Errors
/// What the file system says about the lock file.
pub(crate) fn holder(folder: &Path) -> Outcome<Option<Holder>> {
    let taken = LockedFile::is_taken(&layout::writer_lock(folder))?;
    Ok(taken.then(|| card(folder).unwrap_or_else(nameless)))
}

fn card(folder: &Path) -> Option<Holder> {
    let bytes = orgkey_files::read_bounded(&layout::writer_card(folder), LARGEST_CARD).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn nameless() -> Holder {
    let unknown = || "?".to_owned();
    let since = Timestamp::from_seconds(0);
    Holder { program: unknown(), pid: 0, host: unknown(), administrator: unknown(), since }
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}
