//! Somebody with the page key and a program of his own.

use super::{Closed, NOW};
use crate::{
    database::{Mode, sql},
    tables::audit,
    write,
};
use orgkey_types::Code;

#[test]
fn the_log_is_never_changed_or_shortened_through_this_program() {
    let closed = Closed::with_entries(5);
    let mut database = closed.open(Mode::Write).unwrap();
    for statement in ["UPDATE audit SET subject = 'x' WHERE seq = 2", "DELETE FROM audit WHERE seq = 6"] {
        let refused =
            write::change(&mut database, "Ada", NOW, |change| change.connection.execute_batch(statement).map_err(sql));
        assert!(refused.is_err(), "{statement}");
    }
    audit::verify(&database.0, &closed.id).unwrap();
}

#[test]
fn an_edited_deleted_inserted_swapped_or_cut_off_entry_is_found_with_its_number() {
    let closed = Closed::with_entries(8);
    let mut database = closed.open(Mode::Write).unwrap();
    let cases = [
        ("UPDATE audit SET subject = 'x' WHERE seq = 4", 4),
        ("UPDATE audit SET at = at + 1 WHERE seq = 1", 1),
        ("UPDATE audit SET administrator = 'Grace' WHERE seq = 9", 9),
        ("UPDATE audit SET detail = '{}' WHERE seq = 3", 3),
        ("UPDATE audit SET counter = counter + 1 WHERE seq = 3", 3),
        ("UPDATE audit SET hash = zeroblob(32) WHERE seq = 5", 5),
        ("UPDATE audit SET prev_hash = zeroblob(32) WHERE seq = 5", 5),
        ("DELETE FROM audit WHERE seq = 5", 5),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 9", 9),
        ("DELETE FROM audit", 1),
        (
            "INSERT INTO audit SELECT 10, at, administrator, action, phase, subject, detail, intent, counter, prev_hash, \
          hash FROM audit WHERE seq = 9",
            10,
        ),
        (
            "UPDATE audit SET seq = 100 WHERE seq = 6; UPDATE audit SET seq = 6 WHERE seq = 7; \
          UPDATE audit SET seq = 7 WHERE seq = 100",
            6,
        ),
    ];
    for (statement, seq) in cases {
        let transaction = database.0.transaction().unwrap();
        transaction
            .execute_batch("DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_shortened")
            .unwrap();
        transaction.execute_batch(statement).unwrap();
        let broken = audit::verify(&transaction, &closed.id).unwrap_err();
        assert_eq!((broken.code, broken.subject), (Code::AuditBroken, Some(seq.to_string())), "{statement}");
        transaction.rollback().unwrap();
    }
    audit::verify(&database.0, &closed.id).unwrap();
    assert_eq!(audit::verify(&database.0, "another vault").unwrap_err().code, Code::AuditBroken);
}

#[test]
fn the_counter_only_grows() {
    let closed = Closed::with_entries(1);
    let database = closed.open(Mode::Write).unwrap();
    for value in ["counter", "counter - 1", "0"] {
        assert!(database.0.execute_batch(&format!("UPDATE vault SET counter = {value}")).is_err(), "{value}");
    }
}

#[test]
fn the_identity_is_never_changed_and_signs_for_whoever_holds_the_page_key() {
    let closed = Closed::with_entries(0);
    let vault = closed.enter().unwrap();
    assert!(!vault.may_use_secrets(orgkey_types::Area::OrganizationKeys));
    let (identity, signature) = (vault.identity().unwrap(), vault.sign("purpose", b"message").unwrap());
    assert!(identity.has_signed("purpose", b"message", &signature));
    vault.lock();
    let mut database = closed.open(Mode::Write).unwrap();
    for statement in [
        "UPDATE identity SET public = zeroblob(32)",
        "UPDATE identity SET secret = x'00'",
        "DELETE FROM identity",
        "INSERT INTO identity SELECT 2, public, secret, created FROM identity",
    ] {
        let refused =
            write::change(&mut database, "Ada", NOW, |change| change.connection.execute_batch(statement).map_err(sql));
        assert!(refused.is_err(), "{statement}");
    }
}

