use orgkey_pkcs12::{OpenPolicy, inspect, open};
use orgkey_types::{Passphrase, Timestamp};
use orgkey_x509::{Certificate, Found, GivenList, Name, Request, RevocationList, chain, lint, read_any, validate};
use std::slice::from_ref;

/// The moment at which inputs are judged: 2026-11-22T12:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp::from_seconds(1_795_348_800);
/// Opens every seed that is closed.
pub(crate) const PASSPHRASE: &str = "x";
/// A file whose key derivations ask for more rounds is only looked at: time spent in them finds nothing.
const FEW_ROUNDS: u64 = 10_000;

/// One target, by the name of its seeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// [`certificate`]
    Certificate,
    /// [`certificate_request`]
    CertificateRequest,
    /// [`revocation_list`]
    RevocationList,
    /// [`x509_read_any`]
    X509ReadAny,
    /// [`pkcs12_inspect_open`]
    Pkcs12InspectOpen,
    /// [`openpgp_inspect`]
    OpenpgpInspect,
}

fn passphrase() -> Passphrase {
    Passphrase::new(PASSPHRASE.to_owned())
}

/// Reads one certificate, shows it, lints it and judges it, alone and as its own issuer. Whether it was one.
pub fn certificate(bytes: &[u8]) -> bool {
    Certificate::from_der(bytes).map(|certificate| judge(&certificate)).is_ok()
}

fn judge(certificate: &Certificate) {
    let _ = (certificate.summary(), certificate.pem(), certificate.is_self_signed(), certificate.path_len());
    let _ = (lint(certificate, None), lint(certificate, Some(certificate)));
    let _ = chain(certificate, from_ref(certificate));
    let _ = validate(certificate, from_ref(certificate), from_ref(certificate), &[], NOW);
    comes_back(certificate.subject());
}

/// A name that was read is what its bytes say, however it is written.
fn comes_back(name: &Name) {
    let _ = name.to_string();
    let again = Name::from_der(name.der()).expect("a name that was read can be read again");
    assert!(again == *name && again.same_as(name));
}

/// Reads one certificate signing request and everything in it. Whether it was one.
pub fn certificate_request(bytes: &[u8]) -> bool {
    let read = Request::from_der(bytes);
    read.map(|request| {
        let _ = (request.signature_holds(), request.alternative_names(), request.wants_ca(), request.pem());
        comes_back(request.subject());
    })
    .is_ok()
}

/// Reads one revocation list with all its entries, and judges a certificate with it. Whether it was one.
pub fn revocation_list(bytes: &[u8]) -> bool {
    RevocationList::from_der(bytes).map(|list| look_up(&list)).is_ok()
}

fn look_up(list: &RevocationList) {
    let _ = (list.number(), list.authority_key_id(), list.next_update(), list.pem());
    let entries = list.entries().unwrap_or_default();
    // Each look-up walks over the list.
    let _: Vec<_> = entries.iter().take(3).map(|entry| list.find(&entry.serial)).collect();
    let (root, leaf) = crate::seeds::root_and_leaf();
    let _ = validate(leaf, &[], from_ref(root), &[GivenList::Read(list), GivenList::Bytes(list.der())], NOW);
    comes_back(list.issuer());
}

/// Finds everything in a file of any form and opens each thing. Whether there was anything.
pub fn x509_read_any(bytes: &[u8]) -> bool {
    let found = read_any(bytes).unwrap_or_default();
    for one in &found {
        match one {
            Found::Certificate(one) => drop(one.summary()),
            Found::Request(one) => drop(one.signature_holds()),
            Found::RevocationList(one) => drop(one.entries()),
            Found::PrivateKey(one) => drop(one.open(Some(&passphrase()))),
            Found::Pkcs12(bytes) => drop(inspect(bytes)),
        }
    }
    !found.is_empty()
}

/// Says what is in a PKCS#12 file and opens it, where that is cheap. Whether it was one.
pub fn pkcs12_inspect_open(bytes: &[u8]) -> bool {
    let inspected = inspect(bytes);
    if inspected.as_ref().is_ok_and(|found| found.total_rounds <= FEW_ROUNDS) {
        let _ = open(bytes, &passphrase(), OpenPolicy { accept_missing_mac: true });
    }
    inspected.is_ok()
}

/// Says what is in an OpenPGP file, without a passphrase. Whether it was one.
pub fn openpgp_inspect(bytes: &[u8]) -> bool {
    orgkey_openpgp::inspect(bytes, NOW).is_ok()
}
