//! Install: the superior CA's answer.

use super::{accepted_by_openssl, days, for_server, import::of, issue, new_ca, with_ca};
use orgkey_core::{
    Silent, Vault,
    ca::{
        CaFile, CaNote, CaState, CreateCa, CreateCaReceipt, IssueCertificate, Template, create_ca, find_ca,
        install_ca_certificate, issue_certificate, plan_import_ca, write_ca_request,
    },
};
use orgkey_test_support::{Held, NOW, Place, refusal};
use orgkey_types::Code;
use orgkey_x509::Certificate;

/// A root in one vault, and in another a CA below it that awaits its certificate.
pub fn root_and_branch() -> (Place, Vault, CreateCaReceipt, Place, Vault, Vec<u8>) {
    let (root_place, root, root_ca) = with_ca();
    let (place, mut vault) = Place::with_vault();
    let target = place.path("branch.csr");
    let request = CreateCa {
        subject: "CN=Branch CA,O=Example Org",
        subordinate: true,
        request_target: Some(&target),
        ..new_ca("Branch CA")
    };
    create_ca(&mut vault, &request, &Silent, NOW).unwrap();
    let request = std::fs::read(target).unwrap();
    (root_place, root, root_ca, place, vault, request)
}

pub fn answer(root: &mut Vault, request: &[u8], template: Template) -> Certificate {
    let request = IssueCertificate {
        template,
        valid: "5y",
        alternative_names: (template == Template::Server).then(|| vec!["DNS:branch.example.org".to_owned()]),
        ..for_server(request)
    };
    issue_certificate(root, None, &request, &Silent, NOW).unwrap().certificate
}

pub fn file<'a>(name: &'a str, text: &'a str) -> CaFile<'a> {
    CaFile { name, bytes: text.as_bytes() }
}

#[test]
fn with_the_answer_a_subordinate_ca_issues_and_openssl_accepts_the_whole_chain() {
    let (root_place, mut root, root_ca, place, mut vault, request) = root_and_branch();
    let (anchor, own) =
        (root_ca.certificates.self_signed.unwrap().pem(), answer(&mut root, &request, Template::SubordinateCa));
    let pem = own.pem();
    let files = [file("a.pem", &anchor), file("b.pem", &pem)];
    let receipt = install_ca_certificate(&mut vault, None, &files, NOW).unwrap();
    assert_eq!((receipt.ca.state, receipt.ca.ends), (CaState::Active, Some(own.validity().not_after)));
    assert_eq!((receipt.public_key, receipt.chain.len()), (own.clone(), 1));
    let mut vault = place.reopen(vault);
    let made = issue(&mut vault, "mail.example.org");
    assert!(made.certificate.validity().not_after <= own.validity().not_after);
    assert!(accepted_by_openssl(&root_place, &anchor, &pem, &made.certificate.pem()));
}

#[test]
fn a_stranger_beside_its_own_certificate_is_noticed_although_the_vault_has_the_chain() {
    let (_root_place, mut root, root_ca, _place, mut vault, request) = root_and_branch();
    let anchor = root_ca.certificates.self_signed.unwrap().pem();
    let own = answer(&mut root, &request, Template::SubordinateCa).pem();
    install_ca_certificate(&mut vault, None, &[file("a.pem", &anchor), file("b.pem", &own)], NOW).unwrap();
    let (_other_place, _other, stranger) = with_ca();
    let stranger = stranger.certificates.self_signed.unwrap().pem();
    let noticed = |files: &[CaFile<'_>]| {
        plan_import_ca(&vault, &of(files, None), NOW).unwrap().notes.contains(&CaNote::Unrelated)
    };
    assert!(!noticed(&[file("b.pem", &own)]));
    assert!(noticed(&[file("b.pem", &own), file("c.pem", &stranger)]));
}

#[test]
fn an_answer_that_does_not_fit_is_refused_and_the_ca_goes_on_waiting() {
    let (_root_place, mut root, root_ca, _place, mut vault, request) = root_and_branch();
    let anchor = root_ca.certificates.self_signed.unwrap().pem();
    let (leaf, right) = (
        answer(&mut root, &request, Template::Server).pem(),
        answer(&mut root, &request, Template::SubordinateCa).pem(),
    );
    let renamed =
        IssueCertificate { template: Template::SubordinateCa, subject: Some("CN=Another CA"), ..for_server(&request) };
    let renamed = issue_certificate(&mut root, None, &renamed, &Silent, NOW).unwrap().certificate.pem();
    let cases = [
        (vec![file("root.pem", &anchor)], NOW, Code::CertificateMismatch),
        (vec![file("leaf.pem", &leaf), file("root.pem", &anchor)], NOW, Code::IssuerNotCa),
        (vec![file("renamed.pem", &renamed), file("root.pem", &anchor)], NOW, Code::NameMismatch),
        (vec![file("branch.pem", &right)], NOW, Code::ChainIncomplete),
        (vec![file("branch.pem", &right), file("root.pem", &anchor)], days(3000), Code::CertificateExpired),
        (vec![file("note.txt", "a note")], NOW, Code::NotX509),
    ];
    let held = Held::in_vault(&vault, NOW);
    for (files, now, code) in cases {
        assert_eq!(refusal(install_ca_certificate(&mut vault, None, &files, now)).code, code);
        assert_eq!(Held::in_vault(&vault, NOW), held, "{code:?}");
    }
    assert_eq!(find_ca(&vault, None, NOW).unwrap().state, CaState::AwaitingCertificate);
}

#[test]
fn a_lost_request_is_written_again_for_the_same_key() {
    let (_root_place, _root, _, place, mut vault, first) = root_and_branch();
    let target = place.path("again.csr");
    write_ca_request(&mut vault, None, &target, false, &Silent, NOW).unwrap();
    let public = |bytes: &[u8]| match orgkey_x509::read_any(bytes).unwrap().remove(0) {
        orgkey_x509::Found::Request(request) => (request.public_key().clone(), request.subject().clone()),
        other => panic!("{other:?}"),
    };
    assert_eq!(public(&std::fs::read(&target).unwrap()), public(&first));
    let again = refusal(write_ca_request(&mut vault, None, &target, false, &Silent, NOW));
    assert_eq!(again.code, Code::FileExists);
}
