//! The internal users: what is stored, what is found again, and what is refused.

use crate::support::{NOW, Place, insert_key, refusal};
use orgkey_types::{Code, Fingerprint, KeyMode, Outcome, Secret, Timestamp};
use orgkey_vault::{
    Access, CheckState, KeyColumns, NewUser, NewUserKey, UserCertificationRow, UserChange, UserFilter, UserOrder,
    UserQuery, Vault,
};
use serde_json::json;

fn days(days: i64) -> Timestamp {
    NOW.plus_seconds(days * 86_400)
}

fn fingerprint(number: u32) -> Fingerprint {
    format!("{number:040X}").parse().unwrap()
}

fn change<T>(vault: &mut Vault, work: impl FnOnce(&UserChange<'_>) -> Outcome<T>) -> Outcome<T> {
    let intent = vault.begin("import-users", "test", json!({}), NOW)?;
    vault.change_users(intent, NOW, work)
}

/// One user: address and name, mode, end of the key, end of the certification, days since the last contact.
struct Person(&'static str, &'static str, KeyMode, Option<i64>, Option<i64>, i64);

fn insert(users: &UserChange<'_>, number: u32, person: &Person) -> Outcome<u64> {
    let Person(email, name, mode, ends, certified, contact) = *person;
    let (fingerprint, secrets) = (fingerprint(number), Secret::new(b"private part".to_vec()));
    let certification = certified.map(|until| UserCertificationRow {
        generation: 1,
        user_id: email.as_bytes().to_vec(),
        signature: b"signature".to_vec(),
        made: NOW,
        ends: days(until),
    });
    let expires = ends.map(days);
    let columns = KeyColumns { fingerprint: &fingerprint, algorithm: "Ed25519", expires, revoked: false };
    let secrets = (mode == KeyMode::Skm).then_some(&secrets);
    let key = NewUserKey {
        columns,
        public: email.as_bytes(),
        secrets,
        origin: "imported",
        certification: certification.as_ref(),
    };
    users.insert(&NewUser { email, name, mode, last_contact: days(-contact) }, &key)
}

const PEOPLE: [Person; 6] = [
    Person("ada@example.org", "Ada Lovelace", KeyMode::Skm, Some(300), Some(14), 0),
    Person("Bob@example.org", "bob", KeyMode::Ckm, None, Some(14), 200),
    Person("cyd@example.org", "Çyd \"100%\" _x", KeyMode::Skm, Some(200), Some(-1), 100),
    Person("dan@example.com", "Dan", KeyMode::Skm, Some(100), None, 5),
    Person("eve@example.com", "Eve", KeyMode::Gkm, Some(-3), Some(14), 120),
    Person("fay@example.com", "Fay", KeyMode::Ckm, Some(50), None, 1),
];

fn with_people() -> (Place, Vault) {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    insert_key(&mut vault, 'A', b"secret").unwrap();
    change(&mut vault, |users| {
        (0..).zip(&PEOPLE).try_for_each(|(number, person)| insert(users, number, person).map(|_| ()))
    })
    .unwrap();
    (place, vault)
}

fn query() -> UserQuery {
    UserQuery {
        order: UserOrder::Email,
        descending: false,
        filter: None,
        text: String::new(),
        generation: Some(1),
        inactive_since: days(-90),
        after: None,
        limit: 100,
    }
}

fn found(vault: &Vault, query: &UserQuery) -> Vec<String> {
    let rows = vault.users_page(query, NOW).unwrap();
    rows.into_iter().map(|row| row.email.split('@').next().unwrap().to_lowercase()).collect()
}

#[test]
fn a_filter_passes_what_it_says() {
    let (_place, vault) = with_people();
    let cases: [(&str, Option<UserFilter>, &str); 13] = [
        ("", None, "ada bob cyd dan eve fay"),
        ("", Some(UserFilter::Verified), "ada bob"),
        ("", Some(UserFilter::Unverified), "dan eve fay"),
        ("", Some(UserFilter::WaitingForContact), "cyd"),
        ("", Some(UserFilter::Deleted), ""),
        ("EXAMPLE.COM", None, "dan eve fay"),
        ("lovelace", None, "ada"),
        ("\"100%\" _", None, "cyd"),
        ("bo", None, "bob"),
        ("%", None, ""),
        ("example.com", Some(UserFilter::Verified), ""),
        ("example.org", Some(UserFilter::Verified), "ada bob"),
        ("00003", None, "dan"),
    ];
    for (text, filter, expected) in cases {
        let asked = UserQuery { text: text.to_owned(), filter, ..query() };
        assert_eq!(found(&vault, &asked).join(" "), expected, "{text} {filter:?}");
    }
    let nobody = UserQuery { generation: None, filter: Some(UserFilter::Verified), ..query() };
    assert!(found(&vault, &nobody).is_empty(), "without an Organization Key");
    let replaced = UserQuery { generation: Some(2), filter: Some(UserFilter::Unverified), ..query() };
    assert_eq!(found(&vault, &replaced).len(), 5, "after a replacement, and one waits");
}

#[test]
fn pages_in_every_order_give_each_user_once() {
    let (_place, vault) = with_people();
    let cases = [
        (UserOrder::Email, "ada bob cyd dan eve fay"),
        (UserOrder::Name, "ada bob dan eve fay cyd"),
        (UserOrder::End, "eve fay dan cyd ada bob"),
        (UserOrder::Contact, "bob eve cyd dan fay ada"),
        (UserOrder::Added, "ada bob cyd dan eve fay"),
    ];
    for (order, expected) in cases {
        for descending in [false, true] {
            let mut expected: Vec<&str> = expected.split(' ').collect();
            if descending {
                expected.reverse();
            }
            let (mut all, mut after) = (Vec::new(), None);
            loop {
                let rows = vault.users_page(&UserQuery { order, descending, after, limit: 2, ..query() }, NOW).unwrap();
                let Some(last) = rows.last() else { break };
                after = Some(last.id);
                all.extend(rows.iter().map(|row| row.email.split('@').next().unwrap().to_lowercase()));
            }
            assert_eq!(all, expected, "{order:?} {descending}");
        }
    }
}

#[test]
fn a_deleted_user_frees_the_address_and_keeps_the_key() {
    let (_place, mut vault) = with_people();
    let ada = vault.user_by_email("ADA@example.org").unwrap().unwrap();
    change(&mut vault, |users| users.delete(ada.id)).unwrap();
    assert!(vault.user_by_email("ada@example.org").unwrap().is_none());
    assert_eq!((vault.user_count().unwrap(), found(&vault, &query()).len()), (5, 5));
    assert_eq!(found(&vault, &UserQuery { filter: Some(UserFilter::Deleted), ..query() }), ["ada"]);
    assert_eq!(vault.user_secrets(&ada).unwrap().expose(), b"private part");
    assert_eq!(vault.user_key(&ada.fingerprint).unwrap().public, b"ada@example.org");
    let again = |number| move |users: &UserChange<'_>| insert(users, number, &PEOPLE[0]);
    assert_eq!(refusal(change(&mut vault, again(0))).code, Code::UserKeyConflict, "her key is still hers");
    change(&mut vault, again(9)).unwrap();
    assert_eq!(vault.user_count().unwrap(), 6);
}

#[test]
fn a_change_that_is_refused_leaves_nothing_of_it() {
    let (_place, mut vault) = with_people();
    let refused = change(&mut vault, |users| {
        insert(users, 7, &Person("gil@example.org", "Gil", KeyMode::Skm, None, None, 0))?;
        insert(users, 8, &Person("ADA@EXAMPLE.ORG", "Other", KeyMode::Skm, None, None, 0))
    });
    assert_eq!(refusal(refused).code, Code::UserExists);
    assert_eq!(
        (vault.user_count().unwrap(), found(&vault, &UserQuery { text: "gil".into(), ..query() }).len()),
        (6, 0)
    );
    assert_eq!(vault.audit_page(None, 1, None).unwrap()[0].detail["code"], "user-exists");
}

#[test]
fn users_of_the_vault_come_back_after_a_restart_and_their_seals_are_checked() {
    let (place, vault) = with_people();
    let ada = vault.user_by_email("ada@example.org").unwrap().unwrap();
    vault.lock();
    let vault = place.open(crate::support::PASSPHRASE, Access::Read).unwrap();
    assert_eq!(vault.user_by_key(&ada.fingerprint).unwrap().unwrap(), ada);
    assert_eq!((ada.certified, ada.expires, ada.has_secrets), (Some((1, days(14))), Some(days(300)), true));
    assert_eq!(vault.user_key(&ada.fingerprint).unwrap().certification.unwrap().signature, b"signature");
    let bob = vault.user_by_email("bob@example.org").unwrap().unwrap();
    assert_eq!(refusal(vault.user_secrets(&bob)).code, Code::PublicOnly);
    let seals = vault.check().unwrap().items.into_iter().find(|item| item.name == "sealed-rows").unwrap();
    assert_eq!(seals.detail, "4 rows opened");
}

#[test]
fn a_vault_of_every_earlier_schema_keeps_what_it_has_and_takes_users() {
    for (schema, has_key, issued, users) in
        [(1, true, 0, 0), (2, false, 2, 0), (3, true, 1, 0), (4, true, 0, 5), (5, true, 0, 1)]
    {
        let place = Place::of_schema(schema);
        let mut vault = place.open(crate::support::PASSPHRASE, Access::Write).unwrap();
        let copied = place.file("generations/0001-migration/vault.db");
        assert!(copied.is_file(), "schema {schema} was copied before it was changed");
        let kept: u64 = vault.cas().unwrap().iter().map(|ca| ca.issued).sum();
        assert_eq!((vault.user_count().unwrap(), kept), (users, issued), "schema {schema}");
        assert_eq!(vault.active_organization_key().unwrap().is_some(), has_key, "schema {schema}");
        // Not certified: the vault of the second schema has no Organization Key.
        change(&mut vault, |users| insert(users, 9, &Person("gil@example.org", "Gil", KeyMode::Skm, None, None, 0)))
            .unwrap();
        assert_eq!(vault.user_count().unwrap(), users + 1, "schema {schema}");
        assert_eq!(found(&vault, &UserQuery { text: "gil".into(), ..query() }), ["gil"], "schema {schema}");
        assert!(vault.maintenance_runs(1).unwrap().is_empty());
        assert_eq!((vault.begin_run(NOW).unwrap(), vault.maintenance_runs(1).unwrap().len()), (1, 1), "and a run");
        assert_ne!(vault.check().unwrap().state(), CheckState::Failed, "schema {schema}");
    }
}
