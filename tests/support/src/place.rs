use crate::{NOW, PASSPHRASE, words};
use orgkey_core::{
    Access, GenerateKey, KdfCost, KeyRow, LockedVault, Machine, NewOrganization, Silent, Unlock, Vault, create_vault,
    generate_key, unlock,
};
use orgkey_types::{Algorithm, Outcome, Profile};
use std::path::PathBuf;
use tempfile::TempDir;

/// The first administrator of every vault here.
pub const ADMINISTRATOR: &str = "alice";

/// A folder for one test, with a vault of its own and a machine that remembers.
pub struct Place {
    root: TempDir,
    /// What the machine remembers.
    pub machine: Machine,
}

impl Place {
    /// Nothing in it yet.
    ///
    /// # Panics
    /// When the system gives no folder.
    pub fn empty() -> Self {
        let root = tempfile::tempdir().unwrap();
        let machine = Machine::at(Some(&root.path().join("state")));
        Self { root, machine }
    }

    /// With an empty vault, open for writing.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn with_vault() -> (Self, Vault) {
        let place = Self::empty();
        let vault = place.create(&new_organization()).unwrap();
        (place, vault)
    }

    /// With a vault that has an Organization Key.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn with_key() -> (Self, Vault, KeyRow) {
        let (place, mut vault) = Self::with_vault();
        let key = generate_key(&mut vault, &new_key(), &Silent, NOW).unwrap().key;
        (place, vault, key)
    }

    /// Makes the vault at the floor of the key derivation.
    ///
    /// # Errors
    /// Those of the use case.
    pub fn create(&self, new: &NewOrganization) -> Outcome<Vault> {
        create_vault(&self.vault(), new, &words(PASSPHRASE), KdfCost::floor(), "test", &self.machine, NOW)
    }

    /// Opens the vault as its administrator.
    ///
    /// # Errors
    /// Those of the use case.
    pub fn unlock(&self, passphrase: &str, access: Access) -> Outcome<Vault> {
        let passphrase = &words(passphrase);
        let request = Unlock { administrator: Some(ADMINISTRATOR), passphrase, access, program: "test" };
        unlock(&LockedVault::open(&self.vault())?, &request, &self.machine, NOW)
    }

    /// Closes a vault and opens it again, as the next start of the program does.
    ///
    /// # Panics
    /// When it does not open.
    pub fn reopen(&self, vault: Vault) -> Vault {
        drop(vault);
        self.unlock(PASSPHRASE, Access::Write).unwrap()
    }

    /// The folder of the vault.
    pub fn vault(&self) -> PathBuf {
        self.path("example.orgvault")
    }

    /// A path inside the place.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Names of what lies in the place, sorted.
    ///
    /// # Panics
    /// When the place cannot be read.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.root.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// The answers on the first page of the Setup Assistant.
pub fn new_organization() -> NewOrganization {
    NewOrganization {
        organization: "Example Org".to_owned(),
        domains: vec!["example.org".to_owned()],
        administrator: ADMINISTRATOR.to_owned(),
        language: "en".to_owned(),
    }
}

/// The kind of key that is recommended, for a year.
pub fn new_key() -> GenerateKey {
    GenerateKey {
        user_id: "Example Org <keys@example.org>".to_owned(),
        algorithm: Algorithm::Curve25519,
        profile: Profile::V4,
        expires: "1y".to_owned(),
    }
}
