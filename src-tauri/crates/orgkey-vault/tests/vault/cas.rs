use crate::support::{NOW, PASSPHRASE, Place, refusal};
use orgkey_types::{Code, Outcome, Secret, Timestamp};
use orgkey_vault::{
    Access, CaChange, CaIdentity, CaKind, CaRow, CaState, CertificateRole, IssuedQuery, NewCa, NewCrl, NewIssued,
    Revocation, RevokedRow, Standing, Vault,
};
use serde_json::json;

pub fn change<T>(vault: &mut Vault, work: impl FnOnce(&CaChange<'_>) -> Outcome<T>) -> Outcome<T> {
    let intent = vault.begin("change-ca", "CA", json!({}), NOW)?;
    vault.change_cas(intent, NOW, work)
}

fn new_ca<'a>(name: &str, key: &str, secrets: &'a Secret) -> NewCa<'a> {
    NewCa {
        id: orgkey_vault::new_identifier().unwrap(),
        name: name.to_owned(),
        state: CaState::Active,
        identity: CaIdentity {
            subject: b"subject".to_vec(),
            subject_text: format!("CN={name}"),
            key_algorithm: "p256".to_owned(),
            key_id: key.repeat(20),
            spki_sha256: key.repeat(32),
            exportable: true,
            born_with: "2.21".to_owned(),
            origin: "created".to_owned(),
        },
        revocations_known: true,
        crl_number: 0,
        crl_days: 30,
        crl_points: vec!["http://example.org/ca.crl".to_owned()],
        secrets: Some(secrets),
        kind: CaKind::OrganizationalCa,
        organization_key: None,
    }
}

pub fn insert_ca(vault: &mut Vault, name: &str, key: &str, secrets: &[u8]) -> Outcome<CaRow> {
    let secrets = &Secret::new(secrets.to_vec());
    let new = new_ca(name, key, secrets);
    change(vault, |change| {
        change.insert(&new)?;
        change.ca(&new.id)
    })
}

pub fn days(count: i64) -> Timestamp {
    NOW.plus_seconds(count * 86_400)
}

pub fn issue(change: &CaChange<'_>, ca: &str, serial: u8, name: &str, end: Timestamp) -> Outcome<u64> {
    let (subject, der) = (format!("CN={name},O=Acme"), [serial; 40]);
    change.insert_issued(
        ca,
        &NewIssued {
            serial: &[0x10, serial],
            name,
            subject: &subject,
            template: if serial < 8 { "server" } else { "client" },
            key_id: Some(&[serial % 4; 20]),
            not_before: NOW,
            not_after: end,
            der: Some(&der),
        },
    )
}

pub fn revocation(reason: &str) -> Revocation {
    Revocation { at: NOW, reason: reason.to_owned(), invalid_since: Some(days(-1)) }
}

#[test]
fn in_a_vault_of_the_second_schema_a_serial_number_from_a_list_gets_its_certificate_and_stays_revoked() {
    let place = Place::of_schema(2);
    let mut vault = place.open(PASSPHRASE, Access::Write).unwrap();
    assert!(place.file("generations/0001-migration/vault.db").is_file(), "copied before it was changed");
    let ca = vault.cas().unwrap().remove(0);
    let found = |vault: &Vault, text: &str| {
        let query = IssuedQuery { text: text.to_owned(), limit: 9, ..IssuedQuery::default() };
        vault.issued_page(&ca.id, &query, NOW).unwrap()
    };
    let known = found(&vault, "0ae39e65").remove(0);
    assert_eq!((known.standing, known.sha256.is_none()), (Standing::Revoked, true));
    let der = b"its certificate".to_vec();
    let new = NewIssued {
        serial: &known.serial,
        name: "gone.example.org",
        subject: "CN=gone.example.org",
        template: "server",
        key_id: Some(b"key"),
        not_before: NOW,
        not_after: days(300),
        der: Some(&der),
    };
    assert!(change(&mut vault, |change| change.enter_issued(&ca.id, &new)).unwrap());
    assert!(!change(&mut vault, |change| change.enter_issued(&ca.id, &new)).unwrap(), "once only");
    for text in ["gone.exa", "0ae39e65", "CN=gone"] {
        let rows = found(&vault, text);
        assert_eq!(rows.len(), 1, "{text}");
        assert_eq!((rows[0].id, rows[0].standing, rows[0].not_after), (known.id, Standing::Revoked, days(300)));
    }
    assert_eq!(vault.issued_certificate(known.id).unwrap(), Some(der));
    assert_eq!(vault.issued_for_key(&ca.id, b"key", 9).unwrap().len(), 1);
    let after = vault.ca(&ca.id).unwrap();
    assert_eq!((after.issued, after.revoked), (ca.issued, ca.revoked));
    assert_eq!(found(&vault, "shop").len(), 1);
}