#[test]
fn an_identity_whose_halves_do_not_belong_together_is_found() {
    let closed = Closed::with_entries(0);
    for (statement, found) in [
        ("UPDATE identity SET public = x'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'", "d75a"),
        ("UPDATE identity SET secret = zeroblob(72)", "the seal does not hold"),
    ] {
        let mut database = closed.open(Mode::Write).unwrap();
        write::change(&mut database, "Ada", NOW, |change| {
            let open = format!("DROP TRIGGER IF EXISTS identity_is_never_changed; {statement}");
            change.connection.execute_batch(&open).map_err(sql)
        })
        .unwrap();
        database.close().unwrap();
        let vault = closed.enter().unwrap();
        let item = vault.check().unwrap().items.into_iter().find(|item| item.name == "identity").unwrap();
        assert_eq!(item.state, crate::CheckState::Failed, "{statement}");
        let sealed = vault.sign("purpose", b"").err().map(|failure| failure.code);
        assert_eq!(sealed, (found != "d75a").then_some(Code::VaultDamaged));
    }
}

#[test]
fn of_a_ca_the_program_itself_cannot_take_back_what_counts() {
    let closed = Closed::with_entries(0);
    let mut database = closed.open(Mode::Write).unwrap();
    let rows = "INSERT INTO ca VALUES ('ca', 1, 'CA', 'active', x'00', 'CN=CA', 'p256', 'aa', 'bb', 0, '2.21', \
                'created', 1, 7, 30, '[]', 0, 0, 0, 0, 0, 0, NULL, \
                'organization-certificate', NULL); \
                INSERT INTO issued VALUES (1, 'ca', x'01', 'a', 'CN=a', 'server', NULL, 0, 9, 'revoked', 'superseded', 5, \
                NULL, NULL); \
                INSERT INTO issued_certificate VALUES (1, x'00'); \
                INSERT INTO crl VALUES ('ca', 7, 0, 9, 1, 'cc', NULL)";
    write::change(&mut database, "Ada", NOW, |change| change.connection.execute_batch(rows).map_err(sql)).unwrap();
    let statements = [
        "DELETE FROM ca",
        "UPDATE ca SET exportable = 1",
        "UPDATE ca SET born_with = '9'",
        "UPDATE ca SET spki_sha256 = 'dd'",
        "UPDATE ca SET crl_number = 6",
        "UPDATE ca SET kind = 'organizational-ca'",
        "INSERT INTO ca SELECT 'other', 2, name, state, subject, subject_text, key_algorithm, key_id, 'dd', exportable, \
         born_with, origin, revocations_known, crl_number, crl_days, crl_points, issued, held, revoked, unpublished, \
         created, changed, secrets, kind, organization_key FROM ca",
        "INSERT INTO crl VALUES ('ca', 7, 0, 9, 1, 'cc', NULL)",
        "INSERT INTO crl VALUES ('ca', 6, 0, 9, 1, 'cc', NULL)",
        "DELETE FROM crl",
        "DELETE FROM issued_certificate",
        "DELETE FROM issued",
        "UPDATE issued SET state = 'valid', reason = NULL, revoked_at = NULL",
        "UPDATE issued SET state = 'held'",
        "UPDATE issued SET serial = x'02'",
        "INSERT INTO issued SELECT 2, ca_id, serial, name, subject, template, key_id, not_before, not_after, state, \
         reason, revoked_at, invalid_since, sha256 FROM issued",
    ];
    for statement in statements {
        let refused =
            write::change(&mut database, "Ada", NOW, |change| change.connection.execute_batch(statement).map_err(sql));
        assert!(refused.is_err(), "{statement}");
    }
}
