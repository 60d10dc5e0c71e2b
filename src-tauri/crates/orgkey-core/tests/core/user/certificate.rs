//! Users' certificates: who gets one when, who keeps one, and what revoking does.

use super::{add, made_elsewhere};
use crate::{
    ca::openssl,
    org_cert::{generate, with_key_for, with_org_cert},
};
use orgkey_core::{
    Silent, Vault,
    ca::{CertificateFormat, IssuedState, KeyKind, PublishCrl, RevocationReason},
    maintenance::{PlanMaintenance, RunMaintenance, plan_maintenance, run_maintenance},
    org_cert::{
        OrgCertSettings, PublishOrgCertCrl, change_org_cert_settings, organization_certificate, publish_org_cert_crl,
    },
    user::{
        ImportUsers, IssueUserCertificates, RevokeUserCertificates, delete_user, import_users, issue_due_certificates,
        issue_user_certificates, revoke_user_certificates, user_details,
    },
};
use orgkey_openpgp::{KeySettings, generate as new_key};
use orgkey_test_support::{DAY, Held, NOW, Place, refusal};
use orgkey_types::{Algorithm, Code, KeyMode, Profile, Timestamp};
use orgkey_vault::{IssuedRow, Standing};
use orgkey_x509::Certificate;
use std::fs;

const ADA: &str = "ada@example.org";

fn certificates(vault: &Vault, email: &str, now: Timestamp) -> Vec<IssuedRow> {
    user_details(vault, email, now).unwrap().certificates.into_iter().map(|entry| entry.stored).collect()
}

fn with_ada() -> (Place, Vault) {
    let (place, mut vault) = with_org_cert();
    add(&mut vault, ADA, "Ada", NOW);
    (place, vault)
}

/// A maintenance run's share.
fn run(vault: &mut Vault, now: Timestamp) -> u64 {
    issue_due_certificates(vault, None, &Silent, now).unwrap().issued
}

#[test]
fn a_maintenance_run_issues_to_whoever_has_none_within_its_limit_and_the_next_one_to_the_rest() {
    let (place, mut vault) = with_key_for("never").unwrap();
    for name in ["ada", "ben", "cyd"] {
        add(&mut vault, &format!("{name}@example.org"), name, NOW);
    }
    generate(&mut vault, "Mail CA", NOW);
    assert_eq!(plan_maintenance(&vault, &PlanMaintenance::default(), NOW).unwrap().certificates_issued, 3);
    for (limit, issued) in [(Some(2), 2), (None, 1), (None, 0)] {
        let done = run_maintenance(&mut vault, &RunMaintenance { limit }, &Silent, NOW).unwrap();
        assert_eq!(done.run.report.certificates_issued, issued);
    }
    // What the other stages take of the limit is taken from the certificates, in the look ahead as in the run.
    let later = NOW.plus_seconds(14 * DAY + 1);
    for (limit, expected) in [(Some(2), (2, 0)), (Some(2), (1, 1)), (None, (0, 2))] {
        let planned = plan_maintenance(&vault, &PlanMaintenance { as_of: None, limit }, later).unwrap();
        assert_eq!((planned.users_certified, planned.certificates_issued), expected);
        let done = run_maintenance(&mut vault, &RunMaintenance { limit }, &Silent, later).unwrap().run.report;
        assert_eq!((done.users_certified, done.certificates_issued), expected);
    }
    drop(place);
}

fn reissue(emails: &[String], reason: RevocationReason) -> RevokeUserCertificates<'_> {
    RevokeUserCertificates { emails, reason, reissue: true }
}

#[test]
fn new_users_get_a_certificate_at_once_and_others_in_the_next_run() {
    let (place, mut vault) = with_key_for("never").unwrap();
    add(&mut vault, ADA, "Ada", NOW);
    assert_eq!(run(&mut vault, NOW), 0, "without an Organization Certificate there is nothing to do");
    assert_eq!(generate(&mut vault, "Mail CA", NOW).due_users, 1);
    assert_eq!(
        add(&mut vault, "ben@example.org", "Ben", NOW).stored.certificate_until,
        Some(NOW.plus_seconds(14 * DAY))
    );
    let people = place.path("people.csv");
    fs::write(&people, "email,name\ncyd@example.org,Cyd\n").unwrap();
    import_users(&mut vault, &ImportUsers { path: &people, mode: None, passphrase: None }, &Silent, NOW).unwrap();
    assert_eq!(certificates(&vault, "cyd@example.org", NOW).len(), 1);
    assert!(certificates(&vault, ADA, NOW).is_empty(), "the import issues to whom it imports");
    assert_eq!((run(&mut vault, NOW), run(&mut vault, NOW)), (1, 0), "a second run has nothing to do");
}