#[test]
fn a_vault_of_the_first_schema_opens_keeps_its_key_and_takes_a_ca() {
    let place = Place::of_schema(1);
    assert_eq!(refusal(place.open(PASSPHRASE, Access::Read)).code, Code::VaultReadOnly);
    let mut vault = place.open(PASSPHRASE, Access::Write).unwrap();
    let key = vault.active_organization_key().unwrap().unwrap();
    assert_eq!(key.summary.user_ids, ["Example Org <keys@example.org>"]);
    assert!(!vault.organization_key_secrets(&key.id).unwrap().is_empty());
    assert!(vault.cas().unwrap().is_empty());
    insert_ca(&mut vault, "Tree CA", "ab", b"key").unwrap();
    assert!(place.file("generations/0001-migration/vault.db").is_file(), "copied before it was changed");
    vault.lock();
    assert_eq!(place.open(PASSPHRASE, Access::Read).unwrap().cas().unwrap().len(), 1);
}

#[test]
fn the_key_of_a_ca_comes_back_after_a_restart_and_opens_only_in_its_own_row() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let first = insert_ca(&mut vault, "Tree CA", "ab", b"first key").unwrap();
    let second = insert_ca(&mut vault, "Other CA", "cd", b"second key").unwrap();
    assert_eq!((first.generation, second.generation, first.has_secrets), (1, 2, true));
    vault.lock();
    let vault = place.open(PASSPHRASE, Access::Read).unwrap();
    assert_eq!(vault.ca_secrets(&first.id).unwrap().expose(), b"first key");
    assert_eq!(vault.ca_secrets(&second.id).unwrap().expose(), b"second key");
    assert_eq!(vault.ca(&first.id).unwrap(), first);
    assert_eq!(refusal(vault.ca("absent")).code, Code::CaNotFound);
    let seals = vault.check().unwrap().items.into_iter().find(|item| item.name == "sealed-rows").unwrap();
    assert_eq!(seals.detail, "2 rows opened");
}

#[test]
fn a_name_in_use_and_a_key_that_any_ca_has_are_refused() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let first = insert_ca(&mut vault, "Tree CA", "ab", b"key").unwrap();
    for (name, key) in [("Tree CA", "cd"), ("TREE ca", "cd"), ("Other CA", "ab")] {
        assert_eq!(insert_ca(&mut vault, name, key, b"key").unwrap_err().code, Code::CaExists, "{name} {key}");
    }
    change(&mut vault, |change| change.set_standing(&first.id, &first.name, CaState::Retired)).unwrap();
    let second = insert_ca(&mut vault, "tree CA", "cd", b"key").unwrap();
    let states: Vec<CaState> = vault.cas().unwrap().into_iter().map(|row| row.state).collect();
    assert_eq!(states, [CaState::Active, CaState::Retired]);
    let back = change(&mut vault, |change| change.set_standing(&first.id, &first.name, CaState::Active));
    assert_eq!(back.unwrap_err().code, Code::CaExists);
    assert_eq!(vault.ca(&second.id).unwrap().state, CaState::Active);
}

