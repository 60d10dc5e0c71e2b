use super::{HERS, add, grant, open_as};
use orgkey_core::{
    AuditQuery, KdfCost, Silent,
    administrator::{AddAdministrator, add_administrator, grant_right, remove_administrator, revoke_right},
    administrators, audit_page,
};
use orgkey_test_support::{FILE_PASSPHRASE, Held, NOW, Place, StopsAfter, refusal, words};
use orgkey_types::{Code, Grant, Right, Rights, Role};

#[test]
fn somebody_is_added_given_a_right_robbed_of_it_and_removed() {
    let (_place, mut vault, _) = Place::with_key();
    let before = Held::in_vault(&vault, NOW);
    let added = add(&mut vault, " Grace ", Role::CertificateOfficer).unwrap().administrator;
    assert_eq!((added.administrator.as_str(), added.role.as_str()), ("Grace", "Certificate Officer"));
    assert_eq!(added.rights, Role::CertificateOfficer.rights());
    let more = grant("users:export-secret");
    let given = grant_right(&mut vault, "Grace", more, &Silent, NOW).unwrap();
    assert_eq!(given.administrator.rights, Role::CertificateOfficer.rights().with(more));
    assert_eq!(given.audit_head, vault.audit_head().unwrap());
    let taken = revoke_right(&mut vault, "Grace", more, &Silent, NOW).unwrap();
    assert_eq!(taken.administrator.rights, Role::CertificateOfficer.rights());
    remove_administrator(&mut vault, "Grace", &Silent, NOW).unwrap();
    assert_eq!(administrators(&vault).unwrap().len(), 1);
    assert_eq!(Held::in_vault(&vault, NOW), before, "the secrets are the same under other keys");
    vault.verify_audit().unwrap();
    let entries = audit_page(&vault, &AuditQuery { limit: 8, ..AuditQuery::default() }).unwrap().entries;
    let told: Vec<_> = entries.iter().rev().map(|entry| (entry.action.as_str(), entry.phase.as_str())).collect();
    let both = |action| [(action, "intent"), (action, "settled")];
    let actions = ["add-administrator", "grant-right", "revoke-right", "remove-administrator"];
    assert_eq!(told, actions.map(both).concat());
    assert_eq!(entries[5].detail["right"], "users:export-secret");
}

#[test]
fn what_is_there_already_changes_nothing() {
    let (_place, mut vault) = Place::with_vault();
    add(&mut vault, "Grace", Role::Auditor).unwrap();
    let counter = vault.counter().unwrap();
    grant_right(&mut vault, "Grace", grant("users:read"), &Silent, NOW).unwrap();
    revoke_right(&mut vault, "Grace", grant("users:write"), &Silent, NOW).unwrap();
    assert_eq!(vault.counter().unwrap(), counter);
}

#[test]
fn names_are_unique_whatever_their_case_and_passphrases_are_under_the_policy() {
    let (_place, mut vault) = Place::with_vault();
    add(&mut vault, "Grace", Role::Auditor).unwrap();
    let long = "x".repeat(51);
    let cases = [
        ("Grace", HERS, Code::AdministratorExists),
        (" gRACE ", HERS, Code::AdministratorExists),
        ("", HERS, Code::InvalidArgument),
        ("two\nlines", HERS, Code::InvalidArgument),
        (long.as_str(), HERS, Code::InvalidArgument),
        ("Edsger", "12345", Code::PassphraseWeak),
    ];
    let counter = vault.counter().unwrap();
    for (name, passphrase, code) in cases {
        let (passphrase, cost) = (&words(passphrase), KdfCost::floor());
        let request = AddAdministrator { name, role: Role::Auditor, passphrase, cost };
        assert_eq!(refusal(add_administrator(&mut vault, &request, &Silent, NOW)).code, code, "{name:?}");
    }
    for refused in [
        grant_right(&mut vault, "Edsger", grant("users:read"), &Silent, NOW),
        revoke_right(&mut vault, "Edsger", grant("users:read"), &Silent, NOW),
        remove_administrator(&mut vault, "Edsger", &Silent, NOW),
    ] {
        assert_eq!(refusal(refused).code, Code::UnknownAdministrator);
    }
    assert_eq!(vault.counter().unwrap(), counter);
}