#[test]
fn a_live_certificate_is_kept_after_a_change_of_the_organization_certificate_and_replaced_after_its_end() {
    let (_place, mut vault) = with_ada();
    let first = certificates(&vault, ADA, NOW).remove(0);
    let other = generate(&mut vault, "Other Mail CA", NOW.plus_seconds(DAY)).stored.ca.stored.id;
    for (day, issued) in [(1, 0), (13, 0)] {
        assert_eq!(run(&mut vault, NOW.plus_seconds(day * DAY)), issued, "day {day}");
    }
    let after = NOW.plus_seconds(14 * DAY);
    assert_eq!(run(&mut vault, after), 1);
    let found = certificates(&vault, ADA, after);
    assert_eq!((found.len(), &found[0].ca, &found[1]), (2, &other, &first));
}

#[test]
fn generating_again_without_changing_an_attribute_is_enough_for_new_certificates_after_the_end() {
    let (_place, mut vault) = with_ada();
    let again = generate(&mut vault, "Mail CA", NOW.plus_seconds(DAY)).stored.certificate;
    let after = NOW.plus_seconds(15 * DAY);
    assert_eq!(run(&mut vault, after), 1);
    let id = certificates(&vault, ADA, after)[0].id;
    let newest = Certificate::from_der(&vault.issued_certificate(id).unwrap().unwrap()).unwrap();
    assert!(newest.is_signed_by(again.public_key()) && newest.issuer() == again.subject());
}

#[test]
fn a_chosen_user_gets_a_new_one_beside_a_live_one() {
    let (_place, mut vault) = with_ada();
    let chosen = [ADA.to_owned(), ADA.to_uppercase()];
    let request = IssueUserCertificates { emails: &chosen, all: false };
    assert_eq!(issue_user_certificates(&mut vault, &request, &Silent, NOW.plus_seconds(DAY)).unwrap().issued, 1);
    assert_eq!(certificates(&vault, ADA, NOW).len(), 2);
    let nobody = IssueUserCertificates { emails: &["eve@example.org".to_owned()], all: false };
    assert_eq!(refusal(issue_user_certificates(&mut vault, &nobody, &Silent, NOW)).code, Code::UserNotFound);
    let unnamed = IssueUserCertificates { emails: &[], all: false };
    assert_eq!(refusal(issue_user_certificates(&mut vault, &unnamed, &Silent, NOW)).code, Code::InvalidArgument);
}

#[test]
fn a_deleted_or_silent_user_and_one_whose_key_has_ended_get_none() {
    let (_place, mut vault) = with_key_for("never").unwrap();
    for email in ["del@example.org", "old@example.org", ADA] {
        add(&mut vault, email, "User", NOW);
    }
    delete_user(&mut vault, "del@example.org", "del@example.org", NOW).unwrap();
    generate(&mut vault, "Mail CA", NOW);
    let rows = [(NOW, 2), (NOW.plus_seconds(100 * DAY), 0), (NOW.plus_seconds(366 * DAY), 0)];
    for (now, issued) in rows {
        assert_eq!(run(&mut vault, now), issued, "silent for {} days", (now.seconds() - NOW.seconds()) / DAY);
    }
    let late = NOW.plus_seconds(366 * DAY);
    let chosen = [ADA.to_owned()];
    let told =
        issue_user_certificates(&mut vault, &IssueUserCertificates { emails: &chosen, all: false }, &Silent, late);
    assert_eq!(told.unwrap().rows.remove(0).refusal.unwrap().code, Code::KeyExpired);
}

#[test]
fn the_subject_key_follows_kind_and_mode() {
    let (place, mut vault) = with_org_cert();
    let rsa = |user_id: &str| {
        let settings = KeySettings {
            user_id: user_id.to_owned(),
            algorithm: Algorithm::Rsa2048,
            profile: Profile::V4,
            expires: None,
        };
        new_key(&settings, NOW).unwrap()
    };
    let files = [
        ("rsa.pgp", rsa("Ron <ron@example.org>").public().to_vec()),
        ("ed.pgp", made_elsewhere("Eve <eve@example.org>").public().to_vec()),
    ];
    for (name, bytes) in files {
        let path = place.path(name);
        fs::write(&path, bytes).unwrap();
        let request = ImportUsers { path: &path, mode: Some(KeyMode::Ckm), passphrase: None };
        import_users(&mut vault, &request, &Silent, NOW).unwrap();
    }
    let usage = |email: &str| {
        let id = certificates(&vault, email, NOW)[0].id;
        let summary = Certificate::from_der(&vault.issued_certificate(id).unwrap().unwrap()).unwrap().summary();
        (summary.key_usage, summary.extended_key_usage, summary.subject_alternative_names)
    };
    let (signs, purpose, names) = usage("ron@example.org");
    assert_eq!(signs, ["digitalSignature"], "the key of the client signs only, and so does its certificate");
    assert_eq!((purpose, names), (vec!["emailProtection".to_owned()], vec!["email:ron@example.org".to_owned()]));
    assert!(certificates(&vault, "eve@example.org", NOW).is_empty());
    let eve = user_details(&vault, "eve@example.org", NOW).unwrap().certificate_refused.unwrap();
    assert_eq!(eve.code, Code::UserCertificateUnfit, "no certificate: key kind");
    let chosen = ["eve@example.org".to_owned()];
    let told =
        issue_user_certificates(&mut vault, &IssueUserCertificates { emails: &chosen, all: false }, &Silent, NOW);
    assert_eq!(told.unwrap().rows.remove(0).refusal.unwrap().code, Code::UserCertificateUnfit);
}

