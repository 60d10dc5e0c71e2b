use orgkey_files::{Overwrite, PrivateFile, create_private_dir, read_bounded};
use orgkey_types::Outcome;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    ffi::OsString,
    path::{Path, PathBuf},
};

/// What this machine remembers outside any vault: preferences, the vault that was open last, and the highest counter
/// seen of each vault, which is what reveals a rolled-back folder. Holds no secret and nothing from inside a vault.
///
/// A file that cannot be read or written is as good as none: the console must open where the home folder is read-only.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    file: Option<PathBuf>,
}

/// Language, colours and the last vault.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// `en` or `de`; empty for the default.
    pub language: String,
    /// `system`, `light` or `dark`; empty for the default.
    pub theme: String,
    /// Folder of the vault that was open last.
    pub vault: Option<PathBuf>,
    seen: BTreeMap<String, u64>,
}

/// Larger is not ours.
const LARGEST: u64 = 1 << 20;

/// Where window and command line both remember: the folder named by `ORGKEY_STATE_DIR`, the XDG state folder, or its
/// like on other systems. The environment is an argument, so that only entry points read it.
pub fn state_folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let named = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    named("ORGKEY_STATE_DIR")
        .or_else(|| named("XDG_STATE_HOME").map(|folder| folder.join("orgkey")))
        .or_else(|| named("LOCALAPPDATA").map(|folder| folder.join("OrgKey")))
        .or_else(|| named("HOME").map(|home| home.join(".local/state/orgkey")))
}

impl Machine {
    /// Remembers in `machine.json` in that folder; nothing is remembered without one.
    pub fn at(folder: Option<&Path>) -> Self {
        Self { file: folder.map(|folder| folder.join("machine.json")) }
    }

    /// What is remembered; the defaults where nothing is.
    pub fn preferences(&self) -> Preferences {
        let read = self.file.as_ref().and_then(|file| read_bounded(file, LARGEST).ok());
        read.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Changes what is remembered.
    pub fn remember(&self, change: impl FnOnce(&mut Preferences)) {
        let mut preferences = self.preferences();
        change(&mut preferences);
        // Absent on purpose: an error. See the type's documentation.
        let _ = self.write(&preferences);
    }

    /// The highest counter seen of that vault.
    pub fn last_seen(&self, vault: &str) -> Option<u64> {
        self.preferences().seen.get(vault).copied()
    }

    /// Notes the counter of a vault.
    pub fn saw(&self, vault: &str, counter: u64) {
        self.remember(|preferences| {
            preferences.seen.insert(vault.to_owned(), counter);
        });
    }

    fn write(&self, preferences: &Preferences) -> Outcome<()> {
        let Some(file) = &self.file else { return Ok(()) };
        if let Some(folder) = file.parent() {
            // On a fresh machine the folders above are missing too.
            let missing = folder.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
            missing.collect::<Vec<_>>().into_iter().rev().try_for_each(create_private_dir)?;
        }
        let mut writer = PrivateFile::create(file, Overwrite::Replace)?;
        writer.write(&serde_json::to_vec_pretty(preferences).unwrap_or_default())?;
        writer.commit().map(|_| ())
    }
}
