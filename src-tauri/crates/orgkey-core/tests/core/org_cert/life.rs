//! How long one lives, and when somebody is told that it ends.

use super::{generate, with_key_for, with_org_cert};
use crate::user::add;
use orgkey_core::{
    AttentionKind, Severity, home,
    org_cert::{OrgCertNote, organization_certificate},
    user::user_details,
};
use orgkey_test_support::{DAY, NOW};
use orgkey_types::Period;

#[test]
fn a_self_signed_one_ends_with_the_organization_key() {
    let (_place, mut vault) = with_key_for("1y").unwrap();
    let key_ends = vault.active_organization_key().unwrap().unwrap().summary.expires.unwrap();
    let page = organization_certificate(&vault, NOW).unwrap();
    assert_eq!((page.self_signed_ends, page.ends_with_key), (Some(key_ends), true));
    let later = NOW.plus_seconds(30 * DAY);
    let made = generate(&mut vault, "Mail CA", later);
    assert_eq!(made.stored.certificate.validity().not_after, key_ends);
}

#[test]
fn where_the_organization_key_never_ends_it_ends_ten_calendar_years_from_today() {
    let (_place, mut vault) = with_key_for("never").unwrap();
    let made = generate(&mut vault, "Mail CA", NOW);
    let end = made.stored.certificate.validity().not_after;
    assert_eq!(end, NOW.after(Period::Years(10)).unwrap());
    assert_ne!(end, NOW.plus_seconds(3_650 * DAY), "calendar years have leap days");
    assert!(made.stored.notes.contains(&OrgCertNote::SelfSigned));
}

#[test]
fn the_home_page_tells_of_its_end_ever_louder() {
    let (_place, mut vault) = with_key_for("1y").unwrap();
    let end = generate(&mut vault, "Mail CA", NOW).stored.certificate.validity().not_after;
    let told = |days: i64| {
        let found = home(&vault, end.plus_seconds(-days * DAY)).unwrap().attention;
        found
            .into_iter()
            .find(|item| [AttentionKind::OrgCertEnding, AttentionKind::OrgCertExpired].contains(&item.kind))
    };
    let rows = [
        (91, None),
        (90, Some((AttentionKind::OrgCertEnding, Severity::Note))),
        (30, Some((AttentionKind::OrgCertEnding, Severity::Warning))),
        (7, Some((AttentionKind::OrgCertEnding, Severity::Bad))),
        (0, Some((AttentionKind::OrgCertExpired, Severity::Bad))),
    ];
    for (days, expected) in rows {
        assert_eq!(told(days).map(|item| (item.kind, item.severity)), expected, "{days} days before the end");
    }
}

#[test]
fn a_users_certificate_never_ends_later_than_its_issuer_nor_than_the_users_key() {
    let (_place, mut vault) = with_key_for("1y").unwrap();
    let end = generate(&mut vault, "Mail CA", NOW).stored.certificate.validity().not_after;
    let cases = [(NOW, NOW.plus_seconds(14 * DAY)), (end.plus_seconds(-3 * DAY), end)];
    for (number, (now, expected)) in cases.into_iter().enumerate() {
        let email = format!("user{number}@example.org");
        add(&mut vault, &email, "User", now);
        let found = user_details(&vault, &email, now).unwrap().certificates.remove(0).stored;
        assert_eq!((found.not_before, found.not_after), (now, expected));
    }
}

#[test]
fn without_one_nobody_is_told_that_anything_is_missing() {
    let (_place, mut vault) = with_key_for("1y").unwrap();
    add(&mut vault, "ada@example.org", "Ada", NOW);
    assert!(user_details(&vault, "ada@example.org", NOW).unwrap().certificates.is_empty());
    let page = organization_certificate(&vault, NOW).unwrap();
    assert!(page.active.is_none() && page.retired.is_empty() && page.key_refused.is_none());
    let told = home(&vault, NOW).unwrap().attention;
    assert!(!told.iter().any(|item| format!("{:?}", item.kind).starts_with("OrgCert")));
}

#[test]
fn it_is_no_organizational_ca_and_takes_no_name_from_one() {
    let (_place, mut vault) = with_org_cert();
    assert!(orgkey_core::ca::cas(&vault, NOW).unwrap().is_empty());
    let ca = crate::ca::new_ca("Mail CA");
    orgkey_core::ca::create_ca(&mut vault, &ca, &orgkey_core::Silent, NOW).unwrap();
    assert_eq!(orgkey_core::ca::cas(&vault, NOW).unwrap().len(), 1);
    assert!(organization_certificate(&vault, NOW).unwrap().active.is_some());
}
