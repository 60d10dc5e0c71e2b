//! Restore: a second vault that carries on where the first one was lost, and a vault that loses nothing by it.

use super::{accepted_by_openssl, backup, crl::publish_to, issue, new_ca, with_ca};
use orgkey_core::Vault;
use orgkey_core::{
    Silent,
    ca::{
        CaFile, CaNote, CaRelation, CaState, ImportCa, ImportCaReceipt, IssuedState, PublishCrl, RevocationReason,
        RevokeCertificate, ToRevoke, cas, create_ca, find_ca, import_ca, issued_certificate, plan_crl, plan_import_ca,
        publish_crl, revoke_certificate,
    },
};
use orgkey_test_support::{DAY, FILE_PASSPHRASE, Held, NOW, Place, StopsAfter, refusal, words};
use orgkey_types::{Code, Outcome, Timestamp};

pub fn restore_at(vault: &mut Vault, files: &[(&str, &[u8])], now: Timestamp) -> Outcome<ImportCaReceipt> {
    let files: Vec<CaFile<'_>> = files.iter().map(|(name, bytes)| CaFile { name, bytes }).collect();
    let password = words(FILE_PASSPHRASE);
    import_ca(vault, &request(&files, &password), &Silent, now)
}

fn restore(vault: &mut Vault, bytes: &[u8]) -> Outcome<ImportCaReceipt> {
    restore_at(vault, &[("tree.pfx", bytes)], NOW)
}

fn request<'a>(files: &'a [CaFile<'a>], password: &'a orgkey_types::Passphrase) -> ImportCa<'a> {
    ImportCa {
        files,
        passphrase: Some(password),
        name: None,
        born_with: None,
        exportable: true,
        accept_missing_mac: false,
    }
}

#[test]
fn in_a_second_vault_the_restored_ca_issues_and_openssl_accepts_under_the_first_anchor() {
    let (place, mut first, ca) = with_ca();
    let bytes = backup(&place, &mut first, "tree.pfx");
    let anchor = ca.certificates.self_signed.clone().unwrap().pem();
    let (second_place, mut second) = Place::with_vault();
    let receipt = restore(&mut second, &bytes).unwrap();
    assert_eq!((receipt.relation, receipt.probed, receipt.ca.state), (CaRelation::New, true, CaState::Active));
    let restored = orgkey_core::ca::ca_details(&second, Some("Example Tree CA"), NOW).unwrap();
    assert_eq!(restored.certificates.self_signed, ca.certificates.self_signed);
    assert_eq!(restored.certificates.public_key, ca.certificates.public_key);
    assert_eq!(restored.ca.stored.identity.subject, ca.ca.stored.identity.subject, "byte for byte");
    let mut second = second_place.reopen(second);
    let issued = issue(&mut second, "after.example.org");
    assert!(accepted_by_openssl(&place, &anchor, "", &issued.certificate.pem()));
}

#[test]
fn a_list_of_the_restored_ca_has_a_higher_number_than_any_before_the_loss() {
    let (place, mut first, _) = with_ca();
    let bytes = backup(&place, &mut first, "tree.pfx");
    let target = place.path("tree.crl");
    let mut last = 0;
    for day in 0..5 {
        let now = NOW.plus_seconds(day * DAY);
        last = publish_crl(&mut first, &publish_to(&target), &Silent, now).unwrap().list.stored.number;
    }
    let (_second_place, mut second) = Place::with_vault();
    let later = NOW.plus_seconds(6 * DAY);
    restore_at(&mut second, &[("tree.pfx", &bytes)], later).unwrap();
    let said = PublishCrl { first_list: true, ..publish_to(&target) };
    assert!(plan_crl(&second, &said, later).unwrap().number > last);
}

