//! Export, revocation list and the folder for partners.

use super::{generate, with_org_cert};
use crate::ca::{backup_to, openssl};
use orgkey_core::{
    Reauthentication, Silent, backup_register,
    ca::{CertificateFormat, ExportCa},
    org_cert::{
        ExportOrgCert, PackOrgCert, export_org_cert, organization_certificate, pack_org_cert, plan_export_org_cert,
    },
};
use orgkey_test_support::{FILE_PASSPHRASE, Held, NOW, refusal, words};
use orgkey_types::Code;

#[test]
fn the_keypair_leaves_proven_and_stands_in_the_register() {
    let (place, mut vault) = with_org_cert();
    let (target, password) = (place.path("mail.p12"), words(FILE_PASSPHRASE));
    let request = ExportOrgCert { which: None, export: backup_to(&target, &password) };
    let receipt = export_org_cert(&mut vault, &request, &Silent, NOW).unwrap();
    assert!(!receipt.proof.is_empty());
    let copy = backup_register(&vault, Some(&receipt.ca.stored.id)).unwrap().remove(0);
    assert_eq!((copy.stored.kind.as_str(), copy.outdated), ("organization-certificate", false));
    assert_eq!((receipt.ca.coverage.copies, receipt.ca.coverage.stale), (1, false));
    assert!(Held::last_entries(&vault, 1)[0].starts_with("export-organization-certificate-keypair settled"));
    generate(&mut vault, "Mail CA", NOW.plus_seconds(60));
    assert!(backup_register(&vault, Some(&receipt.ca.stored.id)).unwrap()[0].outdated, "it was generated again");
}

#[test]
fn the_certificate_leaves_in_each_form_without_the_key() {
    let (place, mut vault) = with_org_cert();
    let own = organization_certificate(&vault, NOW).unwrap().active.unwrap().certificate;
    for format in [CertificateFormat::Pem, CertificateFormat::Der, CertificateFormat::P7b] {
        let target = place.path(&format!("mail.{}", format.name()));
        let export = ExportCa {
            ca: None,
            part: ExportOrgCert::certificate(format),
            reauthentication: Reauthentication::Typed(None),
            target: &target,
            overwrite: false,
        };
        let request = ExportOrgCert { which: None, export };
        plan_export_org_cert(&vault, &request, NOW).unwrap();
        export_org_cert(&mut vault, &request, &Silent, NOW).unwrap();
        let found = orgkey_x509::read_any(&std::fs::read(&target).unwrap()).unwrap();
        assert!(matches!(found.as_slice(), [orgkey_x509::Found::Certificate(one)] if *one == own), "{format:?}");
    }
}

#[test]
fn partners_get_a_folder_whose_fingerprint_openssl_confirms_and_never_half_of_one() {
    let (place, mut vault) = with_org_cert();
    let folder = place.path("for partners");
    let receipt = pack_org_cert(&mut vault, &PackOrgCert { which: None, target: &folder }, &Silent, NOW).unwrap();
    let names: Vec<String> =
        receipt.files.iter().map(|file| file.path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(names, ["certificate.pem", "certificate.der", "certificate-chain.p7b", "fingerprints.txt"]);
    assert!(receipt.files.iter().all(|file| file.path.is_file()));
    let pem = folder.join("certificate.pem").display().to_string();
    let output = openssl(&["x509", "-in", &pem, "-noout", "-fingerprint", "-sha256"]).stdout;
    let confirmed = String::from_utf8(output).unwrap().trim().split_once('=').unwrap().1.to_owned();
    let sheet = std::fs::read_to_string(folder.join("fingerprints.txt")).unwrap();
    assert!(sheet.replace('\n', ":").contains(&confirmed), "{sheet} has no {confirmed}");
    let again = pack_org_cert(&mut vault, &PackOrgCert { which: None, target: &folder }, &Silent, NOW);
    assert_eq!(refusal(again).code, Code::FileExists);
    assert!(!place.names().iter().any(|name| name.ends_with(".part")), "{:?}", place.names());
}

#[test]
fn without_one_in_use_there_is_nothing_to_export() {
    let (place, mut vault) = super::with_key_for("1y").unwrap();
    let target = place.path("pack");
    let request = PackOrgCert { which: None, target: &target };
    assert_eq!(refusal(pack_org_cert(&mut vault, &request, &Silent, NOW)).code, Code::OrgCertMissing);
    assert!(!target.exists());
}
