//! The Organizational CA from outside: a module for each use case, with a real vault, and the `openssl` program as the
//! second opinion where what was made is to be believed elsewhere.

mod create;
mod crl;
mod earlier_lists;
mod export;
mod export_issued;
mod export_proof;
mod home;
mod import;
mod import_refusals;
mod install;
mod issue;
mod issued;
mod issued_before;
mod list;
mod renew;
mod replace;
mod restore;
mod revoke;
mod validate;

use orgkey_core::{
    Reauthentication, Silent, Vault,
    ca::{
        CaPart, CertificateFormat, CreateCa, CreateCaReceipt, ExportCa, IssueCertificate, IssueReceipt, KeyKind,
        Preset, Template, create_ca, export_ca, issue_certificate,
    },
};
use orgkey_test_support::{FILE_PASSPHRASE, NOW, Place, words};
use orgkey_types::{Passphrase, Timestamp};
use orgkey_x509::{AlternativeName, Name, PrivateKey, Wanted};
use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

pub fn days(count: i64) -> Timestamp {
    NOW.plus_seconds(count * 86_400)
}

pub fn new_ca(name: &str) -> CreateCa<'_> {
    CreateCa {
        name,
        subject: "CN=Example Tree CA,O=Example Org,C=DE",
        key: KeyKind::P256,
        valid: "10y",
        path_len: None,
        exportable: true,
        crl_points: vec!["http://crl.example.org/tree.crl".to_owned()],
        subordinate: false,
        request_target: None,
        overwrite: false,
    }
}

/// A vault with a CA of the name `Tree CA`.
pub fn with_ca() -> (Place, Vault, CreateCaReceipt) {
    let (place, mut vault) = Place::with_vault();
    let receipt = create_ca(&mut vault, &new_ca("Tree CA"), &Silent, NOW).unwrap();
    (place, vault, receipt)
}

/// A request of a fresh key, as PEM.
pub fn csr(subject: &str, names: &[&str]) -> Vec<u8> {
    let key = PrivateKey::generate(KeyKind::P256).unwrap();
    let san: Vec<AlternativeName> = names.iter().map(|name| name.parse().unwrap()).collect();
    let wanted = Wanted { san, ..Wanted::default() };
    let der = orgkey_x509::request(&key, &Name::parse(subject).unwrap(), &wanted).unwrap();
    orgkey_x509::pem("CERTIFICATE REQUEST", &der).into_bytes()
}

pub fn for_server(request: &[u8]) -> IssueCertificate<'_> {
    IssueCertificate {
        request,
        template: Template::Server,
        valid: "1y",
        subject: None,
        alternative_names: None,
        crl_points: None,
        target: None,
        format: CertificateFormat::Pem,
        overwrite: false,
    }
}

/// Issues a server certificate for that host.
pub fn issue(vault: &mut Vault, host: &str) -> IssueReceipt {
    let request = csr(&format!("CN={host}"), &[&format!("DNS:{host}")]);
    issue_certificate(vault, None, &for_server(&request), &Silent, NOW).unwrap()
}

pub fn backup_to<'a>(target: &'a Path, password: &'a Passphrase) -> ExportCa<'a> {
    ExportCa {
        ca: None,
        part: CaPart::Backup { preset: Preset::Modern, vendor_compatible: false, password: Some(password) },
        reauthentication: Reauthentication::JustUnlocked,
        target,
        overwrite: false,
    }
}

/// A proven backup of the only CA, and its bytes.
pub fn backup(place: &Place, vault: &mut Vault, name: &str) -> Vec<u8> {
    let target = place.path(name);
    export_ca(vault, &backup_to(&target, &words(FILE_PASSPHRASE)), &Silent, NOW).unwrap();
    std::fs::read(target).unwrap()
}

pub fn file(place: &Place, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = place.path(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// Runs the `openssl` program.
pub fn openssl(arguments: &[&str]) -> Output {
    Command::new("openssl").args(arguments).output().expect("the openssl program is installed")
}

/// Whether `openssl verify` accepts a certificate at the moment of the tests.
pub fn accepted_by_openssl(place: &Place, anchor: &str, between: &str, certificate: &str) -> bool {
    let (anchor, between, certificate) =
        (file(place, "anchor.pem", anchor), file(place, "between.pem", between), file(place, "leaf.pem", certificate));
    let at = NOW.plus_seconds(60).seconds().to_string();
    let path = |path: &Path| path.display().to_string();
    let mut arguments = vec!["verify", "-attime", &at, "-x509_strict", "-CAfile"];
    let (anchor, between_path, certificate) = (path(&anchor), path(&between), path(&certificate));
    arguments.push(&anchor);
    if std::fs::metadata(&between).unwrap().len() > 0 {
        arguments.extend(["-untrusted", &between_path]);
    }
    arguments.push(&certificate);
    let output = openssl(&arguments);
    output.status.success()
}
