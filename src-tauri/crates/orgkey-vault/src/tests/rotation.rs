//! What lies on the disk in the middle of an exchange of keys, and what becomes of it.

use super::{Closed, NOW};
use crate::{
    Access, KdfCost, LockedVault, NewAdministrator, Opening, Vault,
    database::{Database, Mode, sql},
    layout,
    slots::{AnySlot, KeySlots},
    tables::SEALED,
};
use orgkey_types::{Area, Code, Outcome, Passphrase, Role};
use rusqlite::Connection;
use serde_json::json;
use std::fs;

fn open(closed: &Closed, access: Access) -> Outcome<Vault> {
    let passphrase = &Passphrase::new("passphrase".to_owned());
    let opening = Opening { administrator: "Ada", passphrase, access, program: "test", now: NOW, last_seen: None };
    LockedVault::open(&closed.folder)?.unlock(opening)
}

/// With an Auditor in it.
fn with_auditor() -> (Closed, Vault) {
    let closed = Closed::with_entries(3);
    let mut vault = open(&closed, Access::Write).unwrap();
    let (role, passphrase) = (Role::Auditor, &Passphrase::new("hers".to_owned()));
    let (role, rights, cost) = (role.shown(), role.rights(), KdfCost::floor());
    let new = NewAdministrator { administrator: "Grace", role, rights, passphrase, cost };
    vault.add_administrator(&new, json!({}), &|_, _| Ok(()), NOW).unwrap();
    (closed, vault)
}

/// The folder as it is after the commit and before the rename: the slots are new, the database is old, the copy lies
/// beside it.
fn cut_off_after_the_commit() -> Closed {
    let (closed, mut vault) = with_auditor();
    vault.set_setting("colour", "dark", NOW).unwrap();
    vault.lock();
    let old = fs::read(layout::database(&closed.folder)).unwrap();
    let mut vault = open(&closed, Access::Write).unwrap();
    vault.remove_administrator("Grace", json!({}), &|_, _| Ok(()), NOW).unwrap();
    vault.lock();
    fs::rename(layout::database(&closed.folder), layout::next_database(&closed.folder)).unwrap();
    fs::write(layout::database(&closed.folder), old).unwrap();
    closed
}

#[test]
fn every_table_with_a_sealed_column_is_sealed_anew() {
    let closed = Closed::with_entries(0);
    let database = closed.open(Mode::Read).unwrap();
    let statement = "SELECT m.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c \
                     WHERE m.type = 'table' AND c.name = 'secrets' ORDER BY m.name";
    let found: Vec<String> =
        database.0.prepare(statement).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut known: Vec<&str> = SEALED.iter().map(|table| table.name).collect();
    known.sort_unstable();
    assert_eq!(found, known);
    assert!(SEALED.iter().all(|table| table.area.has_secrets()));
}

#[test]
fn after_the_commit_a_reader_reads_the_copy_where_it_lies_and_a_writer_finishes() {
    let closed = cut_off_after_the_commit();
    let names = || fs::read_dir(&closed.folder).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    let reader = open(&closed, Access::Read).unwrap();
    assert_eq!(reader.setting("colour").unwrap().as_deref(), Some("dark"));
    drop(reader);
    assert!(layout::next_database(&closed.folder).is_file(), "a reader changes nothing");
    let vault = open(&closed, Access::Write).unwrap();
    assert!(vault.notices().is_empty(), "{:?}", vault.notices());
    assert_eq!(vault.administrators().len(), 1);
    assert!(!names().iter().any(|name| name.to_string_lossy().contains("next")), "{:?}", names());
    vault.verify_audit().unwrap();
}

#[test]
fn a_log_of_the_old_database_is_not_taken_for_that_of_the_new_one() {
    let closed = cut_off_after_the_commit();
    let [log, index, _] = layout::beside(&layout::database(&closed.folder));
    fs::write(&log, b"frames of the old database").unwrap();
    fs::write(&index, [0; 32768]).unwrap();
    let vault = open(&closed, Access::Write).unwrap();
    assert!(vault.check().unwrap().items.iter().all(|item| item.state == crate::CheckState::Ok));
}

