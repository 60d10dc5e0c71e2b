//! Issue: from a request, and many at once.

use super::{accepted_by_openssl, csr, days, for_server, issue, new_ca, with_ca};
use orgkey_core::{
    Silent,
    ca::{
        CertificateFormat, CreateCa, IssueCertificate, IssuedState, LintSeverity, Template, create_ca,
        issue_certificate, issue_certificates, issued_certificate, plan_issue,
    },
};
use orgkey_test_support::{Held, NOW, Place, StopsAfter, refusal};
use orgkey_types::Code;
use std::{collections::BTreeSet, fs};

#[test]
fn each_template_makes_a_certificate_that_openssl_accepts_and_the_lint_has_no_error_for() {
    let (place, mut vault, ca) = with_ca();
    let anchor = ca.certificates.self_signed.unwrap().pem();
    let cases = [
        (Template::Server, csr("CN=mail.example.org", &["DNS:mail.example.org", "IP:192.0.2.1"])),
        (Template::Client, csr("CN=Alice Example,O=Example Org", &[])),
        (Template::Smime, csr("CN=Alice Example", &["email:alice@example.org"])),
        (Template::SubordinateCa, csr("CN=Branch CA,O=Example Org", &[])),
    ];
    for (template, request) in cases {
        let request = IssueCertificate { template, ..for_server(&request) };
        let receipt = issue_certificate(&mut vault, Some("Tree CA"), &request, &Silent, NOW).unwrap();
        assert!(accepted_by_openssl(&place, &anchor, "", &receipt.certificate.pem()), "{template:?}");
        let errors: Vec<_> = receipt.findings.iter().filter(|one| one.severity == LintSeverity::Error).collect();
        assert!(errors.is_empty(), "{template:?} {errors:?}");
        assert_eq!((receipt.row.state, receipt.row.template), (IssuedState::Valid, Some(template)));
        assert_eq!(receipt.certificate.summary().crl_points, ["http://crl.example.org/tree.crl"]);
        let kept = issued_certificate(&vault, None, &receipt.row.serial, NOW).unwrap();
        assert_eq!(kept.certificate, Some(receipt.certificate));
    }
    assert_eq!(vault.ca(&ca.ca.stored.id).unwrap().issued, 4);
}

#[test]
fn the_plan_says_of_the_certificate_what_the_run_says_of_it() {
    let (_place, mut vault, _) = with_ca();
    let (server, person) = (csr("CN=mail.example.org", &["DNS:mail.example.org"]), csr("CN=Alice Example", &[]));
    let cases = [
        (for_server(&server), false),
        (IssueCertificate { crl_points: Some(vec![]), ..for_server(&server) }, true),
        (IssueCertificate { crl_points: Some(vec![]), template: Template::Client, ..for_server(&person) }, true),
        (IssueCertificate { valid: "5y", ..for_server(&server) }, false),
    ];
    for (request, missing) in cases {
        let plan = plan_issue(&vault, None, &request, NOW).unwrap();
        let receipt = issue_certificate(&mut vault, None, &request, &Silent, NOW).unwrap();
        assert_eq!(plan.findings, receipt.findings, "{request:?}");
        assert_eq!(plan.findings.iter().any(|found| found.code == "crl-point-missing"), missing, "{:?}", plan.findings);
    }
}

#[test]
fn the_file_holds_what_was_issued_in_every_format() {
    for format in [CertificateFormat::Der, CertificateFormat::Pem, CertificateFormat::P7b] {
        let (place, mut vault, _) = with_ca();
        let (target, request) = (place.path("mail.crt"), csr("CN=mail.example.org", &["DNS:mail.example.org"]));
        let request = IssueCertificate { target: Some(&target), format, ..for_server(&request) };
        let receipt = issue_certificate(&mut vault, None, &request, &Silent, NOW).unwrap();
        assert!(receipt.unwritten.is_none());
        assert_eq!(receipt.file.unwrap().path, target);
        let found = orgkey_x509::read_any(&fs::read(&target).unwrap()).unwrap();
        let holds = |one: &orgkey_x509::Found| matches!(one, orgkey_x509::Found::Certificate(one) if *one == receipt.certificate);
        assert!(found.iter().any(holds), "{format:?}");
        assert_eq!(found.len(), if format == CertificateFormat::P7b { 2 } else { 1 });
    }
}

