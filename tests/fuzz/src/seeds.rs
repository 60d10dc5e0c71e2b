//! What each target starts from: small files of every kind that it reads, made on the spot.

use crate::targets::{NOW, PASSPHRASE, Target};
use openssl::{nid::Nid, pkcs12::Pkcs12, pkey::PKey, stack::Stack, symm::Cipher, x509::X509};
use orgkey_pkcs12::{Contents, NamedCertificate, Preset};
use orgkey_types::{Passphrase, Period};
use orgkey_x509::{
    Applicant, CaProfile, Certificate, Issuance, Issuer, KeyKind, Name, PrivateKey, RevocationReason, RevokedEntry,
    Serial, Template, Validity, Wanted, cross_certificate, issue, p7b, pem, public_key_certificate, request,
    revocation_list, self_signed,
};
use std::{fs, path::Path, sync::OnceLock};

/// Writes the seeds of a target into the folder that is the first plain word after the program's, where there is one.
///
/// # Panics
/// When they cannot be made or written.
pub fn write_seeds(target: Target) {
    let Some(folder) = std::env::args().filter(|word| !word.starts_with('-')).nth(1) else { return };
    fs::create_dir_all(&folder).unwrap();
    for (number, bytes) in seeds(target).iter().enumerate() {
        fs::write(Path::new(&folder).join(format!("seed-{number}")), bytes).unwrap();
    }
}

pub(crate) fn seeds(target: Target) -> Vec<Vec<u8>> {
    match target {
        Target::Certificate => certificates().iter().map(|one| one.der().to_vec()).collect(),
        Target::CertificateRequest => requests(),
        Target::RevocationList => lists(),
        Target::X509ReadAny => any(),
        Target::Pkcs12InspectOpen => pkcs12(),
        Target::OpenpgpInspect => openpgp(),
    }
}

/// A CA of this run and a certificate that it has issued.
struct Ca {
    key: PrivateKey,
    root: Certificate,
    leaf: Certificate,
}

impl Ca {
    fn new(kind: KeyKind, subject: &str) -> Self {
        let key = PrivateKey::generate(kind).unwrap();
        let profile = CaProfile { subject: name(subject), valid: years(10), path_len: None };
        let root = self_signed(&key, &profile, &serial()).unwrap();
        let leaf = leaf(&Issuer::new(&root, &key).unwrap(), &key);
        Self { key, root, leaf }
    }

    fn issuer(&self) -> Issuer<'_> {
        Issuer::new(&self.root, &self.key).unwrap()
    }

    /// Small keys, because libFuzzer goes through small inputs fastest.
    fn of_this_run() -> &'static Self {
        static CA: OnceLock<Ca> = OnceLock::new();
        CA.get_or_init(|| Self::new(KeyKind::P256, "CN=Root+UID=7,OU=a,O=M\u{fc}ller,C=DE"))
    }
}

