//! Tests that need the inside of the crate: the page key instead of a second of key derivation, and the database
//! without the triggers that guard it.

#[cfg(unix)]
mod damage;
mod rotation;
mod tampering;

use crate::{
    database::{Database, Mode},
    keys::{Key, PageKey},
    layout,
    slots::{AreaKeys, KeySlots, Opened},
    write,
};
use orgkey_types::{Passphrase, Timestamp};
use std::path::PathBuf;

const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);

/// A vault on disk that is closed, and its page key.
struct Closed {
    _root: tempfile::TempDir,
    folder: PathBuf,
    page: PageKey,
    id: String,
}

impl Closed {
    /// With `entries` in the audit log and as many settings.
    fn with_entries(entries: usize) -> Self {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("example.orgvault");
        let new = crate::NewVault {
            organization: "Example Org".to_owned(),
            domains: vec!["example.org".to_owned()],
            administrator: "Ada".to_owned(),
            language: "en".to_owned(),
        };
        let passphrase = Passphrase::new("passphrase".to_owned());
        let mut vault = crate::create(&folder, &new, &passphrase, crate::KdfCost::floor(), "test", NOW).unwrap();
        for number in 0..entries {
            let detail = serde_json::json!({ "number": number, "text": "some words that take up room ".repeat(4) });
            vault.record("note", &format!("subject {number}"), detail, NOW).unwrap();
            vault.set_setting(&format!("setting {number}"), &"value ".repeat(40), NOW).unwrap();
        }
        // Long enough for pages of its own.
        vault.set_setting("long", &"long value ".repeat(3000), NOW).unwrap();
        let page = PageKey(vault.page_key().0.duplicate());
        let id = vault.id().to_owned();
        vault.lock();
        Self { _root: root, folder, page, id }
    }

    /// For writing, without the passphrase.
    fn enter(&self) -> orgkey_types::Outcome<crate::Vault> {
        let keys = Opened { page: PageKey(self.page.0.duplicate()), areas: AreaKeys::default(), identity: None };
        let slots = KeySlots::read(&layout::key_slots(&self.folder))?;
        let writer = crate::writer::Writer::take(&self.folder, &crate::Holder::this_process("test", "Ada", NOW))?;
        let (folder, administrator, holder, last_seen, passphrase) =
            (self.folder.clone(), "Ada".to_owned(), None, None, None);
        let now = NOW;
        crate::locked::enter(crate::locked::Entrance {
            folder,
            slots,
            administrator,
            keys,
            writer,
            holder,
            now,
            last_seen,
            passphrase,
        })
    }

    fn open(&self, mode: Mode) -> orgkey_types::Outcome<Database> {
        Database::open(&self.folder, &self.page, mode)
    }
}

#[test]
fn a_vault_of_a_newer_program_is_refused_and_left_as_it_is() {
    let closed = Closed::with_entries(0);
    let mut database = closed.open(Mode::Write).unwrap();
    write::change(&mut database, "Ada", NOW, |change| {
        change.connection.pragma_update(None, "user_version", 99).map_err(crate::database::sql)
    })
    .unwrap();
    database.close().unwrap();
    let before = std::fs::read(layout::database(&closed.folder)).unwrap();
    let locked = crate::LockedVault::open(&closed.folder).unwrap();
    let passphrase = &Passphrase::new("passphrase".to_owned());
    let (administrator, access, program) = ("Ada", crate::Access::Write, "test");
    let opening = crate::Opening { administrator, passphrase, access, program, now: NOW, last_seen: None };
    let refused = locked.unlock(opening).map(|_| ()).unwrap_err();
    assert_eq!(refused.code, orgkey_types::Code::VaultNewer);
    assert_eq!(std::fs::read(layout::database(&closed.folder)).unwrap(), before);
}

#[test]
fn a_slot_without_the_right_leads_to_a_vault_without_secrets() {
    let closed = Closed::with_entries(0);
    let keys = Opened { page: PageKey(closed.page.0.duplicate()), areas: AreaKeys::default(), identity: None };
    let slots = KeySlots::read(&layout::key_slots(&closed.folder)).unwrap();
    let (folder, administrator) = (closed.folder.clone(), "Ada".to_owned());
    let (writer, holder, now, last_seen, passphrase) = (None, None, NOW, None, None);
    let entrance =
        crate::locked::Entrance { folder, slots, administrator, keys, writer, holder, now, last_seen, passphrase };
    let vault = crate::locked::enter(entrance).unwrap();
    assert!(!vault.may_use_secrets(orgkey_types::Area::OrganizationKeys));
    assert_eq!(vault.organization_key_secrets("any").unwrap_err().code, orgkey_types::Code::NotPermitted);
}

#[test]
fn every_setting_of_the_connection_holds_for_writers_and_readers() {
    let closed = Closed::with_entries(0);
    for mode in [Mode::Write, Mode::Read] {
        let database = closed.open(mode).unwrap();
        assert!(crate::database::deviations(&database.0).unwrap().is_empty(), "{mode:?}");
        let version: String = database.0.query_row("PRAGMA cipher_version", [], |row| row.get(0)).unwrap();
        assert!(version.starts_with('4'), "{version}");
        let memory: String = database.0.query_row("PRAGMA cipher_memory_security", [], |row| row.get(0)).unwrap();
        assert_eq!(memory, "1");
        let changed = database.0.execute("UPDATE setting SET value = 'x'", []);
        assert_eq!(changed.is_err(), mode == Mode::Read);
    }
}

#[test]
fn another_page_key_opens_nothing() {
    let closed = Closed::with_entries(0);
    let other = PageKey(Key::random().unwrap());
    let refused = Database::open(&closed.folder, &other, Mode::Read).map(|_| ()).unwrap_err();
    assert_eq!(refused.code, orgkey_types::Code::VaultDamaged);
}
