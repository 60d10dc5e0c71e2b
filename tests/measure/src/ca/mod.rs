//! The Organizational CA: issuing, revoking and PKCS#12 beside OpenSSL, and the Issued list at a million rows beside
//! itself at a thousand.

mod fill;
mod issue;
mod issued;
mod openssl_ca;
mod pkcs12;
mod revoke;

use crate::{Done, now, told, vault};
use orgkey_core::{
    Silent, Vault,
    ca::{Certificate, CreateCa, CreateCaReceipt, KeyKind, create_ca},
};
use orgkey_types::{Outcome, Secret};
use orgkey_x509::{Name, PrivateKey, Wanted, pem, request};
use std::path::{Path, PathBuf};

pub use issued::issued_list;

/// What the Issued list has to stay quick with.
pub const MILLION: usize = 1_000_000;
/// What it is compared with.
const FEW: usize = 1_000;

/// Kinds of key of CA and applicants, and how many requests are issued at once.
const KINDS: &[(KeyKind, usize)] = &[(KeyKind::P256, 1_000), (KeyKind::Rsa2048, 500)];
/// Keys of the applicants. They take turns: making one of RSA takes longer than to certify a hundred.
const APPLICANTS: usize = 8;
const NAME: &str = "Measured CA";

/// Everything about the CA; the list with so many rows.
pub fn measure(folder: &Path, rows: usize) -> Done {
    for (kind, requests) in KINDS {
        let mut bench = Bench::new(folder, *kind, *requests)?;
        let peer = openssl_ca::OpensslCa::new(&bench)?;
        let serials = issue::measure(&mut bench, &peer)?;
        revoke::measure(&mut bench, &serials, &peer)?;
        pkcs12::measure(&mut bench, &peer)?;
    }
    let (small, large) = (folder.join("few.orgvault"), folder.join("many.orgvault"));
    fill::filled(&small, FEW)?;
    fill::measure(&large, rows)?;
    issued::measure(&small, &large)
}

/// A vault with so many issued certificates, to try queries on.
pub fn fill(folder: &Path, rows: usize) -> Done {
    fill::filled(folder, rows).map(drop)
}

/// A CA in a vault, its key once more outside for the peers, and requests to it.
struct Bench {
    kind: KeyKind,
    folder: PathBuf,
    vault: Vault,
    self_signed: Certificate,
    public_key: Certificate,
    pkcs8: Secret,
    /// Certificate signing requests, PEM.
    requests: Vec<String>,
}

impl Bench {
    fn new(folder: &Path, kind: KeyKind, requests: usize) -> Done<Self> {
        let folder = folder.join(kind.name());
        std::fs::create_dir(&folder)?;
        let mut vault = vault(&folder.join("ca.orgvault"))?;
        let made = new_ca(&mut vault, kind)?;
        let missing = "a new CA without certificate";
        Ok(Self {
            kind,
            folder,
            pkcs8: vault.ca_secrets(&made.ca.stored.id).map_err(told)?,
            vault,
            self_signed: made.certificates.self_signed.ok_or(missing)?,
            public_key: made.certificates.public_key.ok_or(missing)?,
            requests: asked(kind, requests)?,
        })
    }
}

fn new_ca(vault: &mut Vault, key: KeyKind) -> Done<CreateCaReceipt> {
    let wanted = CreateCa {
        name: NAME,
        subject: "CN=Measured CA,O=Example Org,C=DE",
        key,
        valid: "10y",
        path_len: None,
        exportable: true,
        crl_points: vec!["http://crl.example.org/ca.crl".into()],
        subordinate: false,
        request_target: None,
        overwrite: false,
    };
    create_ca(vault, &wanted, &Silent, now()?).map_err(told)
}

fn asked(kind: KeyKind, count: usize) -> Done<Vec<String>> {
    let keys: Vec<PrivateKey> =
        (0..APPLICANTS).map(|_| PrivateKey::generate(kind)).collect::<Outcome<_>>().map_err(told)?;
    let asked = keys.iter().cycle().take(count).enumerate().map(|(number, key)| {
        let host = format!("host{number:07}.example.org");
        let wanted = Wanted { san: vec![format!("DNS:{host}").parse()?], ca: false };
        let name = Name::parse(&format!("CN={host},O=Example Org,C=DE"))?;
        Ok(pem("CERTIFICATE REQUEST", &request(key, &name, &wanted)?))
    });
    asked.collect::<Outcome<_>>().map_err(told)
}
