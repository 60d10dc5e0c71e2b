//! Revocation lists.

use super::{days, file, issue, openssl, with_ca};
use orgkey_core::{
    Silent, Vault,
    ca::{
        CertificateFormat, CrlStatus, PublishCrl, RevocationReason, RevokeCertificate, ToRevoke, plan_crl, publish_crl,
        release_certificate, revocation_lists, revoke_certificate,
    },
};
use orgkey_test_support::{Held, NOW, StopsAfter, refusal};
use orgkey_types::Code;
use std::path::Path;

pub fn publish_to(target: &Path) -> PublishCrl<'_> {
    PublishCrl {
        ca: None,
        days: None,
        format: CertificateFormat::Pem,
        target: Some(target),
        overwrite: true,
        first_list: false,
    }
}

fn revoke(vault: &mut Vault, serial: &str, reason: RevocationReason) {
    let request = RevokeCertificate { ca: None, which: ToRevoke::Serial(serial), reason, invalid_since: None };
    revoke_certificate(vault, &request, NOW).unwrap();
}

#[test]
fn openssl_believes_the_list_about_what_is_revoked_and_what_is_not() {
    let (place, mut vault, ca) = with_ca();
    let good = issue(&mut vault, "good.example.org");
    let gone = issue(&mut vault, "gone.example.org");
    revoke(&mut vault, &gone.row.serial, RevocationReason::KeyCompromise);
    let target = place.path("tree.crl");
    let receipt = publish_crl(&mut vault, &publish_to(&target), &Silent, NOW).unwrap();
    assert_eq!((receipt.list.stored.entries, receipt.list.status), (1, CrlStatus::Current));
    assert_eq!(receipt.ca.stored.unpublished, 0);
    let anchor = file(&place, "anchor.pem", ca.certificates.self_signed.unwrap().pem());
    for (certificate, accepted) in [(&good.certificate, true), (&gone.certificate, false)] {
        let leaf = file(&place, "leaf.pem", certificate.pem());
        let at = NOW.plus_seconds(60).seconds().to_string();
        let path = |path: &Path| path.display().to_string();
        let (anchor, list, leaf) = (path(&anchor), path(&target), path(&leaf));
        let arguments = ["verify", "-attime", &at, "-crl_check", "-CAfile", &anchor, "-CRLfile", &list, &leaf];
        let output = openssl(&arguments);
        assert_eq!(output.status.success(), accepted, "{output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr).contains("certificate revoked"), !accepted);
    }
}

#[test]
fn numbers_grow_even_where_the_clock_does_not() {
    let (place, mut vault, ca) = with_ca();
    let target = place.path("tree.crl");
    let mut last = 0;
    for at in [days(0), days(0), days(1), days(-400), days(1)] {
        let plan = plan_crl(&vault, &publish_to(&target), at).unwrap();
        let made = publish_crl(&mut vault, &publish_to(&target), &Silent, at).unwrap().list.stored;
        assert!(made.number > last && made.number == plan.number, "{at}");
        last = made.number;
    }
    assert!(last >= u64::try_from(days(1).seconds()).unwrap());
    let lists = revocation_lists(&vault, None, days(1)).unwrap();
    assert_eq!(lists.lists.len(), 5);
    assert!(lists.next_number > last);
    assert!(lists.lists[1..].iter().all(|list| list.status == CrlStatus::Superseded));
    assert_eq!(vault.ca(&ca.ca.stored.id).unwrap().crl_number, last);
}

#[test]
fn a_release_leaves_the_next_list_and_what_has_ended_the_one_after_next() {
    let (place, mut vault, _) = with_ca();
    let held = issue(&mut vault, "held.example.org").row.serial;
    let gone = issue(&mut vault, "gone.example.org").row.serial;
    revoke(&mut vault, &held, RevocationReason::CertificateHold);
    revoke(&mut vault, &gone, RevocationReason::Superseded);
    let target = place.path("tree.crl");
    let entries =
        |vault: &mut Vault, at| publish_crl(vault, &publish_to(&target), &Silent, at).unwrap().list.stored.entries;
    assert_eq!(entries(&mut vault, NOW), 2);
    release_certificate(&mut vault, None, &held, days(1)).unwrap();
    assert_eq!(entries(&mut vault, days(2)), 1);
    assert_eq!(entries(&mut vault, days(400)), 1, "the first list past its end still has it");
    assert_eq!(entries(&mut vault, days(401)), 0);
}

#[test]
fn days_are_kept_and_status_follows_them() {
    let (place, mut vault, _) = with_ca();
    let target = place.path("tree.crl");
    publish_crl(&mut vault, &PublishCrl { days: Some(10), ..publish_to(&target) }, &Silent, NOW).unwrap();
    for (at, status) in [(days(0), CrlStatus::Current), (days(4), CrlStatus::Ending), (days(11), CrlStatus::Expired)] {
        assert_eq!(revocation_lists(&vault, None, at).unwrap().lists[0].status, status, "{at}");
    }
    assert_eq!(plan_crl(&vault, &publish_to(&target), NOW).unwrap().days, 10);
}

#[test]
fn what_is_refused_or_stopped_uses_up_no_number() {
    let (place, mut vault, _) = with_ca();
    let (target, folder) = (place.path("tree.crl"), place.path("no/folder.crl"));
    let taken = file(&place, "taken.crl", "mine");
    let cases = [
        (PublishCrl { days: Some(0), ..publish_to(&target) }, Code::InvalidArgument),
        (PublishCrl { days: Some(9999), ..publish_to(&target) }, Code::InvalidArgument),
        (PublishCrl { target: None, ..publish_to(&target) }, Code::InvalidArgument),
        (PublishCrl { format: CertificateFormat::P7b, ..publish_to(&target) }, Code::InvalidArgument),
        (PublishCrl { overwrite: false, ..publish_to(&taken) }, Code::FileExists),
        (publish_to(&folder), Code::FileNotFound),
    ];
    let (held, names) = (Held::in_vault(&vault, NOW), place.names());
    for (request, code) in cases {
        assert_eq!(refusal(publish_crl(&mut vault, &request, &Silent, NOW)).code, code, "{request:?}");
    }
    for stages in 0..4 {
        let stopped = refusal(publish_crl(&mut vault, &publish_to(&target), &StopsAfter::stages(stages), NOW));
        assert_eq!(stopped.code, Code::Cancelled);
    }
    assert_eq!((Held::in_vault(&vault, NOW), place.names()), (held, names));
}
