//! The file that an export writes: nothing bears the target's name before it was read back and proven.

use crate::progress::{Stage, Steps};
use orgkey_files::{Overwrite, PrivateFile, Written};
use orgkey_types::{Code, Failure, Outcome};
use std::path::Path;

/// Files are read back up to this size, in bytes.
pub(crate) const LARGEST: u64 = 64 << 20;

/// Whether something would be replaced; refuses what is not a file, a file that may not be replaced, a place that is
/// not there, and every place inside a vault, this one or another.
pub(crate) fn check_target(target: &Path, overwrite: bool) -> Outcome<bool> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(Failure::about(Code::FileNotFound, folder.display()));
    }
    refuse_inside_vault(target, folder.unwrap_or(Path::new(".")))?;
    match std::fs::symlink_metadata(target) {
        Err(_) => Ok(false),
        Ok(found) if !found.is_file() => Err(Failure::about(Code::NotAFile, target.display())),
        Ok(_) if !overwrite => Err(Failure::about(Code::FileExists, target.display())),
        Ok(_) => Ok(true),
    }
}

/// The way to the folder is followed to its end first: a link into a vault leads into the vault.
fn refuse_inside_vault(target: &Path, folder: &Path) -> Outcome<()> {
    let folder =
        folder.canonicalize().map_err(|error| Failure::about(Code::FileUnwritable, folder.display()).because(error))?;
    if folder.ancestors().any(orgkey_vault::is_vault_folder) {
        return Err(Failure::about(Code::TargetInVault, target.display()));
    }
    Ok(())
}

/// A file that is written and proven, and does not bear its name yet. Dropped, it goes.
pub(crate) struct Proven {
    file: PrivateFile,
}

impl Proven {
    /// Writes, syncs, reads back from the medium and proves.
    pub(crate) fn write<T>(
        target: &Path,
        overwrite: bool,
        bytes: &[u8],
        steps: &Steps<'_>,
        prove: impl FnOnce(&[u8]) -> Outcome<T>,
    ) -> Outcome<(Self, T)> {
        steps.begin(Stage::Writing)?;
        let mut file = PrivateFile::create(target, if overwrite { Overwrite::Replace } else { Overwrite::Refuse })?;
        file.write(bytes)?;
        steps.begin(Stage::ReadingBack)?;
        let read = file.sync_and_read_back(LARGEST)?;
        if read != bytes {
            return Err(Failure::about(Code::NotProven, "read back"));
        }
        let proof = prove(&read)?;
        Ok((Self { file }, proof))
    }

    /// Gives it its name. The rename is the last thing that can go wrong with the medium: what stands under the name is
    /// what was proven.
    pub(crate) fn commit(self) -> Outcome<Written> {
        let written = self.file.commit()?;
        match read_again(&written) {
            Ok(()) => Ok(written),
            Err(failure) => {
                // Where even this fails the medium is gone, and the file with it.
                let _ = orgkey_files::withdraw(&written.path);
                Err(failure)
            }
        }
    }
}

fn read_again(written: &Written) -> Outcome<()> {
    let read = orgkey_files::read_back(&written.path, LARGEST)?;
    if orgkey_files::sha256(&read) == written.sha256 {
        Ok(())
    } else {
        Err(Failure::about(Code::NotProven, "read back"))
    }
}

/// A copy that the register could not note is not counted as a backup by anybody. Where it has replaced an older one it
/// stays all the same: it is proven, and without it there would be none.
pub(crate) fn take_back(path: &Path, replaces: bool) {
    if !replaces {
        let _ = orgkey_files::withdraw(path);
    }
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The folder of a written file, as the administrator would recognise it.
pub(crate) fn place(path: &Path) -> String {
    path.parent().map(|folder| folder.display().to_string()).unwrap_or_default()
}
