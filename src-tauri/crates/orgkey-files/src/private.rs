use crate::{
    digest, medium, os,
    place::{Folder, Standing, same_file, split},
};
use orgkey_types::{Code, Failure, Outcome};
use sha2::{Digest, Sha256};
use std::{
    ffi::{OsStr, OsString},
    fs::{File, TryLockError},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

/// A larger file than this, in bytes, is replaced without telling its digest: none of ours is.
const LARGEST_TOLD: u64 = 64 << 20;

/// What to do when the target exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// [`Code::FileExists`], at the start and once more at the end.
    Refuse,
    /// Replace a regular file, in one step at the end. Links, folders and devices are refused also then.
    Replace,
}

/// A file on its way: `.NAME.XXXXXXXXXXXXXXXX.part` beside the target, mode 0600 from its creation. Dropping it discards it;
/// only [`PrivateFile::commit`] gives it the final name.
pub struct PrivateFile {
    target: PathBuf,
    folder: Folder,
    name: OsString,
    part: Option<OsString>,
    file: File,
    overwrite: Overwrite,
    bytes: u64,
    digest: Sha256,
}

/// A file that stands under its final name and has been synced with its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where.
    pub path: PathBuf,
    /// Length.
    pub bytes: u64,
    /// SHA-256 of what was written, lower-case hexadecimal.
    pub sha256: String,
    /// SHA-256 of the file whose place it took. None where there was none, or one that could not be read.
    pub replaced: Option<String>,
}

impl PrivateFile {
    /// Starts a file for that target.
    ///
    /// # Errors
    /// [`Code::FileExists`]; [`Code::NotAFile`] when the name is taken by a link, folder, pipe or device;
    /// [`Code::FileNotFound`] without the folder; [`Code::FileUnwritable`], [`Code::MediumReadOnly`], [`Code::DiskFull`].
    pub fn create(target: &Path, overwrite: Overwrite) -> Outcome<Self> {
        let (folder, name) = split(target)?;
        let folder = Folder::open(&folder).map_err(os::writing(&folder))?;
        refuse_taken(&folder, &name, target, overwrite)?;
        #[cfg(unix)]
        sweep_parts_of(target);
        let (file, part) = create_part(&folder, &name).map_err(os::writing(target))?;
        let (target, part) = (target.to_owned(), Some(part));
        Ok(Self { target, folder, name, part, file, overwrite, bytes: 0, digest: Sha256::new() })
    }

