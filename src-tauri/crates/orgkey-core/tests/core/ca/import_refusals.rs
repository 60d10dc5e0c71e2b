//! Import: what is refused, each with its own reason, and the vault as it was.

use super::{
    backup, csr, days, for_server,
    import::{Foreign, import, of},
    openssl, with_ca,
};
use orgkey_core::{
    Silent,
    ca::{CaFile, import_ca, issue_certificate, plan_import_ca},
};
use orgkey_test_support::{FILE_PASSPHRASE, Held, NOW, Place, refusal, words};
use orgkey_types::Code;
use std::path::PathBuf;

#[test]
fn files_that_make_no_ca_are_refused_each_for_its_own_reason() {
    let (foreign, other) = (Foreign::new("/CN=Foreign CA"), Foreign::new("/CN=Other CA"));
    let (source, mut donor, _) = with_ca();
    let request = csr("CN=mail.example.org", &["DNS:mail.example.org"]);
    let leaf = issue_certificate(&mut donor, None, &for_server(&request), &Silent, NOW).unwrap();
    let leaf = super::file(&source, "leaf.pem", leaf.certificate.pem());
    let (request, nothing) = (super::file(&source, "mail.csr", &request), super::file(&source, "note.txt", "a note"));
    let whole = backup(&source, &mut donor, "tree.pfx");
    let short = super::file(&source, "short.pfx", &whole[..whole.len() - 40]);
    let cases: [(&[&PathBuf], &[Code]); 8] = [
        (&[], &[Code::InvalidArgument]),
        (&[&nothing], &[Code::NotX509]),
        (&[&request], &[Code::NotX509]),
        (&[&leaf], &[Code::NotX509]),
        (&[&foreign.certificate], &[Code::PublicOnly]),
        (&[&foreign.key, &other.certificate], &[Code::CertificateMismatch]),
        (&[&foreign.key, &foreign.certificate, &other.key, &other.certificate], &[Code::SeveralKeys]),
        (&[&short], &[Code::FileTruncated, Code::FileDamaged, Code::NotPkcs12]),
    ];
    for (files, codes) in cases {
        let (_place, mut vault) = Place::with_vault();
        let held = Held::in_vault(&vault, NOW);
        let failed = refusal(import(&mut vault, files, Some(&words(FILE_PASSPHRASE))));
        assert!(codes.contains(&failed.code), "{codes:?}: {failed}");
        assert_eq!((Held::in_vault(&vault, NOW), vault.audit_count().unwrap()), (held, 1), "{codes:?}");
    }
}

#[test]
fn a_key_beside_the_certificate_of_another_ca_in_one_pfx_is_told_from_damage() {
    let (foreign, other) = (Foreign::new("/CN=Foreign CA"), Foreign::new("/CN=Other CA"));
    let mixed = foreign.place.path("mixed.pfx");
    let path = |path: &PathBuf| path.to_str().unwrap().to_owned();
    // The program refuses to write such a file, so key and certificate are bundled by our own writer.
    let read = |path: &PathBuf| std::fs::read(path).unwrap();
    let key = orgkey_x509::PrivateKey::from_any(&read(&foreign.key), None).unwrap().to_pkcs8().unwrap();
    let found = orgkey_x509::read_any(&read(&other.certificate)).unwrap();
    let [orgkey_x509::Found::Certificate(certificate)] = found.as_slice() else { panic!("{found:?}") };
    let named = [orgkey_pkcs12::NamedCertificate { der: certificate.der(), friendly_name: None, matches_key: true }];
    let contents = orgkey_pkcs12::Contents { key: &key, key_name: "mixed", certificates: &named };
    let password = words(FILE_PASSPHRASE);
    let bytes = orgkey_pkcs12::write(&contents, orgkey_core::ca::Preset::Modern, &password).unwrap();
    std::fs::write(&mixed, bytes).unwrap();
    let pass = format!("pass:{FILE_PASSPHRASE}");
    assert!(openssl(&["pkcs12", "-in", &path(&mixed), "-passin", &pass, "-nodes"]).status.success());
    let (_place, mut vault) = Place::with_vault();
    assert_eq!(refusal(import(&mut vault, &[&mixed], Some(&password))).code, Code::CertificateMismatch);
}

#[test]
fn a_key_for_pss_alone_is_refused_by_its_name() {
    let place = Place::empty();
    let (key, certificate) = (place.path("pss.key"), place.path("pss.pem"));
    let (to, out) = (key.to_str().unwrap(), certificate.to_str().unwrap());
    let bits = ["-pkeyopt", "rsa_keygen_bits:2048"];
    let made = [
        "req", "-x509", "-newkey", "rsa-pss", bits[0], bits[1], "-nodes", "-keyout", to, "-out", out, "-subj",
        "/CN=PSS",
    ];
    assert!(openssl(&made).status.success());
    let (_place, mut vault) = Place::with_vault();
    let failed = refusal(import(&mut vault, &[&key, &certificate], None));
    assert_eq!((failed.code, failed.subject.as_deref()), (Code::AlgorithmUnsupported, Some("rsa-pss2048")));
}

