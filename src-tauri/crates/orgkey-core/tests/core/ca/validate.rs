//! Validate: valid, or why not; and whether revocation was looked into.

use super::{crl::publish_to, days, import::Foreign, issue, with_ca};
use orgkey_core::{
    Silent,
    ca::{
        RevocationReason, RevokeCertificate, ToRevoke, ToValidate, ValidationReason, publish_crl, release_certificate,
        revoke_certificate, validate_certificate,
    },
};
use orgkey_test_support::{NOW, refusal};
use orgkey_types::Code;
use orgkey_x509::Revocation;

#[test]
fn dates_revocation_and_lists_are_told_apart() {
    let (place, mut vault, _) = with_ca();
    let serial = issue(&mut vault, "mail.example.org").row.serial;
    let judge = |vault: &orgkey_core::Vault, now| {
        let report = validate_certificate(vault, ToValidate::Issued(None, &serial), now).unwrap();
        let verdict = &report.verdicts[0];
        (verdict.links[0].reasons.clone(), verdict.links[0].revocation)
    };
    assert_eq!(judge(&vault, NOW), (vec![], Revocation::NotChecked));
    assert_eq!(judge(&vault, days(-1)).0[0], ValidationReason::NotYetValid);
    assert!(judge(&vault, days(400)).0.contains(&ValidationReason::Expired));
    publish_crl(&mut vault, &publish_to(&place.path("tree.crl")), &Silent, NOW).unwrap();
    assert_eq!(judge(&vault, NOW), (vec![], Revocation::Checked));
    let reason = RevocationReason::CertificateHold;
    let request = RevokeCertificate { ca: None, which: ToRevoke::Serial(&serial), reason, invalid_since: None };
    revoke_certificate(&mut vault, &request, NOW).unwrap();
    assert_eq!(judge(&vault, NOW).0, [ValidationReason::Revoked], "before any list says so");
    release_certificate(&mut vault, None, &serial, NOW).unwrap();
    assert_eq!(judge(&vault, NOW).0, []);
}

#[test]
fn both_certificates_of_a_ca_are_judged() {
    let (_place, vault, _) = with_ca();
    let report = validate_certificate(&vault, ToValidate::Ca(None), NOW).unwrap();
    assert_eq!((report.verdicts.len(), report.is_valid()), (2, true));
    let late = validate_certificate(&vault, ToValidate::Ca(None), days(4000)).unwrap();
    assert!(!late.is_valid());
}

#[test]
fn a_file_is_judged_by_what_the_vault_trusts() {
    let (_place, mut vault, _) = with_ca();
    let made = issue(&mut vault, "mail.example.org");
    let pem = made.certificate.pem();
    let own = validate_certificate(&vault, ToValidate::File(pem.as_bytes()), NOW).unwrap();
    assert!(own.is_valid());
    assert_eq!(own.issued.unwrap().serial, made.row.serial);
    let foreign = std::fs::read(Foreign::new("/CN=Foreign CA").certificate).unwrap();
    let stranger = validate_certificate(&vault, ToValidate::File(&foreign), days(400)).unwrap();
    assert!(stranger.verdicts[0].links[0].reasons.contains(&ValidationReason::IssuerNotTrusted));
    assert!(stranger.issued.is_none());
    for (what, code) in [
        (ToValidate::File(b"a note"), Code::NotX509),
        (ToValidate::Issued(None, "0badcafe"), Code::SerialNotFound),
        (ToValidate::Ca(Some("Forest CA")), Code::CaNotFound),
    ] {
        assert_eq!(refusal(validate_certificate(&vault, what, NOW)).code, code);
    }
}
