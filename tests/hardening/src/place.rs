//! A folder with everything that one call needs: passphrase files, a vault, the machine's state. It can be copied, so that
//! each attack meets the same prepared vault.

use crate::program::{Call, Ended};
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// The administrator's passphrase, the one that follows it, that of an exported file, and one that opens nothing.
pub const ADMIN: &str = "vivid-otter-lantern-quarry-88";
/// See [`ADMIN`].
pub const NEXT: &str = "brisk-walnut-harbor-sonnet-19";
/// See [`ADMIN`].
pub const EXPORT: &str = "crimson-gravel-yonder-tulip-41";
/// See [`ADMIN`].
pub const WRONG: &str = "meadow-kettle-anchor-violin-57";

/// The call that makes the vault of a place; see [`Call::new`] for its spelling.
pub const CREATE: &str = "vault create v.orgvault --organization Example_Org --domain example.org --admin alice \
                          --passphrase-file admin --derivation floor --json";
/// The call that makes its Organization Key.
pub const GENERATE: &str =
    "--vault v.orgvault org-key generate --user-id Example_Org_<keys@example.org> --passphrase-file admin --json";
/// The call that writes `out/key.asc`.
pub const EXPORT_KEYPAIR: &str = "--vault v.orgvault org-key export --keypair --to out/key.asc \
                                  --passphrase-file admin --export-passphrase-file export --json";

/// The call that exports its audit log.
pub const EXPORT_AUDIT: &str = "--vault v.orgvault audit export --to out/audit.jsonl --passphrase-file admin --json";

/// The call that writes what ends into a calendar.
pub const CALENDAR: &str = "--vault v.orgvault health --ics out/ends.ics --passphrase-file admin --json";

/// The call that lists its keys.
pub const LIST: &str = "--vault v.orgvault org-key list --passphrase-file admin --json";
/// The call that changes the passphrase.
pub const PASSWD: &str =
    "vault passwd v.orgvault --passphrase-file admin --new-passphrase-file next --derivation floor --json";

/// The call that adds a second administrator.
pub const ADD_ADMINISTRATOR: &str = "--vault v.orgvault --admin alice --passphrase-file admin admin add bob \
                                     --role key-manager --new-passphrase-file next --derivation floor --json";
/// The call that removes him again.
pub const REMOVE_ADMINISTRATOR: &str =
    "--vault v.orgvault --admin alice --passphrase-file admin admin remove bob --json";

/// How much of it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub enum Prepared {
    /// Passphrase files and an empty folder `out`.
    Nothing,
    /// And a vault.
    Vault,
    /// And an Organization Key in it.
    Key,
}

/// The folder.
pub struct Place {
    root: TempDir,
}

impl Place {
    /// Prepared with the program itself.
    pub fn prepared(prepared: Prepared) -> Self {
        let place = Self { root: tempfile::tempdir().unwrap() };
        for (name, passphrase) in [("admin", ADMIN), ("next", NEXT), ("export", EXPORT), ("wrong", WRONG)] {
            fs::write(place.path(name), format!("{passphrase}\n")).unwrap();
        }
        fs::create_dir(place.path("out")).unwrap();
        if prepared >= Prepared::Vault {
            let _ = place.run(CREATE).expect(0);
        }
        if prepared >= Prepared::Key {
            let _ = place.run(GENERATE).expect(0);
        }
        place
    }

    /// Nothing in it, not even what every call needs.
    pub(crate) fn empty() -> Self {
        Self { root: tempfile::tempdir().unwrap() }
    }

    /// Stands for names, kinds, modes and bytes of all that lies in it.
    pub(crate) fn digest(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let mut found = self.below(".");
        found.sort();
        for path in found {
            let about = path.symlink_metadata().unwrap();
            (path.strip_prefix(self.root()).unwrap(), about.is_dir(), about.permissions().mode()).hash(&mut hasher);
            if about.is_file() {
                fs::read(&path).unwrap().hash(&mut hasher);
            }
        }
        hasher.finish()
    }

    /// The same files in another folder.
    #[must_use]
    pub fn copy(&self) -> Self {
        let root = tempfile::tempdir().unwrap();
        copy_into(self.root.path(), root.path());
        Self { root }
    }

    /// The whole folder.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// Something in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// The vault.
    pub fn vault(&self) -> PathBuf {
        self.path("v.orgvault")
    }

    /// The call with that line.
    pub fn call(&self, line: &str) -> Call {
        Call::new(self.root(), line)
    }

    /// Runs the program here.
    pub fn run(&self, line: &str) -> Ended {
        self.call(line).run()
    }

    /// Every file, folder and other thing below a folder of the place.
    pub fn below(&self, name: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        walk(&self.path(name), &mut found);
        found
    }
}

/// Everything below a folder; links are not followed.
pub fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.symlink_metadata().unwrap().is_dir() {
            walk(&path, found);
        }
        found.push(path);
    }
}

/// Modes are kept: `fs::copy` copies them, and the vault's folders are private.
fn copy_into(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            fs::set_permissions(&target, entry.metadata().unwrap().permissions()).unwrap();
            copy_into(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}
