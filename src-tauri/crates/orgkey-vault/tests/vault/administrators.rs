use crate::support::{NOW, PASSPHRASE, Place, insert_key, names, refusal, words};
use orgkey_types::{Area, Code, Failure, Grant, Outcome, Right, Rights, Role};
use orgkey_vault::{Access, CheckItem, CheckState, KdfCost, LockedVault, NewAdministrator, Opening, Vault};
use serde_json::json;
use std::{
    fs,
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
};

const HERS: &str = "vivid otter lantern quarry";

fn add(vault: &mut Vault, administrator: &str, role: Role) -> Outcome<()> {
    let (passphrase, cost) = (&words(HERS), KdfCost::floor());
    let (role, rights) = (role.shown(), role.rights());
    let new = NewAdministrator { administrator, role, rights, passphrase, cost };
    vault.add_administrator(&new, json!({}), &|_, _| Ok(()), NOW)
}

fn remove(vault: &mut Vault, administrator: &str) -> Outcome<()> {
    vault.remove_administrator(administrator, json!({}), &|_, _| Ok(()), NOW)
}

fn set(vault: &mut Vault, administrator: &str, rights: Rights) -> Outcome<()> {
    vault.set_rights(administrator, rights, json!({}), &|_, _| Ok(()), NOW)
}

fn open_as(place: &Place, administrator: &str, passphrase: &str, access: Access) -> Outcome<Vault> {
    let passphrase = &words(passphrase);
    let opening = Opening { administrator, passphrase, access, program: "test", now: NOW, last_seen: None };
    LockedVault::open(&place.folder)?.unlock(opening)
}

fn grant(area: Area, right: Right) -> Grant {
    Grant { area, right }
}

/// A vault with a secret in it, and Grace with a role.
fn with_grace(role: Role) -> (Place, Vault, String) {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let key = insert_key(&mut vault, 'A', b"the secret packets").unwrap().id;
    add(&mut vault, "Grace", role).unwrap();
    (place, vault, key)
}

/// But for the modes of files that came from the repository.
fn is_whole(vault: &Vault) {
    let report = vault.check().unwrap();
    let whole = |item: &CheckItem| item.state == CheckState::Ok || item.name == "file-modes";
    assert!(report.items.iter().all(whole), "{report:?}");
}

#[test]
fn each_role_opens_the_secrets_of_its_areas_and_no_others() {
    for role in Role::ALL {
        let (place, vault, key) = with_grace(role);
        vault.lock();
        let vault = open_as(&place, "Grace", HERS, Access::Write).unwrap();
        assert_eq!((vault.role(), vault.rights()), (role.shown(), role.rights()));
        for area in Area::WITH_SECRETS {
            assert_eq!(vault.may_use_secrets(area), role.rights().has(area, Right::ExportSecret), "{role:?} {area:?}");
        }
        let opened = vault.organization_key_secrets(&key);
        assert_eq!(opened.is_ok(), vault.may(Area::OrganizationKeys, Right::ExportSecret));
        if let Err(refused) = opened {
            assert_eq!(refused.code, Code::NotPermitted);
            assert_eq!(refused.subject.as_deref(), Some("Organization Keys: Export secret"));
        }
    }
}

#[test]
fn a_right_is_given_and_taken_while_the_person_is_away() {
    let (place, mut vault, key) = with_grace(Role::Auditor);
    let more = Role::Auditor.rights().with(grant(Area::OrganizationKeys, Right::ExportSecret));
    set(&mut vault, "Grace", more).unwrap();
    vault.lock();
    let graces = open_as(&place, "Grace", HERS, Access::Read).unwrap();
    assert_eq!(graces.organization_key_secrets(&key).unwrap().expose(), b"the secret packets");
    assert!(!graces.may_use_secrets(Area::Users));
    graces.lock();
    let mut vault = place.open(PASSPHRASE, Access::Write).unwrap();
    set(&mut vault, "Grace", Role::Auditor.rights()).unwrap();
    assert_eq!(vault.organization_key_secrets(&key).unwrap().expose(), b"the secret packets", "in the same session");
    is_whole(&vault);
    vault.lock();
    let graces = open_as(&place, "Grace", HERS, Access::Write).unwrap();
    assert_eq!(graces.organization_key_secrets(&key).unwrap_err().code, Code::NotPermitted);
    assert!(graces.notices().is_empty());
}

#[test]
fn nobody_gives_or_takes_what_they_hold_no_key_for() {
    let (place, vault, _) = with_grace(Role::CertificateOfficer);
    vault.lock();
    let mut graces = open_as(&place, "Grace", HERS, Access::Write).unwrap();
    let counter = graces.counter().unwrap();
    for refused in [
        add(&mut graces, "Edsger", Role::KeyManager),
        set(&mut graces, "Grace", Rights::all()),
        set(&mut graces, "Ada", Role::Auditor.rights()),
        remove(&mut graces, "Ada"),
    ] {
        assert_eq!(refusal(refused).code, Code::NotPermitted);
    }
    assert_eq!(graces.counter().unwrap(), counter, "refused before anything was written");
    add(&mut graces, "Edsger", Role::CertificateOfficer).unwrap();
    add(&mut graces, "Barbara", Role::Auditor).unwrap();
    graces.lock();
    let report = open_as(&place, "Edsger", HERS, Access::Write).unwrap().check().unwrap();
    let sealed = report.items.iter().find(|item| item.name == "sealed-rows").unwrap();
    assert_eq!(
        sealed.detail,
        "0 rows opened; this slot has no right to those of Organization Keys, Encryption Keys, Users"
    );
}