#[test]
fn the_validity_is_cut_to_that_of_the_ca_and_the_plan_says_so() {
    let (_place, mut vault) = Place::with_vault();
    create_ca(&mut vault, &CreateCa { valid: "2y", ..new_ca("Short CA") }, &Silent, NOW).unwrap();
    let request = csr("CN=mail.example.org", &["DNS:mail.example.org"]);
    for (valid, cut) in [("1y", false), ("3y", true), ("40y", true)] {
        let request = IssueCertificate { valid, ..for_server(&request) };
        let plan = plan_issue(&vault, None, &request, NOW).unwrap();
        assert_eq!((plan.cut_to_ca, plan.refusal.is_none()), (cut, true), "{valid}");
        let made = issue_certificate(&mut vault, None, &request, &Silent, NOW).unwrap();
        assert_eq!(made.certificate.validity(), plan.valid, "{valid}");
        assert!(made.certificate.validity().not_after <= plan.ca.ends.unwrap(), "{valid}");
    }
}

#[test]
fn the_plan_shows_request_names_and_what_the_key_has_already() {
    let (_place, mut vault, _) = with_ca();
    let request = csr("CN=mail.example.org,O=Example Org", &["DNS:mail.example.org", "DNS:www.example.org"]);
    let held = Held::in_vault(&vault, NOW);
    let plan = plan_issue(&vault, None, &for_server(&request), NOW).unwrap();
    assert_eq!((plan.name.as_str(), plan.request.signature_holds), ("mail.example.org", true));
    assert_eq!(plan.alternative_names, ["DNS:mail.example.org", "DNS:www.example.org"]);
    assert_eq!((plan.issuer.as_str(), plan.same_key.len()), ("CN=Example Tree CA,O=Example Org,C=DE", 0));
    assert_eq!(Held::in_vault(&vault, NOW), held);
    let first = issue_certificate(&mut vault, None, &for_server(&request), &Silent, NOW).unwrap();
    let other = IssueCertificate {
        subject: Some("CN=other.example.org"),
        alternative_names: Some(vec!["DNS:other.example.org".to_owned()]),
        crl_points: Some(Vec::new()),
        ..for_server(&request)
    };
    let plan = plan_issue(&vault, None, &other, NOW).unwrap();
    assert_eq!(plan.same_key.iter().map(|row| &row.serial).collect::<Vec<_>>(), [&first.row.serial]);
    assert_eq!(
        (plan.subject.as_str(), plan.alternative_names),
        ("CN=other.example.org", vec!["DNS:other.example.org".to_owned()])
    );
    let made = issue_certificate(&mut vault, None, &other, &Silent, NOW).unwrap();
    assert!(made.certificate.summary().crl_points.is_empty());
}

#[test]
fn what_cannot_be_issued_is_refused_and_the_log_says_so() {
    let (place, mut vault, _) = with_ca();
    let good = csr("CN=mail.example.org", &["DNS:mail.example.org"]);
    let wounded = {
        let mut der = match &orgkey_x509::read_any(&good).unwrap()[0] {
            orgkey_x509::Found::Request(request) => request.der().to_vec(),
            other => panic!("{other:?}"),
        };
        let last = der.len() - 1;
        der[last] ^= 1;
        der
    };
    let (nameless, taken) = (csr("CN=Alice", &[]), super::file(&place, "taken.crt", "mine"));
    let folder = place.path("no/folder.crt");
    let cases = [
        (IssueCertificate { request: b"nothing", ..for_server(&good) }, Code::NotX509),
        (IssueCertificate { request: &wounded, ..for_server(&good) }, Code::RequestSignatureWrong),
        (IssueCertificate { request: &nameless, template: Template::Smime, ..for_server(&good) }, Code::NamesMissing),
        (IssueCertificate { valid: "never", ..for_server(&good) }, Code::InvalidExpiry),
        (IssueCertificate { subject: Some("nonsense"), ..for_server(&good) }, Code::NameInvalid),
        (
            IssueCertificate { crl_points: Some(vec!["not a URI".to_owned()]), ..for_server(&good) },
            Code::InvalidArgument,
        ),
        (IssueCertificate { target: Some(&taken), ..for_server(&good) }, Code::FileExists),
        (IssueCertificate { target: Some(&folder), ..for_server(&good) }, Code::FileNotFound),
    ];
    for (request, code) in cases {
        let (held, names) = (Held::in_vault(&vault, NOW), place.names());
        assert_eq!(refusal(issue_certificate(&mut vault, None, &request, &Silent, NOW)).code, code);
        assert_eq!((Held::in_vault(&vault, NOW), place.names()), (held, names), "{code:?}");
        assert!(!Held::last_entries(&vault, 1)[0].contains("intent"), "{code:?}");
    }
    let plan = plan_issue(&vault, None, &IssueCertificate { request: &wounded, ..for_server(&good) }, NOW).unwrap();
    assert_eq!(plan.refusal.unwrap().code, Code::RequestSignatureWrong);
    let late = refusal(issue_certificate(&mut vault, None, &for_server(&good), &Silent, days(4000)));
    assert_eq!(late.code, Code::ValidityOutsideIssuer);
}

