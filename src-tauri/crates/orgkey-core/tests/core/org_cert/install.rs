//! Request and install: a certification authority signs it.

use super::{with_key_for, with_org_cert};
use crate::ca::{for_server, with_ca};
use orgkey_core::{
    Silent, Vault,
    ca::{CaFile, CreateCaReceipt, IssueCertificate, Template, issue_certificate},
    org_cert::{
        InstallOrgCert, OrgCertNote, OrgCertSubject, OrgCertWay, WriteOrgCertRequest, install_org_cert,
        organization_certificate, plan_install_org_cert, write_org_cert_request,
    },
};
use orgkey_test_support::{DAY, Held, NOW, Place, refusal};
use orgkey_types::Code;
use orgkey_x509::Certificate;

/// The request of this vault, answered by an authority elsewhere: its anchor and the answer.
fn answered(place: &Place, vault: &mut Vault, template: Template) -> (Certificate, Certificate) {
    let target = place.path("mail-ca.csr");
    let subject = OrgCertSubject { common_name: "Mail CA", ..OrgCertSubject::default() };
    let request = WriteOrgCertRequest { subject, target: &target, overwrite: true };
    write_org_cert_request(vault, &request, &Silent, NOW).unwrap();
    let (_root_place, mut root, root_ca): (Place, Vault, CreateCaReceipt) = with_ca();
    let csr = std::fs::read(target).unwrap();
    let names = (template == Template::Server).then(|| vec!["DNS:x.example.org".to_owned()]);
    let request = IssueCertificate { template, valid: "5y", alternative_names: names, ..for_server(&csr) };
    let answer = issue_certificate(&mut root, None, &request, &Silent, NOW).unwrap().certificate;
    (root_ca.certificates.self_signed.unwrap(), answer)
}

fn install<'a>(files: &'a [CaFile<'a>]) -> InstallOrgCert<'a> {
    InstallOrgCert { files, crl_points: vec!["http://crl.example.org/mail.crl".to_owned()] }
}

#[test]
fn the_answer_comes_in_any_mix_of_forms_and_its_chain_is_built() {
    let (place, mut vault) = with_key_for("1y").unwrap();
    let (anchor, answer) = answered(&place, &mut vault, Template::SubordinateCa);
    let p7b = orgkey_x509::p7b(&[&answer, &anchor]);
    let (pem, der) = (answer.pem(), anchor.der().to_vec());
    let mixes: [Vec<CaFile<'_>>; 2] = [
        vec![CaFile { name: "a.p7b", bytes: &p7b }],
        vec![CaFile { name: "root.der", bytes: &der }, CaFile { name: "a.pem", bytes: pem.as_bytes() }],
    ];
    for files in &mixes {
        let plan = plan_install_org_cert(&vault, &install(files), NOW).unwrap();
        assert_eq!((plan.certificate.clone(), plan.chain.clone()), (answer.clone(), vec![anchor.clone()]));
        assert!(plan.refusal.is_none());
    }
    let receipt = install_org_cert(&mut vault, &install(&mixes[1]), NOW).unwrap().stored;
    assert_eq!((receipt.way, receipt.certificate), (OrgCertWay::Requested, answer));
    assert_eq!(receipt.ca.stored.crl_points, ["http://crl.example.org/mail.crl"]);
    assert!(!receipt.notes.contains(&OrgCertNote::SelfSigned));
}

#[test]
fn an_answer_that_does_not_fit_is_refused_and_nothing_changes() {
    let (place, mut vault) = with_org_cert();
    let (anchor, answer) = answered(&place, &mut vault, Template::SubordinateCa);
    let (_, leaf) = answered(&place, &mut vault, Template::Server);
    let before = Held::in_vault(&vault, NOW);
    let in_use = organization_certificate(&vault, NOW).unwrap().active.unwrap().certificate;
    let (anchor, answer, leaf) = (anchor.pem(), answer.pem(), leaf.pem());
    let file = |text: &'static str| CaFile { name: "a.pem", bytes: text.as_bytes() };
    let (anchor, answer, leaf): (&'static str, &'static str, &'static str) =
        (Box::leak(anchor.into()), Box::leak(answer.into()), Box::leak(leaf.into()));
    let cases = [
        (vec![file(anchor)], NOW, Code::CertificateMismatch),
        (vec![file(answer)], NOW, Code::ChainIncomplete),
        (vec![file(leaf)], NOW, Code::ChainIncomplete),
        (vec![file("nothing of the kind")], NOW, Code::NotX509),
        (vec![file(answer), file(anchor)], NOW.plus_seconds(3_000 * DAY), Code::CertificateExpired),
    ];
    for (files, now, code) in cases {
        assert_eq!(refusal(install_org_cert(&mut vault, &install(&files), now)).code, code);
    }
    assert!(Held::in_vault(&vault, NOW) == before);
    assert_eq!(organization_certificate(&vault, NOW).unwrap().active.unwrap().certificate, in_use);
}

#[test]
fn a_certificate_that_is_none_of_a_ca_is_refused() {
    let (place, mut vault) = with_key_for("1y").unwrap();
    let target = place.path("mail.csr");
    let subject = OrgCertSubject { common_name: "Mail CA", ..OrgCertSubject::default() };
    let request = WriteOrgCertRequest { subject, target: &target, overwrite: false };
    write_org_cert_request(&mut vault, &request, &Silent, NOW).unwrap();
    let (_root_place, mut root, root_ca) = with_ca();
    let csr = std::fs::read(target).unwrap();
    let request = IssueCertificate {
        template: Template::Client,
        valid: "1y",
        alternative_names: Some(vec!["email:pki@example.org".to_owned()]),
        ..for_server(&csr)
    };
    let leaf = issue_certificate(&mut root, None, &request, &Silent, NOW).unwrap().certificate.pem();
    let anchor = root_ca.certificates.self_signed.unwrap().pem();
    let files = [CaFile { name: "a.pem", bytes: leaf.as_bytes() }, CaFile { name: "b.pem", bytes: anchor.as_bytes() }];
    assert_eq!(refusal(install_org_cert(&mut vault, &install(&files), NOW)).code, Code::IssuerNotCa);
}