#[test]
fn whoever_is_removed_opens_nothing_new_with_the_old_slots_the_old_copy_and_the_old_passphrase() {
    let (place, mut vault, key) = with_grace(Role::KeyManager);
    let before = [
        ("keyslots.json", fs::read(place.file("keyslots.json")).unwrap()),
        ("keyslots.copy.json", fs::read(place.file("keyslots.copy.json")).unwrap()),
    ];
    remove(&mut vault, "Grace").unwrap();
    is_whole(&vault);
    vault.set_setting("colour", "dark", NOW).unwrap();
    vault.lock();
    assert_eq!(names(&place.folder), ["generations", "keyslots.copy.json", "keyslots.json", "vault.db", "writer.lock"]);
    assert_eq!(refusal(open_as(&place, "Grace", HERS, Access::Read)).code, Code::UnknownAdministrator);
    let present: Vec<_> = before.iter().map(|(name, _)| fs::read(place.file(name)).unwrap()).collect();
    let [(file, slots), (copy, _)] = &before;
    fs::write(place.file(file), slots).unwrap();
    for access in [Access::Read, Access::Write] {
        for (name, passphrase) in [("Grace", HERS), ("Ada", PASSPHRASE)] {
            assert_eq!(refusal(open_as(&place, name, passphrase, access)).code, Code::KeySlotsRolledBack, "{name}");
        }
    }
    fs::write(place.file(copy), slots).unwrap();
    assert_eq!(refusal(open_as(&place, "Grace", HERS, Access::Write)).code, Code::VaultDamaged);
    for ((name, _), bytes) in before.iter().zip(present) {
        fs::write(place.file(name), bytes).unwrap();
    }
    let vault = place.open(PASSPHRASE, Access::Write).unwrap();
    assert!(vault.notices().is_empty());
    assert_eq!(vault.setting("colour").unwrap().as_deref(), Some("dark"));
    assert_eq!(vault.organization_key_secrets(&key).unwrap().expose(), b"the secret packets");
    vault.verify_audit().unwrap();
}

#[test]
fn a_removal_is_in_the_log_with_its_intent_and_its_end() {
    let (_place, mut vault, _) = with_grace(Role::Auditor);
    remove(&mut vault, "Grace").unwrap();
    let phases: Vec<_> =
        vault.audit_page(None, 2, None).unwrap().into_iter().map(|entry| (entry.action, entry.phase)).collect();
    let entry = |phase: &str| ("remove-administrator".to_owned(), phase.to_owned());
    assert_eq!(phases, [entry("settled"), entry("intent")]);
}

#[test]
fn a_rotation_that_is_stopped_or_meets_an_obstacle_leaves_everything_as_it_was() {
    let (place, mut vault, key) = with_grace(Role::KeyManager);
    let slots = fs::read(place.file("keyslots.json")).unwrap();
    for stop_at in 0..3 {
        let calls = std::cell::Cell::new(0);
        let stop = |_: u64, _: u64| match calls.replace(calls.get() + 1) {
            number if number == stop_at => Err(Failure::from(Code::Cancelled)),
            _ => Ok(()),
        };
        let outcome = vault.remove_administrator("Grace", json!({}), &stop, NOW);
        if calls.get() <= stop_at {
            outcome.unwrap();
            assert!(stop_at > 1, "looked at between pages and between rows");
            return;
        }
        assert_eq!(outcome.unwrap_err().code, Code::Cancelled);
        assert_eq!(fs::read(place.file("keyslots.json")).unwrap(), slots);
        assert!(!names(&place.folder).iter().any(|name| name.contains("next")), "{:?}", names(&place.folder));
        assert_eq!(vault.organization_key_secrets(&key).unwrap().expose(), b"the secret packets");
    }
    vault.lock();
    fs::remove_file(place.file("keyslots.copy.json")).unwrap();
    fs::create_dir(place.file("keyslots.copy.json")).unwrap();
    let mut vault = place.open(PASSPHRASE, Access::Write).unwrap();
    assert_eq!(remove(&mut vault, "Grace").unwrap_err().code, Code::NotAFile);
    vault.lock();
    open_as(&place, "Grace", HERS, Access::Write).unwrap().organization_key_secrets(&key).unwrap();
    assert!(!names(&place.folder).iter().any(|name| name.contains("next")));
}