pub(crate) fn root_and_leaf() -> (&'static Certificate, &'static Certificate) {
    let ca = Ca::of_this_run();
    (&ca.root, &ca.leaf)
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn serial() -> Serial {
    Serial::random().unwrap()
}

fn years(count: i64) -> Validity {
    Validity { not_before: NOW, not_after: NOW.after(Period::Years(count)).unwrap() }
}

fn leaf(issuer: &Issuer<'_>, key: &PrivateKey) -> Certificate {
    let san = ["DNS:www.example.org", "email:ada@example.org", "IP:::1"].map(|name| name.parse().unwrap()).to_vec();
    let issuance = Issuance {
        subject: Some(name("CN=www.example.org")),
        san,
        template: Template::Server,
        valid: years(1),
        path_len: None,
        crl_points: vec!["http://crl.example.org/ca.crl".into()],
        serial: serial(),
        signs_only: false,
    };
    issue(issuer, Applicant::Key(key.public()), &issuance).unwrap()
}

fn certificates() -> Vec<Certificate> {
    let ca = Ca::of_this_run();
    let other = Ca::new(KeyKind::Ed25519, "CN=Other");
    let rsa = Ca::new(KeyKind::Rsa2048, "CN=Old,DC=example,DC=org");
    let public = public_key_certificate(&ca.issuer(), years(10), &serial()).unwrap();
    let points = ["http://crl.example.org/old.crl".to_owned()];
    let cross = cross_certificate(&ca.issuer(), &other.root, years(5), &serial(), &points).unwrap();
    vec![ca.root.clone(), ca.leaf.clone(), public, cross, other.root, other.leaf, rsa.root]
}

fn requests() -> Vec<Vec<u8>> {
    let wanted = |san: &[&str], ca| Wanted { san: san.iter().map(|name| name.parse().unwrap()).collect(), ca };
    let key = &Ca::of_this_run().key;
    let edwards = PrivateKey::generate(KeyKind::Ed25519).unwrap();
    vec![
        request(key, &name("CN=x"), &wanted(&["IP:::1", "DNS:x.example.org"], true)).unwrap(),
        request(key, &name("CN=x+UID=7,O=Example"), &wanted(&[], false)).unwrap(),
        request(&edwards, &name("CN=y"), &wanted(&["email:y@example.org"], false)).unwrap(),
    ]
}

fn lists() -> Vec<Vec<u8>> {
    let revoked = |reason| RevokedEntry { serial: serial(), at: NOW, reason, invalid_since: Some(NOW) };
    let entries = [RevocationReason::KeyCompromise, RevocationReason::CertificateHold].map(revoked);
    let full = revocation_list(&Ca::of_this_run().issuer(), 7, NOW, NOW.plus_seconds(9), entries).unwrap();
    let empty = revocation_list(&Ca::of_this_run().issuer(), 300, NOW, NOW.plus_seconds(9), []).unwrap();
    vec![full.der().to_vec(), empty.der().to_vec()]
}

fn any() -> Vec<Vec<u8>> {
    let ca = Ca::of_this_run();
    let pkcs8 = ca.key.to_pkcs8().unwrap();
    let key = PKey::private_key_from_pkcs8(pkcs8.expose()).unwrap();
    let cipher = Cipher::aes_128_cbc();
    let closed = key.private_key_to_pem_pkcs8_passphrase(cipher, PASSPHRASE.as_bytes()).unwrap();
    let old = key.ec_key().unwrap().private_key_to_pem_passphrase(cipher, PASSPHRASE.as_bytes()).unwrap();
    let (asked, list) = (requests().swap_remove(0), lists().swap_remove(0));
    vec![
        ca.leaf.der().to_vec(),
        asked.clone(),
        list.clone(),
        [ca.root.der(), &asked].concat(),
        pkcs8.expose().to_vec(),
        key.private_key_to_pem_pkcs8().unwrap(),
        closed,
        old,
        p7b(&[&ca.leaf, &ca.root]),
        pem("CERTIFICATE REQUEST", &asked).into_bytes(),
        [ca.leaf.pem(), pem("X509 CRL", &list)].concat().into_bytes(),
        pkcs12().swap_remove(0),
    ]
}

/// By OpenSSL with one round, so that the time goes into reading: with MAC and without, modern and old; and by
/// ourselves as for old programs.
fn pkcs12() -> Vec<Vec<u8>> {
    let ca = Ca::of_this_run();
    let pkcs8 = ca.key.to_pkcs8().unwrap();
    let key = PKey::private_key_from_pkcs8(pkcs8.expose()).unwrap();
    let [root, leaf] = [&ca.root, &ca.leaf].map(|one| X509::from_der(one.der()).unwrap());
    let file = |algorithm: Nid, mac_rounds: u32| {
        let mut chain = Stack::new().unwrap();
        chain.push(root.clone()).unwrap();
        let mut builder = Pkcs12::builder();
        builder.name("Root").pkey(&key).cert(&leaf).ca(chain).key_algorithm(algorithm).cert_algorithm(algorithm);
        builder.key_iter(1).mac_iter(mac_rounds).build2(PASSPHRASE).unwrap().to_der().unwrap()
    };
    let certificates = [NamedCertificate { der: ca.root.der(), friendly_name: Some("Root"), matches_key: true }];
    let contents = Contents { key: &pkcs8, key_name: "Root", certificates: &certificates };
    let legacy = orgkey_pkcs12::write(&contents, Preset::Legacy, &Passphrase::new(PASSPHRASE.to_owned())).unwrap();
    // What OpenSSL's own program calls -nomac is a count of -1.
    let files = [(Nid::AES_256_CBC, 1), (Nid::AES_256_CBC, u32::MAX), (Nid::PBE_WITHSHA1AND3_KEY_TRIPLEDES_CBC, 1)];
    files.into_iter().map(|(algorithm, rounds)| file(algorithm, rounds)).chain([legacy]).collect()
}

/// The files of other programs that stand in the tree.
fn openpgp() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/openpgp");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files =
        entries.filter(|path| path.extension().is_some_and(|end| ["asc", "pgp", "sig"].iter().any(|e| end == *e)));
    files.map(|path| fs::read(path).unwrap()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Target, seeds};
    use crate::*;

    #[test]
    fn every_seed_is_read_by_its_target() {
        type Reads = fn(&[u8]) -> bool;
        let rows: [(Target, Reads); 6] = [
            (Target::Certificate, certificate),
            (Target::CertificateRequest, certificate_request),
            (Target::RevocationList, revocation_list),
            (Target::X509ReadAny, x509_read_any),
            (Target::Pkcs12InspectOpen, pkcs12_inspect_open),
            (Target::OpenpgpInspect, openpgp_inspect),
        ];
        for (target, reads) in rows {
            let seeds = seeds(target);
            assert!(!seeds.is_empty(), "{target:?} has no seed");
            for (number, seed) in seeds.iter().enumerate() {
                assert!(reads(seed), "seed {number} of {target:?} is refused");
            }
        }
    }
}
