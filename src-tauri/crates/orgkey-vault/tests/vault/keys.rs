use crate::support::{NOW, PASSPHRASE, Place, insert_key, summary};
use orgkey_types::{Code, Secret, Timestamp};
use orgkey_vault::{Access, NewBackup};
use serde_json::json;

#[test]
fn a_stored_key_comes_back_byte_for_byte_after_a_restart() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let row = insert_key(&mut vault, 'A', b"secret packets").unwrap();
    assert_eq!((row.generation, row.state.as_str(), row.has_secrets), (1, "active", true));
    vault.lock();
    let vault = place.open(PASSPHRASE, Access::Read).unwrap();
    assert_eq!(vault.active_organization_key().unwrap(), Some(row.clone()));
    assert_eq!(vault.organization_keys().unwrap(), std::slice::from_ref(&row));
    assert_eq!(vault.organization_key_secrets(&row.id).unwrap().expose(), b"secret packets");
    assert_eq!(vault.organization_key("absent").unwrap_err().code, Code::KeyNotFound);
}

#[test]
fn neither_secrets_nor_names_stand_readable_in_any_file_of_the_vault() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    insert_key(&mut vault, 'A', b"PLANTED-SECRET").unwrap();
    vault.set_setting("note", "PLANTED-NOTE", NOW).unwrap();
    vault.take_generation("test", NOW).unwrap();
    let mut folders = vec![place.folder.clone()];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
                continue;
            }
            let bytes = std::fs::read(entry.path()).unwrap();
            read += bytes.len();
            for planted in ["PLANTED-", "Example Org", PASSPHRASE, "SQLite format 3"] {
                let found = bytes.windows(planted.len()).any(|window| window == planted.as_bytes());
                assert!(!found, "{planted} in {:?}", entry.path());
            }
        }
    }
    assert!(read > 100_000, "the database and its log were read: {read}");
}

#[test]
fn a_second_active_key_is_refused_and_its_intent_is_settled_as_failed() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    insert_key(&mut vault, 'A', b"one").unwrap();
    assert_eq!(insert_key(&mut vault, 'B', b"two").unwrap_err().code, Code::OrganizationKeyExists);
    assert_eq!(vault.organization_keys().unwrap().len(), 1);
    let newest = vault.audit_page(None, 1, None).unwrap().pop().unwrap();
    assert_eq!(newest.detail, json!({ "outcome": "failed", "code": "organization-key-exists" }));
    vault.lock();
    assert!(place.open(PASSPHRASE, Access::Write).unwrap().notices().is_empty());
}

#[test]
fn an_update_keeps_the_key_and_its_secrets_and_dates_the_public_part() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let row = insert_key(&mut vault, 'A', b"one").unwrap();
    let later = Timestamp::from_seconds(NOW.seconds() + 60);
    let public: &[u8] = b"more public packets";
    let cases: [(&[u8], Option<&[u8]>, &[u8], Timestamp); 3] =
        [(&row.public, None, b"one", NOW), (public, None, b"one", later), (public, Some(b"two"), b"two", later)];
    for (public, secrets, expected, changed) in cases {
        let intent = vault.begin("import-keypair", "key", json!({}), later).unwrap();
        let secrets = secrets.map(|bytes| Secret::new(bytes.to_vec()));
        let updated =
            vault.update_organization_key(intent, &row.id, &summary('A'), public, secrets.as_ref(), later).unwrap();
        assert_eq!((updated.public.as_slice(), updated.public_changed, updated.generation), (public, changed, 1));
        assert_eq!(vault.organization_key_secrets(&row.id).unwrap().expose(), expected);
    }
    let intent = vault.begin("import-keypair", "key", json!({}), later).unwrap();
    let other = vault.update_organization_key(intent, &row.id, &summary('B'), public, None, later);
    assert_eq!(other.unwrap_err().code, Code::KeyConflict);
}

#[test]
fn the_backup_register_keeps_who_when_and_whether_it_was_proven() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let key = insert_key(&mut vault, 'A', b"one").unwrap();
    for (name, proven) in [("first.asc", true), ("second.asc", false)] {
        let intent = vault.begin("export-keypair", "key", json!({}), NOW).unwrap();
        let new = NewBackup {
            subject_id: key.id.clone(),
            subject_fingerprint: key.summary.fingerprint.clone(),
            generation: key.generation,
            kind: "keypair".to_owned(),
            file_name: name.to_owned(),
            place: "USB".to_owned(),
            bytes: 4096,
            sha256: orgkey_files::sha256(name.as_bytes()),
            preset: "modern".to_owned(),
            proof: json!([{ "key": 1 }]),
            proven,
            replaces: None,
        };
        let row = vault.insert_backup(intent, new, NOW).unwrap();
        assert_eq!((row.made_by.as_str(), row.made_at, row.proven_at), ("Ada", NOW, proven.then_some(NOW)));
    }
    let listed: Vec<String> = vault.backups(Some(&key.id)).unwrap().into_iter().map(|row| row.file_name).collect();
    assert_eq!(listed, ["second.asc", "first.asc"]);
    assert_eq!(vault.backups(None).unwrap().len(), 2);
    assert!(vault.backups(Some("another")).unwrap().is_empty());
}