#[test]
fn the_last_list_brings_the_revocations_into_the_second_vault() {
    let (place, mut first, _) = with_ca();
    let serial = issue(&mut first, "gone.example.org").row.serial;
    let reason = RevocationReason::KeyCompromise;
    let revoke = RevokeCertificate { ca: None, which: ToRevoke::Serial(&serial), reason, invalid_since: None };
    revoke_certificate(&mut first, &revoke, NOW).unwrap();
    let (bytes, target) = (backup(&place, &mut first, "tree.pfx"), place.path("tree.crl"));
    let number = publish_crl(&mut first, &publish_to(&target), &Silent, NOW).unwrap().list.stored.number;
    let list = std::fs::read(&target).unwrap();
    let (_second_place, mut second) = Place::with_vault();
    let alone = [CaFile { name: "tree.pfx", bytes: &bytes }];
    let plan = plan_import_ca(&second, &request(&alone, &words(FILE_PASSPHRASE)), NOW).unwrap();
    assert_eq!(plan.notes, [CaNote::RevocationsUnknown]);
    let receipt = restore_at(&mut second, &[("tree.pfx", &bytes), ("tree.crl", &list)], NOW).unwrap();
    assert_eq!(receipt.revocations, 1);
    assert!(receipt.ca.stored.revocations_known && receipt.ca.stored.crl_number == number);
    let known = issued_certificate(&second, None, &serial, NOW).unwrap();
    assert_eq!((known.row.state, known.certificate.is_none()), (IssuedState::Revoked, true));
    let plan = plan_crl(&second, &publish_to(&target), NOW).unwrap();
    assert_eq!((plan.entries, plan.number > number), (1, true));
    // Brought later, it does the same to a CA that is there already.
    let (_third_place, mut third) = Place::with_vault();
    restore(&mut third, &bytes).unwrap();
    let later = restore_at(&mut third, &[("tree.crl", &list)], NOW).unwrap();
    assert_eq!((later.relation, later.revocations, later.probed), (CaRelation::Newer, 1, false));
    assert_eq!(restore_at(&mut third, &[("tree.crl", &list)], NOW).unwrap().relation, CaRelation::Same);
}

#[test]
fn in_its_own_vault_a_restore_forgets_lowers_and_takes_back_nothing() {
    let (place, mut vault, ca) = with_ca();
    let bytes = backup(&place, &mut vault, "tree.pfx");
    let kept = issue(&mut vault, "kept.example.org").row.serial;
    let gone = issue(&mut vault, "gone.example.org").row.serial;
    let reason = RevocationReason::Superseded;
    let revoke = RevokeCertificate { ca: None, which: ToRevoke::Serial(&gone), reason, invalid_since: None };
    revoke_certificate(&mut vault, &revoke, NOW).unwrap();
    let number =
        publish_crl(&mut vault, &publish_to(&place.path("tree.crl")), &Silent, NOW).unwrap().list.stored.number;
    let held = Held::in_vault(&vault, NOW);
    let files = [CaFile { name: "tree.pfx", bytes: &bytes }];
    let plan = plan_import_ca(&vault, &request(&files, &words(FILE_PASSPHRASE)), NOW).unwrap();
    let keeps = plan.keeps.unwrap();
    assert_eq!((plan.relation, keeps.issued, keeps.revoked, keeps.crl_number), (CaRelation::Same, 2, 1, number));
    assert_eq!(restore(&mut vault, &bytes).unwrap().relation, CaRelation::Same);
    assert_eq!(Held::in_vault(&vault, NOW), held);
    assert_eq!(issued_certificate(&vault, None, &kept, NOW).unwrap().row.state, IssuedState::Valid);
    assert_eq!(issued_certificate(&vault, None, &gone, NOW).unwrap().row.state, IssuedState::Revoked);
    assert_eq!(find_ca(&vault, None, NOW).unwrap().stored.id, ca.ca.stored.id);
}

