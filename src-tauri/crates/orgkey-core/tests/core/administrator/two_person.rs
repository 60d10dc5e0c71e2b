use super::{HERS, add, grant, open_as};
use crate::export::keypair_to;
use orgkey_core::{
    AuditQuery, Silent, Vault,
    administrator::{
        Operation, SecondPerson, TwoPersonRule, attend, grant_right, remove_administrator, revoke_right,
        set_two_person, two_person_rules,
    },
    audit_page, export_key,
    register::{RetireCopy, retire_copy},
};
use orgkey_test_support::{FILE_PASSPHRASE, NOW, PASSPHRASE, Place, WRONG_PASSPHRASE, refusal, words};
use orgkey_types::{Code, Outcome, Role, Timestamp};

fn chosen(operation: Operation) -> TwoPersonRule {
    TwoPersonRule { operation, needs_two: true }
}

fn stands_by(vault: &mut Vault, name: &str, passphrase: &str, now: Timestamp) -> Outcome<()> {
    attend(vault, &SecondPerson { administrator: name, passphrase: &words(passphrase) }, now)
}

fn with_rule(operation: Operation) -> (Place, Vault) {
    let (place, mut vault, _) = Place::with_key();
    add(&mut vault, "Grace", Role::KeyManager).unwrap();
    add(&mut vault, "Edsger", Role::Auditor).unwrap();
    set_two_person(&mut vault, chosen(operation), NOW).unwrap();
    (place, vault)
}

fn export(place: &Place, vault: &mut Vault, name: &str) -> Outcome<()> {
    export_key(vault, &keypair_to(&place.path(name), &words(FILE_PASSPHRASE)), &Silent, NOW).map(|_| ())
}

#[test]
fn a_chosen_operation_needs_a_second_administrator_each_time_and_the_log_names_both() {
    let (place, mut vault) = with_rule(Operation::ExportKeypair);
    let refused = refusal(export(&place, &mut vault, "a.asc"));
    assert_eq!((refused.code, refused.subject.as_deref()), (Code::SecondPersonMissing, Some("export-keypair")));
    assert!(!place.path("a.asc").exists());
    stands_by(&mut vault, "Grace", HERS, NOW).unwrap();
    export(&place, &mut vault, "a.asc").unwrap();
    let entries = audit_page(&vault, &AuditQuery { limit: 2, ..AuditQuery::default() }).unwrap().entries;
    assert_eq!((entries[1].phase.as_str(), &entries[1].detail["second"]), ("intent", &"Grace".into()));
    assert_eq!(refusal(export(&place, &mut vault, "b.asc")).code, Code::SecondPersonMissing, "for one, and no more");
}

#[test]
fn the_second_person_is_another_one_with_the_same_right_and_the_right_passphrase_now() {
    let (place, mut vault) = with_rule(Operation::ExportKeypair);
    let me = vault.administrator().to_owned();
    assert_eq!(refusal(stands_by(&mut vault, &me, PASSPHRASE, NOW)).code, Code::SecondPersonSame);
    assert_eq!(refusal(stands_by(&mut vault, "Grace", WRONG_PASSPHRASE, NOW)).code, Code::WrongPassphrase);
    assert_eq!(refusal(stands_by(&mut vault, "Barbara", HERS, NOW)).code, Code::UnknownAdministrator);
    assert_eq!(refusal(export(&place, &mut vault, "a.asc")).code, Code::SecondPersonMissing);
    stands_by(&mut vault, "Edsger", HERS, NOW).unwrap();
    let refused = refusal(export(&place, &mut vault, "a.asc"));
    assert_eq!(refused.subject.as_deref(), Some("Edsger: Organization Keys: Export secret"));
    for (since, code) in [(-301, Some(Code::SecondPersonMissing)), (1, Some(Code::SecondPersonMissing)), (-300, None)] {
        stands_by(&mut vault, "Grace", HERS, NOW.plus_seconds(since)).unwrap();
        let outcome = export(&place, &mut vault, "a.asc");
        assert_eq!(outcome.err().map(|failure| failure.code), code, "{since}");
    }
}

#[test]
fn the_rule_falls_only_by_two_who_may_administer() {
    let (_place, mut vault) = with_rule(Operation::RetireCopy);
    let rule = TwoPersonRule { operation: Operation::RetireCopy, needs_two: false };
    assert_eq!(refusal(set_two_person(&mut vault, rule, NOW)).code, Code::SecondPersonMissing);
    stands_by(&mut vault, "Grace", HERS, NOW).unwrap();
    assert_eq!(refusal(set_two_person(&mut vault, rule, NOW)).code, Code::NotPermitted);
    grant_right(&mut vault, "Grace", grant("administrators:write"), &Silent, NOW).unwrap();
    stands_by(&mut vault, "Grace", HERS, NOW).unwrap();
    set_two_person(&mut vault, rule, NOW).unwrap();
    assert!(two_person_rules(&vault).unwrap().iter().all(|rule| !rule.needs_two));
    assert_eq!(two_person_rules(&vault).unwrap().len(), Operation::all().count());
}

#[test]
fn an_operation_for_two_is_never_left_to_one() {
    let (_place, mut alone) = Place::with_vault();
    assert_eq!(refusal(set_two_person(&mut alone, chosen(Operation::ReplaceKey), NOW)).code, Code::SecondPersonMissing);
    let (_place, mut vault) = with_rule(Operation::ExportKeypair);
    let weaker = revoke_right(&mut vault, "Grace", grant("organization-keys:export-secret"), &Silent, NOW);
    let gone = remove_administrator(&mut vault, "Grace", &Silent, NOW);
    for refused in [weaker, gone] {
        assert_eq!(refusal(refused).code, Code::SecondPersonMissing);
    }
    revoke_right(&mut vault, "Grace", grant("users:export-secret"), &Silent, NOW).unwrap();
}

#[test]
fn the_rule_is_in_the_vault_and_holds_for_whoever_opens_it() {
    let (place, vault) = with_rule(Operation::RetireCopy);
    let me = vault.administrator().to_owned();
    let mut vault = open_as(&place, vault, "Grace");
    export(&place, &mut vault, "a.asc").unwrap();
    let retire = RetireCopy { copy: "a.asc", reason: "shredded" };
    assert_eq!(refusal(retire_copy(&mut vault, &retire, NOW)).code, Code::SecondPersonMissing);
    stands_by(&mut vault, &me, PASSPHRASE, NOW).unwrap();
    retire_copy(&mut vault, &retire, NOW).unwrap();
}