#[test]
fn before_the_commit_the_copy_is_swept_whatever_state_it_is_in() {
    let (closed, vault) = with_auditor();
    vault.lock();
    for content in [&b""[..], b"half of a database", &[0; 8192]] {
        fs::write(layout::next_database(&closed.folder), content).unwrap();
        for path in layout::beside(&layout::next_database(&closed.folder)) {
            fs::write(path, "x").unwrap();
        }
        let vault = open(&closed, Access::Write).unwrap();
        assert_eq!(vault.administrators().len(), 2);
        let left = layout::beside(&layout::next_database(&closed.folder)).iter().filter(|path| path.exists()).count();
        assert!(left == 0 && !layout::next_database(&closed.folder).exists());
    }
}

#[test]
fn a_copy_under_another_key_does_not_hide_a_damaged_database() {
    let (closed, vault) = with_auditor();
    vault.lock();
    let other = Closed::with_entries(0);
    fs::copy(layout::database(&other.folder), layout::next_database(&closed.folder)).unwrap();
    fs::write(layout::database(&closed.folder), [7; 8192]).unwrap();
    for access in [Access::Read, Access::Write] {
        assert_eq!(open(&closed, access).map(|_| ()).unwrap_err().code, Code::VaultDamaged);
        assert!(layout::next_database(&closed.folder).exists(), "nothing is thrown away");
    }
}

/// Each row that somebody without the right can reach, and every key that his slot leads to.
#[test]
fn the_auditor_opens_no_secret_with_the_slot_the_database_and_this_code_in_hand() {
    let (closed, mut vault) = with_auditor();
    let intent = vault.begin("generate-organization-key", "key", json!({}), NOW).unwrap();
    let summary = serde_json::from_value(json!({
        "fingerprint": "A".repeat(40), "version": 4, "userIds": [], "created": NOW, "expires": null, "revoked": false,
        "selfSigned": true, "legacy": [], "components": [],
    }));
    let secrets = &orgkey_types::Secret::new(b"the secret packets".to_vec());
    let (summary, public, origin, expiry_rule) = (summary.unwrap(), Vec::new(), "generated".into(), "1y".into());
    let new = crate::NewOrganizationKey { summary, public, secrets, origin, expiry_rule };
    let id = vault.insert_organization_key(intent, new, NOW).unwrap().id;
    vault.lock();
    let slots = KeySlots::read(&layout::key_slots(&closed.folder)).unwrap();
    let AnySlot::Present(slot) = slots.slot("Grace").unwrap() else { panic!("of the present version") };
    let wrapping = slot.derive(&Passphrase::new("hers".to_owned())).unwrap();
    let opened = slot.unwrap_with(&slots.vault_id, &wrapping).unwrap();
    assert!(Area::WITH_SECRETS.iter().all(|area| opened.areas.get(*area).is_none()));
    let database = Database::open(&closed.folder, &opened.page, Mode::Read).unwrap();
    let sealed = |connection: &Connection| {
        connection
            .query_row("SELECT secrets FROM organization_key WHERE id = ?1", [&id], |row| row.get::<_, Vec<u8>>(0))
    };
    let sealed = sealed(&database.0).map_err(sql).unwrap();
    assert!(!sealed.windows(6).any(|window| window == b"secret"));
    let row = crate::tables::organization_key::by_id(&database.0, &id).unwrap();
    let others = [opened.page.0.duplicate(), opened.page.derive("orgkey vault identity 1").unwrap(), wrapping];
    for key in others.map(crate::keys::SecretsKey) {
        let refused = crate::tables::organization_key::secrets(&database.0, &row, &slots.vault_id, &key);
        assert_eq!(refused.map(|_| ()).unwrap_err().code, Code::VaultDamaged);
    }
}
