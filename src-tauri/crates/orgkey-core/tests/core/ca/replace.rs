//! Replace: a new key after this one.

use super::{accepted_by_openssl, crl::publish_to, csr, days, for_server, issue, with_ca};
use orgkey_core::{
    Silent,
    ca::{
        CaState, IssueCertificate, IssuedState, KeyKind, ReplaceCa, Template, find_ca, issue_certificate,
        issued_certificate, plan_replace, publish_crl, replace_ca,
    },
};
use orgkey_test_support::{Held, NOW, StopsAfter, refusal};
use orgkey_types::Code;

fn by_p384<'a>() -> ReplaceCa<'a> {
    ReplaceCa { ca: None, name: None, subject: None, key: KeyKind::P384, valid: "10y", exportable: true }
}

#[test]
fn who_trusts_the_old_ca_finds_a_way_to_what_the_new_one_issues() {
    let (place, mut vault, old) = with_ca();
    let before = issue(&mut vault, "before.example.org");
    let receipt = replace_ca(&mut vault, &by_p384(), &Silent, NOW).unwrap();
    assert_eq!((receipt.ca.state, receipt.old.state), (CaState::Active, CaState::Retired));
    assert_eq!((receipt.ca.stored.name.as_str(), receipt.old.stored.name.as_str()), ("Tree CA 2", "Tree CA"));
    assert_eq!(receipt.ca.stored.identity.subject, receipt.old.stored.identity.subject, "byte for byte");
    let request = csr("CN=after.example.org", &["DNS:after.example.org"]);
    let after = issue_certificate(&mut vault, None, &for_server(&request), &Silent, NOW).unwrap().certificate.pem();
    let anchor = old.certificates.self_signed.unwrap().pem();
    assert!(accepted_by_openssl(&place, &anchor, &receipt.cross.pem(), &after));
    assert!(!accepted_by_openssl(&place, &anchor, "", &after), "only by way of the cross-certificate");
    let kept = issued_certificate(&vault, Some("Tree CA"), &before.row.serial, NOW).unwrap();
    assert_eq!((kept.row.state, kept.certificate), (IssuedState::Valid, Some(before.certificate)));
}

#[test]
fn the_impact_is_counted_by_template_before_anything_is_done() {
    let (_place, mut vault, _) = with_ca();
    for host in ["a.example.org", "b.example.org"] {
        issue(&mut vault, host);
    }
    let person = csr("CN=Alice Example", &[]);
    let client = IssueCertificate { template: Template::Client, valid: "3y", ..for_server(&person) };
    issue_certificate(&mut vault, None, &client, &Silent, NOW).unwrap();
    let held = Held::in_vault(&vault, NOW);
    let plan = plan_replace(&vault, &by_p384(), NOW).unwrap();
    let counts: Vec<_> = plan.dependants.iter().map(|row| (row.template.as_str(), row.count)).collect();
    assert_eq!(counts, [("client", 1), ("server", 2)]);
    assert_eq!(plan.first_end.map(|end| end.date()).as_deref(), Some("2027-11-22"));
    assert_eq!(plan.last_end.map(|end| end.date()).as_deref(), Some("2029-11-22"));
    assert_eq!(Held::in_vault(&vault, NOW), held);
}

#[test]
fn a_retired_ca_makes_lists_and_nothing_else() {
    let (place, mut vault, _) = with_ca();
    let id = replace_ca(&mut vault, &by_p384(), &Silent, NOW).unwrap().old.stored.id;
    let target = place.path("old.crl");
    let request = orgkey_core::ca::PublishCrl { ca: Some(&id), ..publish_to(&target) };
    publish_crl(&mut vault, &request, &Silent, NOW).unwrap();
    let csr = csr("CN=mail.example.org", &["DNS:mail.example.org"]);
    let refused = refusal(issue_certificate(&mut vault, Some(&id), &for_server(&csr), &Silent, NOW));
    assert_eq!(refused.code, Code::CaRetired);
    let again = ReplaceCa { ca: Some(&id), ..by_p384() };
    assert_eq!(refusal(replace_ca(&mut vault, &again, &Silent, NOW)).code, Code::CaRetired);
}

#[test]
fn names_are_numbered_on_or_taken_as_they_are_said() {
    let (_place, mut vault, _) = with_ca();
    let second = replace_ca(&mut vault, &by_p384(), &Silent, NOW).unwrap().ca.stored.name;
    let third = replace_ca(&mut vault, &by_p384(), &Silent, NOW).unwrap().ca.stored.name;
    let request = ReplaceCa { name: Some("Tree CA 3"), subject: Some("CN=Tree CA 2040"), ..by_p384() };
    let fourth = replace_ca(&mut vault, &request, &Silent, NOW).unwrap().ca.stored;
    assert_eq!((second.as_str(), third.as_str(), fourth.name.as_str()), ("Tree CA 2", "Tree CA 3", "Tree CA 3"));
    assert_eq!(fourth.identity.subject_text, "CN=Tree CA 2040");
    assert_eq!(find_ca(&vault, Some("Tree CA 3"), NOW).unwrap().stored.id, fourth.id);
}

#[test]
fn what_is_refused_or_stopped_retires_nothing() {
    let (_place, mut vault, _) = with_ca();
    let held = Held::in_vault(&vault, NOW);
    let cases = [
        (ReplaceCa { name: Some(""), ..by_p384() }, NOW, Code::InvalidArgument),
        (ReplaceCa { subject: Some("nonsense"), ..by_p384() }, NOW, Code::NameInvalid),
        (ReplaceCa { valid: "never", ..by_p384() }, NOW, Code::InvalidExpiry),
        (ReplaceCa { ca: Some("Forest CA"), ..by_p384() }, NOW, Code::CaNotFound),
        (by_p384(), days(4000), Code::CertificateExpired),
    ];
    for (request, now, code) in cases {
        assert_eq!(refusal(replace_ca(&mut vault, &request, &Silent, now)).code, code, "{request:?}");
    }
    for stages in 0..3 {
        assert_eq!(refusal(replace_ca(&mut vault, &by_p384(), &StopsAfter::stages(stages), NOW)).code, Code::Cancelled);
    }
    assert_eq!(Held::in_vault(&vault, NOW), held);
}
