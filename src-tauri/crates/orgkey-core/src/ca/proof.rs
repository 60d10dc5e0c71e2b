//! Proof of a backup: the bytes that came back from the medium are opened with the typed password and used.

use super::certificates::CaCertificates;
use crate::progress::{Stage, Steps};
use orgkey_pkcs12::{OpenPolicy, Opened};
use orgkey_types::{Code, Failure, Outcome, Passphrase};
use orgkey_vault::{BackupRow, Vault};
use orgkey_x509::{Certificate, PrivateKey};
use serde::{Deserialize, Serialize};

/// What was done with a backup of a CA to prove it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum CaProofMeans {
    /// The file was opened with the typed password.
    Opened,
    /// A probe signature, made with the key of the file, was verified with this certificate.
    SignatureVerified,
    /// The certificates form a whole chain, each signature verified.
    ChainVerified,
}

/// One step of the proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaProof {
    /// The step.
    pub means: CaProofMeans,
    /// Subject and serial number of the certificate, where the step was about one.
    pub certificate: Option<String>,
}

/// Whether a proven copy holds the certificates that the CA has now.
pub(crate) fn holds(copy: &BackupRow, certificates: &CaCertificates) -> bool {
    let steps: Vec<CaProof> = serde_json::from_value(copy.proof.clone()).unwrap_or_default();
    let verified = |name: &str| {
        let is_it = |step: &CaProof| step.certificate.as_deref() == Some(name);
        steps.iter().any(|step| step.means == CaProofMeans::SignatureVerified && is_it(step))
    };
    certificates.own().into_iter().all(|own| verified(&named(own)))
}

/// # Errors
/// [`Code::NotProven`] with the step that failed.
pub(crate) fn prove(
    file: &[u8],
    password: &Passphrase,
    expected: &CaCertificates,
    written: &[Certificate],
    steps: &Steps<'_>,
) -> Outcome<Vec<CaProof>> {
    let (opened, found) = open(file, password, steps)?;
    if found.len() != written.len() || !written.iter().all(|certificate| found.contains(certificate)) {
        return Err(Failure::about(Code::NotProven, "certificates"));
    }
    using(&opened, &expected.own(), &found, steps)
}

/// Proves a copy again that may be older than the CA's last renewal: its key is used with those of the CA's own
/// certificates, of today or earlier, that stand in the file.
///
/// # Errors
/// [`Code::NotProven`] with the step that failed; [`Code::CaNotFound`].
pub(crate) fn prove_copy(
    vault: &Vault,
    ca: &str,
    file: &[u8],
    password: &Passphrase,
    steps: &Steps<'_>,
) -> Outcome<Vec<CaProof>> {
    let expected = CaCertificates::of(vault, ca)?;
    let (opened, found) = open(file, password, steps)?;
    let own: Vec<&Certificate> =
        expected.own().into_iter().chain(&expected.former).filter(|own| found.contains(own)).collect();
    if own.is_empty() {
        return Err(Failure::about(Code::NotProven, "certificates"));
    }
    using(&opened, &own, &found, steps)
}

fn open(file: &[u8], password: &Passphrase, steps: &Steps<'_>) -> Outcome<(Opened, Vec<Certificate>)> {
    steps.begin(Stage::Opening)?;
    let opened =
        orgkey_pkcs12::open(file, password, OpenPolicy::default()).map_err(|failure| unproven("opening", failure))?;
    steps.begin(Stage::Comparing)?;
    let found = certificates(&opened)?;
    Ok((opened, found))
}

/// A probe signature by the key of the file with each of its own certificates, and the chain of each.
fn using(opened: &Opened, own: &[&Certificate], found: &[Certificate], steps: &Steps<'_>) -> Outcome<Vec<CaProof>> {
    let [key] = opened.keys.as_slice() else { return Err(Failure::about(Code::NotProven, "private key")) };
    let key = PrivateKey::from_pkcs8(&key.pkcs8).map_err(|failure| unproven("private key", failure))?;
    let mut proof = vec![CaProof { means: CaProofMeans::Opened, certificate: None }];
    steps.begin(Stage::Verifying)?;
    for own in own {
        orgkey_x509::probe(&key, own).map_err(|failure| unproven("probe signature", failure))?;
        proof.push(CaProof { means: CaProofMeans::SignatureVerified, certificate: Some(named(own)) });
    }
    for own in own {
        orgkey_x509::chain(own, found).map_err(|failure| unproven("chain", failure))?;
    }
    proof.push(CaProof { means: CaProofMeans::ChainVerified, certificate: None });
    Ok(proof)
}

fn certificates(opened: &Opened) -> Outcome<Vec<Certificate>> {
    let read = |found: &orgkey_pkcs12::OpenedCertificate| Certificate::from_der(&found.der);
    let found: Outcome<Vec<Certificate>> = opened.certificates.iter().map(read).collect();
    found.map_err(|failure| unproven("certificates", failure))
}

fn named(certificate: &Certificate) -> String {
    format!("{}, {}", certificate.subject(), certificate.serial())
}

fn unproven(step: &str, failure: Failure) -> Failure {
    Failure::about(Code::NotProven, step).because(failure)
}
