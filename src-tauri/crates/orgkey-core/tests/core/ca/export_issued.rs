//! Export of a certificate that the CA has issued, from the register.

use super::{
    accepted_by_openssl,
    export::refused_without_a_trace,
    install::{answer, file, root_and_branch},
    issue,
    issued_before::Left,
    openssl, with_ca,
};
use orgkey_core::{
    Reauthentication, Silent, backup_register,
    ca::{
        CaPart, Certificate, CertificateChoice, CertificateFormat, ExportCa, ExportCaReceipt, FileEntryKind,
        RevocationReason, RevokeCertificate, Template, ToRevoke, ToValidate, export_ca, install_ca_certificate,
        plan_export_ca, revoke_certificate, validate_certificate,
    },
};
use orgkey_test_support::{Held, NOW, refusal};
use orgkey_types::Code;
use std::path::Path;

fn issued_to<'a>(target: &'a Path, serial: &'a str, format: CertificateFormat) -> ExportCa<'a> {
    ExportCa {
        ca: None,
        part: CaPart::Certificate { which: CertificateChoice::Issued { serial }, format },
        reauthentication: Reauthentication::Typed(None),
        target,
        overwrite: false,
    }
}

/// What stands in the file, as the receipt says.
fn certificates(receipt: &ExportCaReceipt) -> Vec<Certificate> {
    receipt.contents.iter().filter_map(|entry| entry.certificate.clone()).collect()
}

#[test]
fn an_issued_certificate_leaves_in_every_format_and_openssl_reads_it() {
    let (place, mut vault, ca) = with_ca();
    let made = issue(&mut vault, "mail.example.org");
    let (serial, own) = (made.row.serial.as_str(), ca.certificates.public_key.unwrap());
    let formats = [
        (CertificateFormat::Der, ["x509", "-inform", "DER"], 1),
        (CertificateFormat::Pem, ["x509", "-inform", "PEM"], 1),
        (CertificateFormat::P7b, ["pkcs7", "-inform", "DER"], 2),
    ];
    for (format, [command, inform, form], count) in formats {
        let target = place.path(format.name());
        let receipt = export_ca(&mut vault, &issued_to(&target, serial, format), &Silent, NOW).unwrap();
        let wanted = [made.certificate.clone(), own.clone()];
        assert_eq!(certificates(&receipt), wanted[..count], "{format:?}");
        let kinds: Vec<_> = receipt.contents.iter().map(|entry| entry.kind).collect();
        assert_eq!(kinds, [FileEntryKind::Issued, FileEntryKind::Chain][..count]);
        let path = target.to_str().unwrap();
        let more: &[&str] = if command == "pkcs7" { &["-print_certs"] } else { &[] };
        let said = openssl(&[&[command, inform, form, "-in", path], more].concat());
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        assert_eq!(text.matches("BEGIN CERTIFICATE").count(), count, "{said:?}");
        assert!(text.contains(made.certificate.pem().lines().nth(1).unwrap()), "{text}");
        let entries = ["export-issued-certificate intent", "export-issued-certificate settled done"];
        assert_eq!(Held::last_entries(&vault, 2), entries);
    }
    assert!(backup_register(&vault, None).unwrap().is_empty(), "it is no backup");
}

#[test]
fn one_that_is_revoked_leaves_too_and_the_log_says_which() {
    let (place, mut vault, _) = with_ca();
    let made = issue(&mut vault, "mail.example.org");
    let (which, reason) = (ToRevoke::Serial(&made.row.serial), RevocationReason::Superseded);
    revoke_certificate(&mut vault, &RevokeCertificate { ca: None, which, reason, invalid_since: None }, NOW).unwrap();
    let target = place.path("mail.cer");
    let typed = format!(" {}", made.row.serial.to_uppercase());
    let request = issued_to(&target, &typed, CertificateFormat::Der);
    assert!(plan_export_ca(&vault, &request, NOW).is_ok() && !target.exists(), "a plan writes nothing");
    export_ca(&mut vault, &request, &Silent, NOW).unwrap();
    assert_eq!(std::fs::read(&target).unwrap(), made.certificate.der());
    let entries = vault.audit_page(None, 2, None).unwrap();
    assert!(entries.iter().any(|entry| entry.detail["serial"] == made.row.serial.as_str()), "{entries:?}");
}

#[test]
fn as_p7b_that_of_a_subordinate_ca_leads_to_the_root() {
    let (root_place, mut root, root_ca, place, mut vault, request) = root_and_branch();
    let anchor = root_ca.certificates.self_signed.unwrap();
    let own = answer(&mut root, &request, Template::SubordinateCa);
    let (anchor_pem, own_pem) = (anchor.pem(), own.pem());
    let files = [file("root.pem", &anchor_pem), file("branch.pem", &own_pem)];
    install_ca_certificate(&mut vault, None, &files, NOW).unwrap();
    let made = issue(&mut vault, "mail.example.org");
    let target = place.path("mail.p7b");
    let request = issued_to(&target, &made.row.serial, CertificateFormat::P7b);
    let receipt = export_ca(&mut vault, &request, &Silent, NOW).unwrap();
    let [leaf, between, top] = <[Certificate; 3]>::try_from(certificates(&receipt)).unwrap();
    assert_eq!((&leaf, &between, &top), (&made.certificate, &own, &anchor));
    assert!(accepted_by_openssl(&root_place, &top.pem(), &between.pem(), &leaf.pem()));
}

#[test]
fn what_the_register_does_not_have_is_refused_without_a_trace() {
    let left = Left::new();
    let (place, mut vault) = left.restored(true);
    let (listed, unknown) = (left.issued[1].serial().hex(), left.issued[0].serial().hex());
    let target = place.path("mail.cer");
    let cases = [
        (listed.as_str(), Code::CertificateNotKept),
        (&unknown, Code::SerialNotFound),
        ("mail", Code::InvalidArgument),
        ("", Code::InvalidArgument),
    ];
    for (serial, code) in cases {
        let request = issued_to(&target, serial, CertificateFormat::Der);
        assert_eq!(refusal(plan_export_ca(&vault, &request, NOW)).code, code, "{serial}");
        assert_eq!(refused_without_a_trace(&place, &mut vault, &request), code, "{serial}");
        let judged = validate_certificate(&vault, ToValidate::Issued(None, serial), NOW);
        assert_eq!(refusal(judged).code, code, "{serial}");
    }
}

#[test]
fn a_file_that_stands_there_is_left_as_it_is_unless_it_may_be_replaced() {
    let (place, mut vault, _) = with_ca();
    let made = issue(&mut vault, "mail.example.org");
    let target = super::file(&place, "mail.cer", "mine");
    let request = issued_to(&target, &made.row.serial, CertificateFormat::Der);
    assert_eq!(refused_without_a_trace(&place, &mut vault, &request), Code::FileExists);
    assert_eq!(std::fs::read(&target).unwrap(), b"mine");
    export_ca(&mut vault, &ExportCa { overwrite: true, ..request }, &Silent, NOW).unwrap();
    assert_eq!(std::fs::read(&target).unwrap(), made.certificate.der());
}