#[test]
fn the_server_makes_a_key_for_s_mime_once_and_another_after_a_compromise_or_a_change_of_the_kind() {
    let (_place, mut vault) = with_ada();
    let chosen = [ADA.to_owned()];
    let key = |vault: &Vault| {
        let id = certificates(vault, ADA, NOW)[0].id;
        let found = Certificate::from_der(&vault.issued_certificate(id).unwrap().unwrap()).unwrap();
        (found.public_key().sha256(), found.public_key().algorithm())
    };
    let first = key(&vault);
    assert_eq!(first.1, "rsa2048");
    issue_user_certificates(&mut vault, &IssueUserCertificates { emails: &chosen, all: false }, &Silent, NOW).unwrap();
    assert_eq!(key(&vault), first);
    revoke_user_certificates(&mut vault, &reissue(&chosen, RevocationReason::Superseded), &Silent, NOW).unwrap();
    assert_eq!(key(&vault), first);
    revoke_user_certificates(&mut vault, &reissue(&chosen, RevocationReason::KeyCompromise), &Silent, NOW).unwrap();
    assert_ne!(key(&vault), first);
    let settings = OrgCertSettings { user_certificate_days: 30, smime_key: KeyKind::P256 };
    change_org_cert_settings(&mut vault, settings, NOW).unwrap();
    issue_user_certificates(&mut vault, &IssueUserCertificates { emails: &chosen, all: false }, &Silent, NOW).unwrap();
    assert_eq!(key(&vault).1, "p256");
    assert_eq!(certificates(&vault, ADA, NOW)[0].not_after, NOW.plus_seconds(30 * DAY));
}

#[test]
fn revoking_takes_every_live_certificate_and_the_list_grows() {
    let (place, mut vault) = with_ada();
    let other = generate(&mut vault, "Other Mail CA", NOW).retired.unwrap();
    let chosen = [ADA.to_owned()];
    issue_user_certificates(&mut vault, &IssueUserCertificates { emails: &chosen, all: false }, &Silent, NOW).unwrap();
    let revoke = |reason| RevokeUserCertificates { emails: &chosen, reason, reissue: false };
    for reason in [RevocationReason::CertificateHold, RevocationReason::RemoveFromCrl, RevocationReason::CaCompromise] {
        assert_eq!(
            refusal(revoke_user_certificates(&mut vault, &revoke(reason), &Silent, NOW)).code,
            Code::InvalidArgument
        );
    }
    let receipt =
        revoke_user_certificates(&mut vault, &revoke(RevocationReason::CessationOfOperation), &Silent, NOW).unwrap();
    assert_eq!(receipt.revoked, 2, "of both Organization Certificates");
    let states: Vec<_> = receipt.rows.iter().map(|row| row.issued.as_ref().unwrap().state).collect();
    assert_eq!(states, [IssuedState::Revoked; 2]);
    assert_eq!(user_details(&vault, ADA, NOW).unwrap().user.stored.certificate_until, None);
    let again = revoke_user_certificates(&mut vault, &revoke(RevocationReason::Unspecified), &Silent, NOW);
    assert_eq!(refusal(again).code, Code::UserCertificateMissing);
    let publish = |vault: &mut Vault, which: Option<&str>, name: &str| {
        let target = place.path(name);
        let list = PublishCrl {
            ca: None,
            days: None,
            format: CertificateFormat::Der,
            target: Some(&target),
            overwrite: false,
            first_list: false,
        };
        publish_org_cert_crl(vault, &PublishOrgCertCrl { which, list }, &Silent, NOW).unwrap().list.stored
    };
    let (one, two) = (publish(&mut vault, None, "1.crl"), publish(&mut vault, None, "2.crl"));
    assert!(one.number < two.number && (one.entries, two.entries) == (1, 1));
    assert_eq!(publish(&mut vault, Some(&other.ca.stored.id), "3.crl").entries, 1, "an earlier one publishes too");
    assert_eq!(run(&mut vault, NOW), 1, "the next run gives a new one");
}