#[test]
fn the_last_who_can_do_everything_is_neither_removed_nor_weakened() {
    let (place, mut vault) = Place::with_vault();
    let me = vault.administrator().to_owned();
    for right in ["administrators:write", "administrators:read", "certificates:export-secret", "users:read"] {
        let refused = refusal(revoke_right(&mut vault, &me, grant(right), &Silent, NOW));
        assert_eq!((refused.code, refused.subject.as_deref()), (Code::LastAdministrator, Some(me.as_str())), "{right}");
    }
    assert_eq!(refusal(remove_administrator(&mut vault, &me, &Silent, NOW)).code, Code::AdministratorIsSelf);
    add(&mut vault, "Grace", Role::Supervisor).unwrap();
    let mut vault = open_as(&place, vault, "Grace");
    revoke_right(&mut vault, &me, grant("users:read"), &Silent, NOW).unwrap();
    revoke_right(&mut vault, "Grace", grant("users:write"), &Silent, NOW).unwrap();
    let refused = revoke_right(&mut vault, "Grace", grant("users:export-secret"), &Silent, NOW);
    assert_eq!(refusal(refused).code, Code::LastAdministrator);
    remove_administrator(&mut vault, &me, &Silent, NOW).unwrap();
}

#[test]
fn nobody_gives_a_right_that_they_do_not_have() {
    let (place, mut vault) = Place::with_vault();
    let me = vault.administrator().to_owned();
    add(&mut vault, "Grace", Role::CertificateOfficer).unwrap();
    grant_right(&mut vault, "Grace", grant("administrators:write"), &Silent, NOW).unwrap();
    let mut vault = open_as(&place, vault, "Grace");
    assert_eq!(vault.rights().beyond(Role::CertificateOfficer.rights()).grants().count(), 1);
    let before = vault.counter().unwrap();
    for missing in Rights::all().beyond(vault.rights()).grants() {
        for name in ["Grace", me.as_str()] {
            let refused = refusal(grant_right(&mut vault, name, missing, &Silent, NOW));
            let first = Rights::NONE.with(missing).beyond(vault.rights()).grants().next().unwrap();
            assert_eq!((refused.code, refused.subject), (Code::NotPermitted, Some(first.shown())));
        }
    }
    assert_eq!(refusal(add(&mut vault, "Edsger", Role::KeyManager)).code, Code::NotPermitted);
    assert_eq!(vault.counter().unwrap(), before);
    add(&mut vault, "Barbara", Role::CertificateOfficer).unwrap();
    let held = Grant { right: Right::ExportSecret, ..grant("certificates:read") };
    revoke_right(&mut vault, "Barbara", held, &Silent, NOW).unwrap();
    grant_right(&mut vault, "Barbara", held, &Silent, NOW).unwrap();
}

#[test]
fn a_removal_that_is_stopped_leaves_the_vault_as_it_was() {
    let (place, mut vault, _) = Place::with_key();
    add(&mut vault, "Grace", Role::KeyManager).unwrap();
    let before = Held::in_vault(&vault, NOW);
    let refused = refusal(remove_administrator(&mut vault, "Grace", &StopsAfter::stages(0), NOW));
    assert_eq!(refused.code, Code::Cancelled);
    assert_eq!(Held::in_vault(&vault, NOW), before);
    let vault = open_as(&place, vault, "Grace");
    assert_eq!(Held::in_vault(&vault, NOW), before);
    assert!(vault.passphrase_opens("Grace", &words(HERS)).unwrap());
    assert!(!vault.passphrase_opens("Grace", &words(FILE_PASSPHRASE)).unwrap());
}
