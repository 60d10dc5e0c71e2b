//! Import: CAs that were made elsewhere, in files of any kind.

use super::openssl;
use orgkey_core::{
    Silent, Vault,
    ca::{CaFile, CaNote, CaRelation, ImportCa, ImportCaReceipt, ca_details, import_ca, plan_import_ca},
};
use orgkey_test_support::{NOW, Place, refusal, words};
use orgkey_types::{Code, Outcome, Passphrase};
use std::path::PathBuf;

const PASSWORD: &str = "oakleaf";

/// A CA that the `openssl` program has made: key, certificate, and both in a PKCS#12 file.
pub struct Foreign {
    pub place: Place,
    pub key: PathBuf,
    pub certificate: PathBuf,
    pub pfx: PathBuf,
}

impl Foreign {
    pub fn new(subject: &str) -> Self {
        let place = Place::empty();
        let (key, certificate, pfx) = (place.path("ca.key"), place.path("ca.pem"), place.path("ca.pfx"));
        let text = |path: &PathBuf| path.to_str().unwrap().to_owned();
        let made = openssl(&[
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            &text(&key),
            "-out",
            &text(&certificate),
            "-subj",
            subject,
            "-days",
            "3650",
            "-utf8",
            "-addext",
            "keyUsage=critical,keyCertSign,cRLSign",
        ]);
        assert!(made.status.success(), "{made:?}");
        let pass = format!("pass:{PASSWORD}");
        let made = openssl(&[
            "pkcs12",
            "-export",
            "-inkey",
            &text(&key),
            "-in",
            &text(&certificate),
            "-out",
            &text(&pfx),
            "-passout",
            &pass,
            "-name",
            "Foreign",
        ]);
        assert!(made.status.success(), "{made:?}");
        Self { place, key, certificate, pfx }
    }
}

pub fn import(vault: &mut Vault, files: &[&PathBuf], passphrase: Option<&Passphrase>) -> Outcome<ImportCaReceipt> {
    let read: Vec<(String, Vec<u8>)> = files
        .iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
        .collect();
    let files: Vec<CaFile<'_>> = read.iter().map(|(name, bytes)| CaFile { name, bytes }).collect();
    import_ca(vault, &of(&files, passphrase), &Silent, NOW)
}

pub fn of<'a>(files: &'a [CaFile<'a>], passphrase: Option<&'a Passphrase>) -> ImportCa<'a> {
    ImportCa { files, passphrase, name: None, born_with: None, exportable: true, accept_missing_mac: false }
}

/// The clock of the `openssl` program is that of the machine, so what it makes may begin after the moment of the tests.
fn late() -> orgkey_types::Timestamp {
    NOW.plus_seconds(400 * 86_400)
}

#[test]
fn a_foreign_ca_comes_from_pfx_or_from_key_and_certificate_and_is_the_same() {
    let foreign = Foreign::new("/C=DE/O=Foreign Org/OU=One/OU=Two/CN=Foreign CA");
    let password = words(PASSWORD);
    let cases: [(&[&PathBuf], Option<&Passphrase>); 3] = [
        (&[&foreign.pfx], Some(&password)),
        (&[&foreign.key, &foreign.certificate], None),
        (&[&foreign.certificate, &foreign.pfx, &foreign.key], Some(&password)),
    ];
    let mut subjects = Vec::new();
    for (files, passphrase) in cases {
        let (_place, mut vault) = Place::with_vault();
        let receipt = import(&mut vault, files, passphrase).unwrap();
        assert_eq!((receipt.relation, receipt.ca.stored.name.as_str()), (CaRelation::New, "Foreign CA"));
        assert_eq!(
            (receipt.ca.stored.identity.origin.as_str(), receipt.ca.stored.identity.born_with.as_str()),
            ("imported", "unknown")
        );
        subjects.push((receipt.ca.stored.identity.subject, receipt.ca.stored.identity.spki_sha256));
        assert!(!receipt.ca.stored.revocations_known);
    }
    subjects.dedup();
    assert_eq!(subjects.len(), 1);
}