#[test]
fn a_hole_in_the_chain_is_named() {
    let (place, mut vault) = Place::with_vault();
    let (root_place, mut root, _) = with_ca();
    let target = place.path("branch.csr");
    let create = orgkey_core::ca::CreateCa {
        subject: "CN=Branch CA,O=Example Org",
        subordinate: true,
        request_target: Some(&target),
        ..super::new_ca("Branch CA")
    };
    orgkey_core::ca::create_ca(&mut vault, &create, &Silent, NOW).unwrap();
    let request = std::fs::read(&target).unwrap();
    let template = orgkey_core::ca::Template::SubordinateCa;
    let issue = orgkey_core::ca::IssueCertificate { template, valid: "5y", ..for_server(&request) };
    let answer = issue_certificate(&mut root, None, &issue, &Silent, NOW).unwrap().certificate;
    let answer = super::file(&root_place, "answer.pem", answer.pem());
    let failed = refusal(import(&mut vault, &[&answer], None));
    assert_eq!(
        (failed.code, failed.subject.as_deref()),
        (Code::ChainIncomplete, Some("CN=Example Tree CA,O=Example Org,C=DE"),)
    );
}

#[test]
fn an_expired_ca_is_imported_and_the_plan_says_that_it_has_ended() {
    let (source, mut donor, _) = with_ca();
    let bytes = backup(&source, &mut donor, "tree.pfx");
    let (_place, vault) = Place::with_vault();
    let files = [CaFile { name: "tree.pfx", bytes: &bytes }];
    let password = words(FILE_PASSPHRASE);
    let plan = plan_import_ca(&vault, &of(&files, Some(&password)), days(4000)).unwrap();
    assert!(plan.refusal.is_none() && plan.notes.contains(&orgkey_core::ca::CaNote::Ended));
}

#[test]
fn a_file_without_mac_needs_a_word_from_the_administrator() {
    let foreign = Foreign::new("/CN=Foreign CA");
    let bare = foreign.place.path("bare.pfx");
    let path = |path: &PathBuf| path.to_str().unwrap().to_owned();
    let made = openssl(&[
        "pkcs12",
        "-export",
        "-inkey",
        &path(&foreign.key),
        "-in",
        &path(&foreign.certificate),
        "-out",
        &path(&bare),
        "-passout",
        "pass:oakleaf",
        "-nomac",
    ]);
    assert!(made.status.success(), "{made:?}");
    let bytes = std::fs::read(&bare).unwrap();
    let files = [CaFile { name: "bare.pfx", bytes: &bytes }];
    let (_place, mut vault) = Place::with_vault();
    let (password, silent) = (words("oakleaf"), of(&files, None));
    assert_eq!(refusal(plan_import_ca(&vault, &silent, NOW)).code, Code::MacMissing, "before a password is asked for");
    let strict = of(&files, Some(&password));
    assert_eq!(refusal(import_ca(&mut vault, &strict, &Silent, NOW)).code, Code::MacMissing);
    let lenient = orgkey_core::ca::ImportCa { accept_missing_mac: true, ..of(&files, Some(&password)) };
    import_ca(&mut vault, &lenient, &Silent, NOW).unwrap();
}

#[test]
fn a_list_whose_number_cannot_be_continued_is_refused_and_one_below_it_is_gone_on_from() {
    let foreign = Foreign::new("/CN=Foreign CA");
    let key = orgkey_x509::PrivateKey::from_any(&std::fs::read(&foreign.key).unwrap(), None).unwrap();
    let found = orgkey_x509::read_any(&std::fs::read(&foreign.certificate).unwrap()).unwrap();
    let [orgkey_x509::Found::Certificate(certificate)] = found.as_slice() else { panic!("{found:?}") };
    let issuer = orgkey_x509::Issuer::new(certificate, &key).unwrap();
    let last = i64::MAX.unsigned_abs();
    for (number, refused) in [(last - 1, false), (last, true), (u64::MAX, true)] {
        let list = orgkey_x509::revocation_list(&issuer, number, NOW, NOW.plus_seconds(9), []).unwrap();
        let list = super::file(&foreign.place, "last.crl", list.pem());
        let (_place, mut vault) = Place::with_vault();
        let imported = import(&mut vault, &[&foreign.key, &foreign.certificate, &list], None);
        match imported {
            Ok(receipt) => assert_eq!((receipt.ca.stored.crl_number, refused), (number, false)),
            Err(failure) => assert_eq!((failure.code, refused), (Code::CrlNumberTooLarge, true), "{failure}"),
        }
    }
}