    /// Appends.
    ///
    /// # Errors
    /// [`Code::DiskFull`], [`Code::MediumFailed`] and their like.
    pub fn write(&mut self, bytes: &[u8]) -> Outcome<()> {
        self.file.write_all(bytes).map_err(os::writing(&self.target))?;
        self.digest.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Syncs, and reads the bytes again before the file has its final name, under the same promise as
    /// [`crate::read_back`].
    ///
    /// # Errors
    /// As for reading; [`Code::MediumFailed`] when another file stands under the name of the part.
    pub fn sync_and_read_back(&mut self, limit: u64) -> Outcome<Vec<u8>> {
        self.file.sync_all().map_err(os::writing(&self.target))?;
        let part = self.part.as_deref().ok_or(Code::Internal)?;
        let (written, target) = (&self.file, &self.target);
        medium::read(target, limit, |direct| {
            let found = if direct { self.folder.reopen_direct(part) } else { self.folder.reopen(part) }?;
            if same_file(written, &found)? { Ok(found) } else { Err(io::Error::other("the part was exchanged")) }
        })
    }

    /// Syncs, reads everything again piece by piece and compares the digests, for files of any length. The cache of the
    /// system is emptied first, but not gone around as in [`PrivateFile::sync_and_read_back`].
    ///
    /// # Errors
    /// [`Code::NotProven`] when the medium returns something else; as for reading.
    pub fn sync_and_compare(&mut self) -> Outcome<()> {
        self.file.sync_all().map_err(os::writing(&self.target))?;
        let part = self.part.as_deref().ok_or(Code::Internal)?;
        let found = self.folder.reopen(part).map_err(os::reading(&self.target))?;
        if !same_file(&self.file, &found).map_err(os::reading(&self.target))? {
            return Err(Failure::about(Code::MediumFailed, self.target.display()));
        }
        let read = medium::digest(&self.target, found)?;
        if read == hex::encode(self.digest.clone().finalize()) {
            Ok(())
        } else {
            Err(Failure::about(Code::NotProven, "read back"))
        }
    }

    /// Syncs, and opens what was written once more, from its beginning, for files that are read back piece by piece. The
    /// cache of the system is emptied first, as for [`PrivateFile::sync_and_compare`].
    ///
    /// # Errors
    /// As for writing and reading; [`Code::MediumFailed`] when another file stands under the name of the part.
    pub fn sync_and_reopen(&mut self) -> Outcome<File> {
        self.file.sync_all().map_err(os::writing(&self.target))?;
        let part = self.part.as_deref().ok_or(Code::Internal)?;
        let found = self.folder.reopen(part).map_err(os::reading(&self.target))?;
        if !same_file(&self.file, &found).map_err(os::reading(&self.target))? {
            return Err(Failure::about(Code::MediumFailed, self.target.display()));
        }
        medium::forget(&found);
        Ok(found)
    }

    /// Syncs, renames to the final name and syncs the folder. After a crash the name shows the whole file or what was
    /// there before.
    ///
    /// # Errors
    /// [`Code::FileExists`] when the name was taken meanwhile; else as for [`PrivateFile::write`].
    pub fn commit(mut self) -> Outcome<Written> {
        self.file.sync_all().map_err(os::writing(&self.target))?;
        refuse_taken(&self.folder, &self.name, &self.target, self.overwrite)?;
        let replaced = self.standing_sha256();
        let part = self.part.as_deref().ok_or(Code::Internal)?;
        let renamed = match self.overwrite {
            Overwrite::Refuse => self.folder.rename_new(part, &self.name),
            Overwrite::Replace => self.folder.rename_over(part, &self.name),
        };
        renamed.map_err(os::writing(&self.target))?;
        self.part = None;
        self.settle_folder()?;
        let sha256 = hex::encode(self.digest.finalize_reset());
        Ok(Written { path: std::mem::take(&mut self.target), bytes: self.bytes, sha256, replaced })
    }

    fn standing_sha256(&self) -> Option<String> {
        let standing =
            (self.overwrite == Overwrite::Replace).then(|| medium::read_back(&self.target, LARGEST_TOLD).ok());
        standing.flatten().map(|bytes| digest::sha256(&bytes))
    }

    /// A new name that cannot be made durable is taken back, so that an error never leaves a file behind.
    fn settle_folder(&self) -> Outcome<()> {
        let synced = self.folder.sync();
        if synced.is_err() && self.overwrite == Overwrite::Refuse {
            let _ = self.folder.remove(&self.name);
        }
        synced.map_err(os::writing(&self.target))
    }
}

/// For whoever writes piece by piece through a library. An error carries the [`Failure`] as its inner one.
impl Write for PrivateFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        PrivateFile::write(self, bytes).map(|()| bytes.len()).map_err(io::Error::other)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for PrivateFile {
    fn drop(&mut self) {
        if let Some(part) = &self.part {
            let _ = self.folder.remove(part);
        }
    }
}

fn refuse_taken(folder: &Folder, name: &OsStr, target: &Path, overwrite: Overwrite) -> Outcome<()> {
    let code = match (folder.standing(name).map_err(os::writing(target))?, overwrite) {
        (Standing::Nothing, _) | (Standing::File, Overwrite::Replace) => return Ok(()),
        (_, Overwrite::Refuse) => Code::FileExists,
        (Standing::SomethingElse, Overwrite::Replace) => Code::NotAFile,
    };
    Err(Failure::about(code, target.display()))
}

fn create_part(folder: &Folder, name: &OsStr) -> io::Result<(File, OsString)> {
    for _ in 0..16 {
        let part = part_name(name)?;
        match folder.create(&part) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            #[cfg(unix)]
            Ok(file) if swept_away(folder, &part, &file) => {}
            other => return other.map(|file| (file, part)),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Locks a new part, which tells every sweep that somebody is at work; a file system without locks only loses the sweep.
/// A sweep that came between the creation and the lock has taken the part for abandoned.
#[cfg(unix)]
fn swept_away(folder: &Folder, part: &OsStr, file: &File) -> bool {
    match file.try_lock() {
        Ok(()) => !folder.reopen(part).and_then(|found| same_file(file, &found)).unwrap_or(false),
        Err(TryLockError::WouldBlock) => true,
        Err(TryLockError::Error(_)) => false,
    }
}

/// Removes what dead processes left of the same file: nobody else will. Other parts in that folder are left alone, as
/// it belongs to the administrator.
#[cfg(unix)]
fn sweep_parts_of(target: &Path) {
    let Ok((folder, name)) = split(target) else { return };
    let stem = part_stem(&name);
    let of_target = |part: &OsStr| part.to_str().and_then(|part| part.rsplitn(3, '.').last()) == stem.to_str();
    // Absent on purpose: an error. A part that stays is only a file in the way.
    let _ = crate::folder::sweep(&folder, of_target);
}

/// Names may be 255 bytes long, and the part must fit as well: a long name lends only its start.
fn part_name(name: &OsStr) -> io::Result<OsString> {
    let mut random = [0u8; 4];
    getrandom::fill(&mut random).map_err(|error| io::Error::other(error.to_string()))?;
    let mut part = part_stem(name);
    let random = hex::encode(random);
    let check = check_of(&part.to_string_lossy(), &random);
    part.push(format!(".{random}{check}.part"));
    Ok(part)
}

/// The second half of the digits: a file of somebody else that only looks like a part does not have it.
fn check_of(stem: &str, random: &str) -> String {
    let digest = Sha256::new().chain_update("orgkey part").chain_update(random).chain_update(stem).finalize();
    hex::encode(digest.get(..4).unwrap_or_default())
}

fn part_stem(name: &OsStr) -> OsString {
    let mut stem = OsString::from(".");
    if name.len() <= 200 {
        stem.push(name);
    } else {
        stem.push(name.to_string_lossy().chars().take(40).collect::<String>());
    }
    stem
}

/// Whether a name is one that [`PrivateFile`] gives its parts: the digits must fit the rest of it.
pub fn is_part(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    let Some((rest, random)) = name.strip_suffix(".part").and_then(|rest| rest.rsplit_once('.')) else { return false };
    let Some((random, check)) = random.split_at_checked(8) else { return false };
    rest.starts_with('.') && rest.len() > 1 && check == check_of(rest, random)
}
