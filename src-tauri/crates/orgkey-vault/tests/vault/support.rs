use orgkey_types::{Failure, KeySummary, Outcome, Passphrase, Secret, Timestamp};
use orgkey_vault::{Access, KdfCost, LockedVault, NewOrganizationKey, NewVault, Opening, OrganizationKeyRow, Vault};
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
};

pub const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);
pub const PASSPHRASE: &str = "correct horse battery staple";

pub fn words(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

/// A folder for one test with a vault in it that nobody has open.
pub struct Place {
    pub root: tempfile::TempDir,
    pub folder: PathBuf,
}

impl Place {
    /// A vault as an earlier program has left it.
    pub fn of_schema(number: u32) -> Self {
        let place = Self::empty();
        let fixture = format!("../../../tests/fixtures/vault/schema-{number}");
        let fixture: PathBuf = [env!("CARGO_MANIFEST_DIR"), &fixture].iter().collect();
        orgkey_files::create_private_dir(&place.folder).unwrap();
        orgkey_files::create_private_dir(&place.file("generations")).unwrap();
        for name in ["vault.db", "keyslots.json"] {
            std::fs::copy(fixture.join(name), place.file(name)).unwrap();
        }
        place
    }

    pub fn empty() -> Self {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("example.orgvault");
        Self { root, folder }
    }

    pub fn with_vault() -> Self {
        let place = Self::empty();
        place.create().unwrap().lock();
        place
    }

    pub fn create(&self) -> Outcome<Vault> {
        let new = NewVault {
            organization: "Example Org".to_owned(),
            domains: vec!["example.org".to_owned(), "example.com".to_owned()],
            administrator: "Ada".to_owned(),
            language: "en".to_owned(),
        };
        orgkey_vault::create(&self.folder, &new, &words(PASSPHRASE), KdfCost::floor(), "test", NOW)
    }

    pub fn open(&self, passphrase: &str, access: Access) -> Outcome<Vault> {
        self.open_having_seen(passphrase, access, None)
    }

    pub fn open_having_seen(&self, passphrase: &str, access: Access, last_seen: Option<u64>) -> Outcome<Vault> {
        let passphrase = &words(passphrase);
        let opening = Opening { administrator: "Ada", passphrase, access, program: "test", now: NOW, last_seen };
        LockedVault::open(&self.folder)?.unlock(opening)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// `Vault` has no `Debug`, so `unwrap_err` does not know it.
pub fn refusal<T>(outcome: Outcome<T>) -> Failure {
    match outcome {
        Ok(_) => panic!("this should have been refused"),
        Err(failure) => failure,
    }
}

pub fn summary(fingerprint: char) -> KeySummary {
    let fingerprint = fingerprint.to_string().repeat(40);
    serde_json::from_value(json!({
        "fingerprint": fingerprint, "version": 4, "userIds": ["Example Org <keys@example.org>"],
        "created": NOW, "expires": null, "revoked": false, "selfSigned": true, "legacy": [], "components": [],
    }))
    .unwrap()
}

pub fn insert_key(vault: &mut Vault, fingerprint: char, secrets: &[u8]) -> Outcome<OrganizationKeyRow> {
    let intent = vault.begin("generate-organization-key", "key", json!({}), NOW)?;
    let secrets = &Secret::new(secrets.to_vec());
    let (origin, expiry_rule) = ("generated".to_owned(), "1y".to_owned());
    let public = b"public packets".to_vec();
    let new = NewOrganizationKey { summary: summary(fingerprint), public, secrets, origin, expiry_rule };
    vault.insert_organization_key(intent, new, NOW)
}

pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