#[test]
fn issuing_that_is_stopped_leaves_neither_certificate_nor_file() {
    for stages in 0..4 {
        let (place, mut vault, _) = with_ca();
        let (target, request) = (place.path("mail.crt"), csr("CN=mail.example.org", &["DNS:mail.example.org"]));
        let request = IssueCertificate { target: Some(&target), ..for_server(&request) };
        let (held, names) = (Held::in_vault(&vault, NOW), place.names());
        let stopped = refusal(issue_certificate(&mut vault, None, &request, &StopsAfter::stages(stages), NOW));
        assert_eq!(stopped.code, Code::Cancelled);
        assert_eq!((Held::in_vault(&vault, NOW), place.names()), (held, names), "{stages}");
    }
}

#[test]
fn many_are_issued_in_one_transaction_with_serials_of_their_own_or_none_at_all() {
    let (_place, mut vault, ca) = with_ca();
    let host = |number: usize| format!("host{number}.example.org");
    let requests: Vec<Vec<u8>> =
        (0..40).map(|number| csr(&format!("CN={}", host(number)), &[&format!("DNS:{}", host(number))])).collect();
    let wanted: Vec<IssueCertificate<'_>> = requests.iter().map(|request| for_server(request)).collect();
    let entries = vault.audit_count().unwrap();
    let receipts = issue_certificates(&mut vault, None, &wanted, &Silent, NOW).unwrap();
    assert_eq!(vault.audit_count().unwrap(), entries + 2);
    let serials: BTreeSet<&str> = receipts.iter().map(|receipt| receipt.row.serial.as_str()).collect();
    assert_eq!(serials.len(), 40);
    for (number, receipt) in receipts.iter().enumerate() {
        assert_eq!(receipt.row.stored.name, host(number), "in the order of the requests");
    }
    let held = Held::in_vault(&vault, NOW);
    let mut spoiled = wanted.clone();
    spoiled[25].template = Template::Smime;
    assert_eq!(refusal(issue_certificates(&mut vault, None, &spoiled, &Silent, NOW)).code, Code::NamesMissing);
    assert_eq!(Held::in_vault(&vault, NOW), held);
    assert_eq!(vault.ca(&ca.ca.stored.id).unwrap().issued, 40);
}

#[test]
fn a_ca_that_awaits_its_certificate_issues_nothing() {
    let (place, mut vault) = Place::with_vault();
    let target = place.path("tree.csr");
    let request = CreateCa { subordinate: true, request_target: Some(&target), ..new_ca("Tree CA") };
    create_ca(&mut vault, &request, &Silent, NOW).unwrap();
    let request = csr("CN=mail.example.org", &["DNS:mail.example.org"]);
    let refused = refusal(issue_certificate(&mut vault, None, &for_server(&request), &Silent, NOW));
    assert_eq!(refused.code, Code::CaAwaitsCertificate);
}

#[test]
fn what_was_issued_survives_the_end_of_the_program() {
    let (place, mut vault, _) = with_ca();
    let receipt = issue(&mut vault, "mail.example.org");
    let vault = place.reopen(vault);
    let kept = issued_certificate(&vault, Some("Tree CA"), &receipt.row.serial, NOW).unwrap();
    assert_eq!(kept.certificate, Some(receipt.certificate));
}
