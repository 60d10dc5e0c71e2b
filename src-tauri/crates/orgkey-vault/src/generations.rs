//! Whole copies of the vault, made before something that cannot be undone: `generations/0007-import/` with the
//! database and the key slots of that moment. A copy opens with the passphrases of that moment.

use crate::{
    database::Database,
    keys::{PageKey, new_id},
    layout, unfinished,
    vault::Vault,
};
use orgkey_files::{Overwrite, PrivateFile, create_private_dir, move_folder, read_bounded, remove_folder, sync_folder};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// How many are kept.
const KEPT: usize = 10;
/// What a copy in the making holds.
const IN_A_COPY: &[&str] = &["vault.db", "vault.db-wal", "vault.db-shm", "vault.db-journal", "keyslots.json"];
const LARGEST_SLOTS: u64 = 256 * 1024;

impl Vault {
    /// Copies the vault as it is now and removes the oldest copies over ten. Its own audit entry is not part of the copy.
    ///
    /// # Errors
    /// [`Code::VaultReadOnly`], [`Code::InvalidArgument`] for a reason that is not a plain word, [`Code::DiskFull`]
    /// and what else the medium says.
    pub fn take_generation(&mut self, reason: &str, now: Timestamp) -> Outcome<PathBuf> {
        if !self.writable() {
            return Err(Code::VaultReadOnly.into());
        }
        let path = take(self.folder(), self.database(), self.page_key(), reason)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.record("take-generation", &name, serde_json::json!({ "reason": reason }), now)?;
        Ok(path)
    }
}

pub(crate) fn take(folder: &Path, database: &Database, key: &PageKey, reason: &str) -> Outcome<PathBuf> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if reason.is_empty() || reason.len() > 40 || !reason.chars().all(plain) {
        return Err(Failure::about(Code::InvalidArgument, "reason"));
    }
    let generations = layout::generations(folder);
    if !generations.is_dir() {
        create_private_dir(&generations)?;
    }
    let number = present(&generations)?.last().map_or(1, |(number, _)| number.saturating_add(1));
    let part = generations.join(format!(".{}.part", new_id()?));
    let whole = generations.join(format!("{number:04}-{reason}"));
    if let Err(failure) = fill(folder, database, key, &part).and_then(|()| move_folder(&part, &whole)) {
        let _ = remove_folder(&part);
        return Err(failure);
    }
    forget_oldest(&generations)?;
    Ok(whole)
}

fn fill(folder: &Path, database: &Database, key: &PageKey, part: &Path) -> Outcome<()> {
    create_private_dir(part)?;
    // SQLite would create the file readable for others; so it finds an empty one.
    PrivateFile::create(&layout::database(part), Overwrite::Refuse)?.commit()?;
    database.copy_to(part, key)?;
    let mut slots = PrivateFile::create(&layout::key_slots(part), Overwrite::Refuse)?;
    slots.write(&read_bounded(&layout::key_slots(folder), LARGEST_SLOTS)?)?;
    slots.commit()?;
    sync_folder(part)
}

/// Numbered copies, oldest first.
fn present(generations: &Path) -> Outcome<Vec<(u32, PathBuf)>> {
    let mut found: Vec<(u32, PathBuf)> = entries(generations)?
        .into_iter()
        .filter_map(|path| {
            let number = path.file_name()?.to_str()?.split_once('-')?.0.parse().ok()?;
            Some((number, path))
        })
        .collect();
    found.sort();
    Ok(found)
}

fn forget_oldest(generations: &Path) -> Outcome<()> {
    let present = present(generations)?;
    let surplus = present.len().saturating_sub(KEPT);
    present.iter().take(surplus).try_for_each(|(_, path)| remove_folder(path))
}

/// Removes copies that were never finished.
pub(crate) fn sweep(generations: &Path) -> Outcome<()> {
    if !generations.is_dir() {
        return Ok(());
    }
    let unfinished = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        let random = name.and_then(|name| name.strip_prefix('.')?.strip_suffix(".part"));
        random.is_some_and(|random| unfinished::is_hex(random, 32))
    };
    for path in entries(generations)?.iter().filter(|path| unfinished(path) && path.is_dir()) {
        unfinished::remove_if_known(path, IN_A_COPY)
            .map_err(|error| Failure::about(Code::FileUnwritable, path.display()).because(error))?;
    }
    Ok(())
}

fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let unreadable = |error| Failure::about(Code::FileUnreadable, folder.display()).because(error);
    let listed: std::io::Result<Vec<PathBuf>> =
        fs::read_dir(folder).map_err(unreadable)?.map(|entry| entry.map(|entry| entry.path())).collect();
    listed.map_err(unreadable)
}