#[test]
fn openssl_verifies_a_users_certificate_and_no_longer_after_the_list() {
    let (place, mut vault) = with_ada();
    let active = organization_certificate(&vault, NOW).unwrap().active.unwrap();
    let id = certificates(&vault, ADA, NOW)[0].id;
    let leaf = Certificate::from_der(&vault.issued_certificate(id).unwrap().unwrap()).unwrap();
    let (anchor, user, list) = (place.path("anchor.pem"), place.path("ada.pem"), place.path("mail.crl"));
    fs::write(&anchor, active.certificate.pem()).unwrap();
    fs::write(&user, leaf.pem()).unwrap();
    let publish = |vault: &mut Vault| {
        let list = PublishCrl {
            ca: None,
            days: None,
            format: CertificateFormat::Pem,
            target: Some(&list),
            overwrite: true,
            first_list: false,
        };
        publish_org_cert_crl(vault, &PublishOrgCertCrl { which: None, list }, &Silent, NOW).unwrap();
    };
    let at = NOW.plus_seconds(60).seconds().to_string();
    let path = |path: &std::path::Path| path.display().to_string();
    let (anchor, user, list) = (path(&anchor), path(&user), path(&list));
    let arguments = [
        "verify",
        "-attime",
        &at,
        "-x509_strict",
        "-purpose",
        "smimesign",
        "-crl_check",
        "-CRLfile",
        &list,
        "-CAfile",
        &anchor,
        &user,
    ];
    publish(&mut vault);
    let output = openssl(&arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let chosen = [ADA.to_owned()];
    let revoke = RevokeUserCertificates { emails: &chosen, reason: RevocationReason::KeyCompromise, reissue: false };
    revoke_user_certificates(&mut vault, &revoke, &Silent, NOW).unwrap();
    publish(&mut vault);
    let output = openssl(&arguments);
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("revoked"));
}

#[test]
fn a_revocation_with_a_new_one_at_once_revokes_nothing_where_nothing_issues() {
    let (_place, mut vault) = with_key_for("1y").unwrap();
    generate(&mut vault, "Mail CA", NOW);
    add(&mut vault, ADA, "Ada", NOW);
    let chosen = [ADA.to_owned()];
    issue_user_certificates(&mut vault, &IssueUserCertificates { emails: &chosen, all: false }, &Silent, NOW).unwrap();
    let late = NOW.plus_seconds(400 * DAY);
    let refused = revoke_user_certificates(&mut vault, &reissue(&chosen, RevocationReason::Superseded), &Silent, late);
    assert_eq!(refusal(refused).code, Code::OrgCertEnded);
    assert_ne!(certificates(&vault, ADA, NOW)[0].standing, Standing::Revoked);
}

#[test]
fn an_organization_certificate_that_has_ended_issues_nothing_and_says_so() {
    let (_place, mut vault) = with_key_for("1y").unwrap();
    generate(&mut vault, "Mail CA", NOW);
    let late = NOW.plus_seconds(400 * DAY);
    assert_eq!(refusal(issue_due_certificates(&mut vault, None, &Silent, late)).code, Code::OrgCertEnded);
}

#[test]
fn a_run_over_more_than_a_chunk_gives_everybody_one_and_is_stored_chunk_by_chunk() {
    let (place, mut vault) = with_key_for("never").unwrap();
    let people: String = (0..600).map(|number| format!("u{number}@example.org,User {number}\n")).collect();
    let path = place.path("people.csv");
    fs::write(&path, format!("email,name\n{people}")).unwrap();
    import_users(&mut vault, &ImportUsers { path: &path, mode: None, passphrase: None }, &Silent, NOW).unwrap();
    generate(&mut vault, "Mail CA", NOW);
    let settings = OrgCertSettings { user_certificate_days: 14, smime_key: KeyKind::P256 };
    change_org_cert_settings(&mut vault, settings, NOW).unwrap();
    let told = issue_due_certificates(&mut vault, None, &Silent, NOW).unwrap();
    assert_eq!((told.issued, told.refused), (600, 0));
    let entries = Held::last_entries(&vault, 4);
    assert!(entries.iter().all(|entry| entry.starts_with("issue-user-certificates")), "{entries:?}");
    assert_eq!(run(&mut vault, NOW), 0);
}