#[test]
fn of_the_two_certificates_there_is_one_each_and_what_it_replaces_stays_as_former() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let ca = insert_ca(&mut vault, "Tree CA", "ab", b"key").unwrap().id;
    let puts: [(CertificateRole, &[u8], bool); 7] = [
        (CertificateRole::SelfSigned, b"one", true),
        (CertificateRole::PublicKey, b"one", true),
        (CertificateRole::PublicKey, b"two", true),
        (CertificateRole::PublicKey, b"two", false),
        (CertificateRole::PublicKey, b"one", true),
        (CertificateRole::Chain, b"root", true),
        (CertificateRole::Chain, b"root", false),
    ];
    for (role, der, new) in puts {
        assert_eq!(change(&mut vault, |change| change.put_certificate(&ca, role, der)).unwrap(), new, "{role:?}");
    }
    let held: Vec<(CertificateRole, Vec<u8>)> =
        vault.ca_certificates(&ca).unwrap().into_iter().map(|row| (row.role, row.der)).collect();
    let expected = [
        (CertificateRole::SelfSigned, b"one".to_vec()),
        (CertificateRole::PublicKey, b"one".to_vec()),
        (CertificateRole::Chain, b"root".to_vec()),
        (CertificateRole::Former, b"two".to_vec()),
    ];
    assert_eq!(held, expected);
}

#[test]
fn what_is_issued_is_counted_found_by_its_serial_and_kept() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let ca = insert_ca(&mut vault, "Tree CA", "ab", b"key").unwrap().id;
    let ids = change(&mut vault, |change| {
        (1..=3).map(|serial| issue(change, &ca, serial, "mail.example.org", days(365))).collect::<Outcome<Vec<u64>>>()
    })
    .unwrap();
    let row = vault.issued(&ca, &[0x10, 2]).unwrap().unwrap();
    assert_eq!((row.id, row.standing, row.template.as_str()), (ids[1], Standing::Valid, "server"));
    assert_eq!(vault.issued_certificate(row.id).unwrap().unwrap(), [2; 40]);
    assert_eq!(row.sha256, Some(orgkey_files::sha256(&[2; 40])));
    assert_eq!(vault.issued(&ca, &[9]).unwrap(), None);
    change(&mut vault, |change| {
        change.set_issued(ids[0], Standing::Held, Some(&revocation("certificate-hold")))?;
        change.set_issued(ids[1], Standing::Revoked, Some(&revocation("key-compromise")))
    })
    .unwrap();
    let counts = vault.ca(&ca).unwrap();
    assert_eq!((counts.issued, counts.held, counts.revoked), (3, 1, 1));
    change(&mut vault, |change| change.set_issued(ids[0], Standing::Valid, None)).unwrap();
    let counts = vault.ca(&ca).unwrap();
    assert_eq!((counts.issued, counts.held, counts.revoked), (3, 0, 1));
    let again = change(&mut vault, |change| change.set_issued(ids[1], Standing::Valid, None));
    assert_eq!(again.unwrap_err().code, Code::AlreadyRevoked);
    assert_eq!(vault.issued(&ca, &[0x10, 2]).unwrap().unwrap().revocation, Some(revocation("key-compromise")));
}

#[test]
fn the_same_serial_is_refused_within_a_ca_and_stands_in_two() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let first = insert_ca(&mut vault, "Tree CA", "ab", b"key").unwrap().id;
    let second = insert_ca(&mut vault, "Other CA", "cd", b"key").unwrap().id;
    for (ca, good) in [(&first, true), (&second, true), (&first, false)] {
        let outcome = change(&mut vault, |change| issue(change, ca, 7, "mail.example.org", days(365)));
        assert_eq!(outcome.is_ok(), good);
    }
    assert_eq!(vault.ca(&first).unwrap().issued, 1);
}

