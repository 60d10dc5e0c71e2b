//! An Organizational CA under attack: the calls that change it, what a vault shows of it, and the files that leave it.

use crate::{
    judge::now,
    place::{EXPORT as FILE_PASSPHRASE, Place, Prepared},
};
use orgkey_core::{
    Vault,
    ca::{CaRow, IssuedList, issued_page},
};
use orgkey_types::Passphrase;
use orgkey_x509::{Certificate, Found, KeyKind, Name, PrivateKey, RevocationList, Wanted};
use std::fs;

/// The call that makes a CA; see [`crate::program::Call::new`] for its spelling.
pub const CREATE: &str = "--vault v.orgvault ca create --name Tree --subject CN=Tree_CA,O=Example_Org,C=DE --key p256 \
                          --passphrase-file admin --json";
/// The call that issues `out/leaf.pem`.
pub const ISSUE: &str =
    "--vault v.orgvault ca issue Tree --csr request.csr --to out/leaf.pem --passphrase-file admin --json";
/// The call that publishes `out/tree.crl`.
pub const CRL: &str = "--vault v.orgvault ca crl Tree --to out/tree.crl --passphrase-file admin --json";
/// The call that writes `out/tree.pfx`. The preset whose derivations are quick: the order of the steps is the same for
/// all.
pub const EXPORT: &str = "--vault v.orgvault ca export Tree --private-key yes --preset legacy --to out/tree.pfx \
                          --passphrase-file admin --export-passphrase-file export --json";

/// A place with a CA that has issued one certificate and published one list.
///
/// # Panics
/// When the program refuses something of it.
pub fn place() -> Place {
    let place = Place::prepared(Prepared::Vault);
    let (key, name) = (PrivateKey::generate(KeyKind::P256).unwrap(), Name::parse("CN=www.example.org").unwrap());
    let wanted = Wanted { san: vec!["DNS:www.example.org".parse().unwrap()], ca: false };
    fs::write(place.path("request.csr"), orgkey_x509::request(&key, &name, &wanted).unwrap()).unwrap();
    let _ = place.run(CREATE).expect(0);
    let _ = place.run(&ISSUE.replace("out/leaf.pem", "first.pem")).expect(0);
    let _ = place.run(&CRL.replace("out/tree.crl", "first.crl")).expect(0);
    place
}

/// Everything of a CA that an operation changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portrait {
    /// Id in the vault.
    pub id: String,
    /// Name and state.
    pub standing: (String, &'static str),
    /// Role and SHA-256 of its certificates.
    pub certificates: Vec<(&'static str, String)>,
    /// Serial number, state and reason of what it has issued, by serial number.
    pub issued: Vec<(String, &'static str, Option<String>)>,
    /// Numbers of its lists, newest first.
    pub lists: Vec<u64>,
    /// The number that the next list is above.
    pub crl_number: u64,
    /// Copies in the register.
    pub backups: usize,
}

/// The CAs of a vault, by id. Each key is there and fits each of its certificates.
///
/// # Panics
/// When one of them does not.
pub fn portraits(vault: &Vault) -> Vec<Portrait> {
    let mut all: Vec<Portrait> = vault.cas().unwrap().iter().map(|row| portrait(vault, row)).collect();
    all.sort_by(|one, other| one.id.cmp(&other.id));
    all
}

fn portrait(vault: &Vault, row: &CaRow) -> Portrait {
    let key = PrivateKey::from_pkcs8(&vault.ca_secrets(&row.id).unwrap()).unwrap();
    let certificates = vault.ca_certificates(&row.id).unwrap();
    for one in certificates.iter().filter(|one| matches!(one.role.name(), "self-signed" | "public-key")) {
        orgkey_x509::probe(&key, &Certificate::from_der(&one.der).unwrap()).unwrap();
    }
    let page = issued_page(vault, &IssuedList { ca: Some(&row.id), limit: 500, ..IssuedList::default() }, now());
    let told = |row: &orgkey_core::ca::IssuedEntry| {
        let reason = row.stored.revocation.as_ref().map(|revocation| revocation.reason.clone());
        (row.serial.clone(), row.stored.standing.name(), reason)
    };
    let mut issued: Vec<_> = page.unwrap().rows.iter().map(told).collect();
    issued.sort();
    Portrait {
        id: row.id.clone(),
        standing: (row.name.clone(), row.state.name()),
        certificates: certificates.into_iter().map(|one| (one.role.name(), one.sha256)).collect(),
        issued,
        lists: vault.revocation_lists(&row.id, 100).unwrap().iter().map(|list| list.number).collect(),
        crl_number: row.crl_number,
        backups: vault.backups(Some(&row.id)).unwrap().len(),
    }
}

/// What no operation may do, however it ends: forget a CA or what it has issued, take a revocation back, or let the
/// number of the lists fall.
///
/// # Panics
/// When that has happened.
pub fn nothing_is_lost(before: &[Portrait], after: &[Portrait]) {
    for old in before {
        let new = after.iter().find(|new| new.id == old.id).expect("the CA is there");
        assert!(new.crl_number >= old.crl_number, "{old:?}\n{new:?}");
        assert!(old.lists.iter().all(|number| new.lists.contains(number)), "{old:?}\n{new:?}");
        for (serial, standing, _) in &old.issued {
            let now = new.issued.iter().find(|row| row.0 == *serial).expect("what was issued is known");
            assert!(*standing != "revoked" || now.1 == "revoked", "{old:?}\n{new:?}");
        }
    }
}

/// The serial number of the one certificate in a file.
///
/// # Panics
/// When it is not whole.
pub fn serial_in(place: &Place, name: &str) -> String {
    match orgkey_x509::read_any(&fs::read(place.path(name)).unwrap()).unwrap().as_slice() {
        [Found::Certificate(one)] => one.serial().hex(),
        other => panic!("{} things in {name}", other.len()),
    }
}

/// The number of the list in a file.
///
/// # Panics
/// When it is not whole.
pub fn number_in(place: &Place, name: &str) -> u64 {
    RevocationList::from_der(&fs::read(place.path(name)).unwrap())
        .unwrap()
        .number()
        .and_then(|number| number.small())
        .unwrap()
}

/// A backup file that opens with its password and holds the key with the two certificates that the vault has.
///
/// # Panics
/// When it does not.
pub fn restores(place: &Place, name: &str, portrait: &Portrait) {
    let password = Passphrase::new(FILE_PASSPHRASE.to_owned());
    let opened = orgkey_pkcs12::open(&fs::read(place.path(name)).unwrap(), &password, Default::default()).unwrap();
    let [key] = opened.keys.as_slice() else { panic!("{} keys", opened.keys.len()) };
    let key = PrivateKey::from_pkcs8(&key.pkcs8).unwrap();
    let mut found = Vec::new();
    for one in &opened.certificates {
        let certificate = Certificate::from_der(&one.der).unwrap();
        orgkey_x509::probe(&key, &certificate).unwrap();
        found.push(certificate.summary().sha256);
    }
    let mut wanted: Vec<String> = portrait.certificates.iter().map(|(_, sha256)| sha256.clone()).collect();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);
}