#[test]
fn after_a_rotation_a_reader_of_before_still_reads_and_a_new_one_sees_the_new() {
    let (place, mut vault, key) = with_grace(Role::KeyManager);
    vault.set_setting("colour", "dark", NOW).unwrap();
    let reader = place.open(PASSPHRASE, Access::Read).unwrap();
    assert_eq!(reader.setting("colour").unwrap().as_deref(), Some("dark"));
    remove(&mut vault, "Grace").unwrap();
    vault.set_setting("colour", "light", NOW).unwrap();
    assert_eq!(reader.setting("colour").unwrap().as_deref(), Some("dark"));
    drop(reader);
    let reader = place.open(PASSPHRASE, Access::Read).unwrap();
    assert_eq!(reader.setting("colour").unwrap().as_deref(), Some("light"));
    assert_eq!(reader.organization_key_secrets(&key).unwrap().expose(), b"the secret packets");
    vault.lock();
    is_whole(&place.open(PASSPHRASE, Access::Write).unwrap());
}

/// The derivation of the key takes longer than an exchange of keys: a reader who comes at that time has the old slots in
/// hand and finds the new database.
#[test]
fn whoever_opens_while_keys_are_exchanged_opens_the_old_vault_or_the_new_one() {
    let (place, mut vault, key) = with_grace(Role::KeyManager);
    let (done, opened) = (AtomicBool::new(false), AtomicU32::new(0));
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            while !done.load(Ordering::SeqCst) {
                let vault = place.open(PASSPHRASE, Access::Read).unwrap();
                assert!(vault.notices().is_empty(), "{:?}", vault.notices());
                assert_eq!(vault.organization_key_secrets(&key).unwrap().expose(), b"the secret packets");
                opened.fetch_add(1, Ordering::SeqCst);
            }
        });
        for _ in 0..6 {
            remove(&mut vault, "Grace").unwrap();
            add(&mut vault, "Grace", Role::KeyManager).unwrap();
            // A reader looks again, but not for ever: the next change waits for whoever was overtaken by this one.
            let before = opened.load(Ordering::SeqCst);
            while opened.load(Ordering::SeqCst) == before && !reader.is_finished() {
                std::thread::yield_now();
            }
        }
        done.store(true, Ordering::SeqCst);
    });
}

#[test]
fn slots_of_the_first_version_open_become_those_of_the_present_one_and_their_one_key_is_separated() {
    let place = Place::of_schema(1);
    let first = fs::read_to_string(place.file("keyslots.json")).unwrap();
    assert!(first.contains("\"version\": 1") && first.contains("secrets_key"));
    let locked = LockedVault::open(&place.folder).unwrap();
    let (name, rights) = (locked.slots()[0].administrator.clone(), locked.slots()[0].rights);
    assert_eq!(rights, Rights::all());
    let mut vault = place.open(PASSPHRASE, Access::Write).unwrap();
    assert!(fs::read_to_string(place.file("keyslots.json")).unwrap().contains("\"version\": 2"));
    assert_eq!((vault.administrator(), vault.rights()), (name.as_str(), Rights::all()));
    is_whole(&vault);
    let sealed = vault.organization_keys().unwrap().into_iter().find(|row| row.has_secrets);
    let secrets = sealed.as_ref().map(|row| vault.organization_key_secrets(&row.id).unwrap().expose().to_vec());
    let database = fs::read(place.file("vault.db")).unwrap();
    add(&mut vault, "Grace", Role::CertificateOfficer).unwrap();
    assert_ne!(fs::read(place.file("vault.db")).unwrap()[..16], database[..16], "each area has a key of its own now");
    vault.lock();
    let mut graces = open_as(&place, "Grace", HERS, Access::Write).unwrap();
    if let Some(row) = &sealed {
        assert_eq!(graces.organization_key_secrets(&row.id).unwrap_err().code, Code::NotPermitted);
    }
    add(&mut graces, "Edsger", Role::Auditor).unwrap();
    graces.lock();
    let vault = place.open(PASSPHRASE, Access::Write).unwrap();
    let still = sealed.map(|row| vault.organization_key_secrets(&row.id).unwrap().expose().to_vec());
    assert_eq!(still, secrets);
    is_whole(&vault);
}

#[test]
fn a_reader_of_slots_of_the_first_version_leaves_them_and_a_cut_off_upgrade_is_settled() {
    let place = Place::of_schema(1);
    place.open(PASSPHRASE, Access::Write).unwrap().lock();
    let (slots, database) = (fs::read(place.file("keyslots.json")).unwrap(), fs::read(place.file("vault.db")).unwrap());
    let other = Place::of_schema(1);
    let first = fs::read(other.file("keyslots.json")).unwrap();
    fs::write(place.file("keyslots.json"), &first).unwrap();
    let refused = place.open(PASSPHRASE, Access::Read).unwrap();
    assert!(refused.notices().iter().any(|notice| notice.code == Code::KeySlotsRolledBack));
    drop(refused);
    place.open(PASSPHRASE, Access::Write).unwrap().lock();
    assert_eq!(fs::read(place.file("keyslots.json")).unwrap(), slots, "healed from the copy in the vault");
    assert!(fs::read(place.file("vault.db")).unwrap().len() == database.len());
}