#[test]
fn a_foreign_list_only_ever_takes_certificates_out_of_use() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let ca = insert_ca(&mut vault, "Tree CA", "ab", b"key").unwrap().id;
    change(&mut vault, |change| {
        for serial in 1..=3 {
            issue(change, &ca, serial, "mail.example.org", days(365))?;
        }
        let id = vault_id(change, &ca, 3)?;
        change.set_issued(id, Standing::Revoked, Some(&revocation("key-compromise"))).map(|_| ())
    })
    .unwrap();
    let rows: [(u8, Standing, bool, Standing); 6] = [
        (1, Standing::Held, true, Standing::Held),
        (1, Standing::Held, false, Standing::Held),
        (1, Standing::Revoked, true, Standing::Revoked),
        (1, Standing::Held, false, Standing::Revoked),
        (3, Standing::Held, false, Standing::Revoked),
        (99, Standing::Revoked, true, Standing::Revoked),
    ];
    for (serial, said, changed, stands) in rows {
        let entry = RevokedRow { serial: vec![0x10, serial], revocation: revocation("superseded") };
        let merged = change(&mut vault, |change| change.merge_revocation(&ca, &entry, said)).unwrap();
        assert_eq!(merged, changed, "{serial} {said:?}");
        assert_eq!(vault.issued(&ca, &[0x10, serial]).unwrap().unwrap().standing, stands, "{serial} {said:?}");
    }
    assert_eq!(vault.issued(&ca, &[0x10, 3]).unwrap().unwrap().revocation, Some(revocation("key-compromise")));
    let out: Vec<Vec<u8>> = vault.out_of_use(&ca, days(400)).unwrap().into_iter().map(|row| row.serial).collect();
    assert_eq!(out, [vec![0x10, 99]], "the others have ended by then");
    assert_eq!(vault.out_of_use(&ca, NOW).unwrap().len(), 3);
}

fn vault_id(change: &CaChange<'_>, ca: &str, serial: u8) -> Outcome<u64> {
    // The identifiers of a fresh vault are the order of issuing.
    change.ca(ca).map(|_| u64::from(serial))
}

#[test]
fn the_number_of_a_revocation_list_never_falls() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let ca = insert_ca(&mut vault, "Tree CA", "ab", b"key").unwrap().id;
    let cases = [(5, true), (5, false), (4, false), (0, false), (6, true), (u64::MAX, false)];
    for (number, good) in cases {
        let outcome = change(&mut vault, |change| {
            let new = NewCrl { number, this_update: NOW, next_update: days(30), entries: 0, der: b"list" };
            change.insert_list(&ca, &new)
        });
        assert_eq!(outcome.is_ok(), good, "{number}");
    }
    for (seen, stands) in [(3, 6), (9, 9)] {
        change(&mut vault, |change| change.note_list_number(&ca, seen)).unwrap();
        assert_eq!(vault.ca(&ca).unwrap().crl_number, stands);
    }
    let numbers: Vec<u64> = vault.revocation_lists(&ca, 10).unwrap().into_iter().map(|row| row.number).collect();
    assert_eq!(numbers, [6, 5]);
    let newest = vault.newest_revocation_list(&ca).unwrap().unwrap();
    assert_eq!((newest.number, newest.der.as_deref()), (6, Some(b"list".as_slice())));
}

#[test]
fn a_change_that_fails_half_way_leaves_nothing_and_is_settled_as_failed() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let ca = insert_ca(&mut vault, "Tree CA", "ab", b"key").unwrap().id;
    let failed = change(&mut vault, |change| {
        issue(change, &ca, 1, "mail.example.org", days(365))?;
        change.put_certificate(&ca, CertificateRole::Chain, b"root")?;
        Err::<(), _>(Code::Cancelled.into())
    });
    assert_eq!(failed.unwrap_err().code, Code::Cancelled);
    assert!(vault.ca_certificates(&ca).unwrap().is_empty());
    assert_eq!(vault.ca(&ca).unwrap().issued, 0);
    let newest = vault.audit_page(None, 1, None).unwrap().pop().unwrap();
    assert_eq!(newest.detail, json!({ "outcome": "failed", "code": "cancelled" }));
}
