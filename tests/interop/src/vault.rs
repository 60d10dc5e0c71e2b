use crate::{KEYPAIR_PASSPHRASE, Ran, run};
use orgkey_test_support::{PASSPHRASE, orgkey};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// A vault that is driven through the built command line, as an administrator's script does it.
pub struct Vault(TempDir);

/// The three files that leave a vault.
pub struct Files {
    /// Export Public Key.
    pub public: PathBuf,
    /// Export Keypair with the preset *compatible*.
    pub compatible: PathBuf,
    /// Export Keypair with the preset *modern*.
    pub modern: PathBuf,
}

impl Vault {
    /// A new vault without a key.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn new() -> Self {
        let vault = Self(tempfile::tempdir().unwrap());
        fs::write(vault.path("admin.txt"), PASSPHRASE).unwrap();
        for file in ["file.txt", "read.txt"] {
            fs::write(vault.path(file), KEYPAIR_PASSPHRASE).unwrap();
        }
        let folder = vault.path("example.orgvault");
        let words =
            ["vault", "create", folder.to_str().unwrap(), "--organization", "Example Org", "--domain", "example.org"];
        vault.answer(&[&words[..], &["--admin", "alice", "--derivation", "floor"]].concat());
        vault
    }

    /// A path beside the vault.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs `orgkey --json` with the passphrases of this vault and of its files.
    pub fn orgkey(&self, words: &[&str]) -> Ran {
        let mut command = Command::new(orgkey());
        command.env("ORGKEY_STATE_DIR", self.path("state")).arg("--json");
        for (option, file) in [
            ("--passphrase-file", "admin.txt"),
            ("--export-passphrase-file", "file.txt"),
            ("--file-passphrase-file", "read.txt"),
        ] {
            command.arg(option).arg(self.path(file));
        }
        run(command.args(words), "orgkey-cli", b"")
    }

    /// Runs it and gives the answer.
    ///
    /// # Panics
    /// When it is refused.
    pub fn answer(&self, words: &[&str]) -> Value {
        let said = self.orgkey(words).checked().unwrap_or_else(|said| panic!("orgkey {}: {said}", words.join(" ")));
        serde_json::from_slice(&said).unwrap()
    }

    /// Runs a verb of `org-key` on the vault.
    ///
    /// # Panics
    /// When it is refused.
    pub fn org_key(&self, words: &[&str]) -> Value {
        let folder = self.path("example.orgvault");
        self.answer(&[&["--vault", folder.to_str().unwrap(), "org-key"], words].concat())
    }

    /// Imports a keypair file that has that passphrase.
    ///
    /// # Panics
    /// When it is refused.
    pub fn import(&self, keypair: &[u8], passphrase: &str) -> Value {
        fs::write(self.path("foreign"), keypair).unwrap();
        fs::write(self.path("read.txt"), passphrase).unwrap();
        self.org_key(&["import", self.path("foreign").to_str().unwrap()])
    }

    /// Writes all three files.
    ///
    /// # Panics
    /// When one of them is refused.
    pub fn export(&self) -> Files {
        let files = Files {
            public: self.path("public.asc"),
            compatible: self.path("compatible.asc"),
            modern: self.path("modern.asc"),
        };
        self.org_key(&["export", "--public", "--to", files.public.to_str().unwrap()]);
        self.org_key(&["export", "--keypair", "--preset", "compatible", "--to", files.compatible.to_str().unwrap()]);
        self.org_key(&["export", "--keypair", "--preset", "modern", "--to", files.modern.to_str().unwrap()]);
        files
    }

    /// The secret block of a compatible file without the public block behind it.
    ///
    /// # Panics
    /// When the file has no such block.
    pub fn secret_block_of(&self, keypair: &Path) -> PathBuf {
        let (text, end) = (fs::read_to_string(keypair).unwrap(), "-----END PGP PRIVATE KEY BLOCK-----\n");
        let length = text.find(end).unwrap() + end.len();
        assert!(length < text.len(), "a block follows");
        fs::write(self.path("secret-block.asc"), &text[..length]).unwrap();
        self.path("secret-block.asc")
    }

    /// Programs that the review step of an export names.
    ///
    /// # Panics
    /// When the plan is refused.
    pub fn promised(&self, part: &[&str]) -> Vec<String> {
        let target: PathBuf = self.path("never.asc");
        let plan = self.org_key(&[&["export", "--dry-run", "--to", target.to_str().unwrap()], part].concat());
        let names = plan["opensIn"].as_array().unwrap_or_else(|| panic!("{plan}"));
        names.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    }
}

impl Default for Vault {
    fn default() -> Self {
        Self::new()
    }
}