#[test]
fn another_ca_of_the_same_name_is_kept_as_retired_and_can_come_back() {
    let (place, mut first, _) = with_ca();
    let bytes = backup(&place, &mut first, "tree.pfx");
    let (second_place, mut second) = Place::with_vault();
    let other = create_ca(&mut second, &new_ca("Example Tree CA"), &Silent, NOW).unwrap();
    let others = backup(&second_place, &mut second, "other.pfx");
    let serial = issue(&mut second, "mail.example.org").row.serial;
    let receipt = restore(&mut second, &bytes).unwrap();
    assert_eq!(receipt.relation, CaRelation::Replaces);
    let retired = receipt.retired.unwrap();
    assert_eq!((retired.stored.id.as_str(), retired.state), (other.ca.stored.id.as_str(), CaState::Retired));
    assert!(second.folder().join("generations").read_dir().unwrap().count() >= 1, "copied before");
    assert_eq!(find_ca(&second, Some("Example Tree CA"), NOW).unwrap().stored.id, receipt.ca.stored.id);
    let back = restore(&mut second, &others).unwrap();
    assert_eq!((back.relation, back.ca.stored.id), (CaRelation::Replaces, other.ca.stored.id.clone()));
    assert_eq!((back.ca.state, back.ca.stored.issued), (CaState::Active, 1));
    assert_eq!(
        issued_certificate(&second, Some(&other.ca.stored.id), &serial, NOW).unwrap().row.state,
        IssuedState::Valid
    );
    assert_eq!(cas(&second, NOW).unwrap().len(), 2);
}

#[test]
fn a_restore_that_is_stopped_or_has_the_wrong_password_changes_nothing() {
    let (place, mut first, _) = with_ca();
    let bytes = backup(&place, &mut first, "tree.pfx");
    let files = [CaFile { name: "tree.pfx", bytes: &bytes }];
    let (right, wrong) = (words(FILE_PASSPHRASE), words("another password entirely"));
    let (_second_place, mut second) = Place::with_vault();
    create_ca(&mut second, &new_ca("Example Tree CA"), &Silent, NOW).unwrap();
    let held = Held::in_vault(&second, NOW);
    for stages in 0..4 {
        let stopped = import_ca(&mut second, &request(&files, &right), &StopsAfter::stages(stages), NOW);
        assert_eq!(refusal(stopped).code, Code::Cancelled, "{stages}");
        assert_eq!(Held::in_vault(&second, NOW), held, "{stages}");
    }
    assert_eq!(refusal(import_ca(&mut second, &request(&files, &wrong), &Silent, NOW)).code, Code::WrongPassphrase);
    let without = ImportCa { passphrase: None, ..request(&files, &right) };
    assert_eq!(refusal(import_ca(&mut second, &without, &Silent, NOW)).code, Code::PassphraseMissing);
    let plan = plan_import_ca(&second, &without, NOW).unwrap();
    assert_eq!((plan.relation, plan.needs_passphrase), (CaRelation::Sealed, true));
    assert_eq!(plan.files[0].kinds, ["pkcs12"]);
    assert_eq!(plan.files[0].pkcs12.as_ref().unwrap().safes.len(), 2);
    assert_eq!(Held::in_vault(&second, NOW), held);
}

#[test]
fn a_replaced_ca_comes_back_with_its_cross_certificate_apart() {
    use orgkey_core::ca::{KeyKind, ReplaceCa, ca_details, replace_ca};
    let (place, mut vault, _) = with_ca();
    let (key, valid) = (KeyKind::P384, "10y");
    let request = ReplaceCa { ca: None, name: None, subject: None, key, valid, exportable: true };
    let new = replace_ca(&mut vault, &request, &Silent, NOW).unwrap();
    let bytes = backup(&place, &mut vault, "new.pfx");
    let (_second_place, mut second) = Place::with_vault();
    let receipt = restore(&mut second, &bytes).unwrap();
    let (there, here) = (
        ca_details(&vault, Some(&new.ca.stored.id), NOW).unwrap().certificates,
        ca_details(&second, Some(&receipt.ca.stored.id), NOW).unwrap().certificates,
    );
    assert_eq!((there.self_signed, there.public_key, there.cross), (here.self_signed, here.public_key, here.cross));
}