#[test]
fn what_an_imported_ca_issues_carries_its_name_and_key_identifier_byte_for_byte() {
    for subject in [
        "/C=DE/O=Foreign Org/OU=One/OU=Two/CN=Foreign CA",
        "/DC=org/DC=example/CN=Foreign CA",
        "/O=M\u{fc}ller & S\u{f6}hne/CN=Foreign CA",
    ] {
        let foreign = Foreign::new(subject);
        let (_place, mut vault) = Place::with_vault();
        import(&mut vault, &[&foreign.key, &foreign.certificate], None).unwrap();
        let request = super::csr("CN=mail.example.org", &["DNS:mail.example.org"]);
        let request = super::for_server(&request);
        let made = orgkey_core::ca::issue_certificate(&mut vault, None, &request, &Silent, late()).unwrap();
        let ca = ca_details(&vault, None, NOW).unwrap();
        let own = ca.certificates.self_signed.unwrap();
        assert_eq!(made.certificate.issuer().der(), own.subject().der(), "{subject}");
        assert_eq!(made.certificate.summary().authority_key_id, own.summary().key_id, "{subject}");
        let leaf = super::file(&foreign.place, "leaf.pem", made.certificate.pem());
        let (anchor, at) = (foreign.certificate.to_str().unwrap(), late().plus_seconds(60).seconds().to_string());
        let verified = openssl(&["verify", "-attime", &at, "-CAfile", anchor, leaf.to_str().unwrap()]);
        assert!(verified.status.success(), "{subject} {verified:?}");
    }
}

#[test]
fn the_plan_tells_what_is_in_the_files_and_what_belongs_to_nothing() {
    let (foreign, other) = (Foreign::new("/CN=Foreign CA"), Foreign::new("/CN=Other CA"));
    let (_place, vault) = Place::with_vault();
    let read = |path: &PathBuf| std::fs::read(path).unwrap();
    let (key, own, stray) = (read(&foreign.key), read(&foreign.certificate), read(&other.certificate));
    let files = [
        CaFile { name: "ca.key", bytes: &key },
        CaFile { name: "ca.pem", bytes: &own },
        CaFile { name: "other.pem", bytes: &stray },
    ];
    let entries = vault.audit_count().unwrap();
    let plan = plan_import_ca(&vault, &of(&files, None), late()).unwrap();
    let kinds: Vec<_> = plan.files.iter().map(|file| file.kinds.clone()).collect();
    assert_eq!(kinds, [["private-key"], ["certificate"], ["certificate"]]);
    assert_eq!(plan.notes, [CaNote::Unrelated, CaNote::RevocationsUnknown]);
    assert_eq!((plan.name.as_deref(), plan.refusal.is_none()), (Some("Foreign CA"), true));
    assert_eq!(vault.audit_count().unwrap(), entries);
}

#[test]
fn the_same_import_twice_changes_nothing_the_second_time() {
    let foreign = Foreign::new("/CN=Foreign CA");
    let (_place, mut vault) = Place::with_vault();
    let files = [&foreign.key, &foreign.certificate];
    import(&mut vault, &files, None).unwrap();
    let held = orgkey_test_support::Held::in_vault(&vault, NOW);
    assert_eq!(import(&mut vault, &files, None).unwrap().relation, CaRelation::Same);
    assert_eq!(orgkey_test_support::Held::in_vault(&vault, NOW), held);
}

#[test]
fn names_can_be_chosen_and_two_cas_live_side_by_side() {
    let (foreign, other) = (Foreign::new("/CN=Same CA"), Foreign::new("/CN=Same CA"));
    let (_place, mut vault) = Place::with_vault();
    import(&mut vault, &[&foreign.key, &foreign.certificate], None).unwrap();
    let read = |path: &PathBuf| std::fs::read(path).unwrap();
    let (key, own) = (read(&other.key), read(&other.certificate));
    let files = [CaFile { name: "ca.key", bytes: &key }, CaFile { name: "ca.pem", bytes: &own }];
    let named = ImportCa { name: Some("Second CA"), ..of(&files, None) };
    assert_eq!(import_ca(&mut vault, &named, &Silent, NOW).unwrap().relation, CaRelation::New);
    assert_eq!(orgkey_core::ca::cas(&vault, NOW).unwrap().len(), 2);
    let nameless = ImportCa { name: Some(" "), ..of(&files, None) };
    assert_eq!(refusal(import_ca(&mut vault, &nameless, &Silent, NOW)).code, Code::InvalidArgument);
}

#[test]
fn an_imported_ca_issues_after_a_restart() {
    let foreign = Foreign::new("/CN=Foreign CA");
    let (place, mut vault) = Place::with_vault();
    import(&mut vault, &[&foreign.pfx], Some(&words(PASSWORD))).unwrap();
    let mut vault = place.reopen(vault);
    let request = super::csr("CN=mail.example.org", &["DNS:mail.example.org"]);
    orgkey_core::ca::issue_certificate(&mut vault, None, &super::for_server(&request), &Silent, late()).unwrap();
}
