//! How certificates and lists are written to a file, and whether they are what was read back.

use orgkey_types::{Code, Failure, Outcome};
use orgkey_x509::{Certificate, Found, RevocationList};
use serde::{Deserialize, Serialize};

/// How certificates and lists are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum CertificateFormat {
    /// Binary.
    Der,
    /// Base64 with a header line.
    #[default]
    Pem,
    /// PKCS#7 without signatures: the certificate with its chain. Certificates only.
    P7b,
}

impl CertificateFormat {
    /// `der`, `pem` or `p7b`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Der => "der",
            Self::Pem => "pem",
            Self::P7b => "p7b",
        }
    }
}

/// # Errors
/// [`Code::NotProven`] when the file holds other certificates than these.
pub(crate) fn prove_certificates(read: &[u8], certificates: &[&Certificate]) -> Outcome<()> {
    let found = orgkey_x509::read_any(read)?;
    let holds = |wanted: &Certificate| found.iter().any(|one| matches!(one, Found::Certificate(one) if one == wanted));
    if found.len() == certificates.len() && certificates.iter().all(|certificate| holds(certificate)) {
        return Ok(());
    }
    Err(Failure::about(Code::NotProven, "certificates"))
}

/// # Errors
/// [`Code::Internal`] without a certificate.
pub(crate) fn encode(certificates: &[&Certificate], format: CertificateFormat) -> Outcome<Vec<u8>> {
    let first = certificates.first().ok_or(Code::Internal)?;
    Ok(match format {
        CertificateFormat::Der => first.der().to_vec(),
        CertificateFormat::Pem => first.pem().into_bytes(),
        CertificateFormat::P7b => orgkey_x509::p7b(certificates),
    })
}

/// # Errors
/// [`Code::InvalidArgument`] for P7B, which carries certificates.
pub(super) fn encode_list(list: &RevocationList, format: CertificateFormat) -> Outcome<Vec<u8>> {
    match format {
        CertificateFormat::Der => Ok(list.der().to_vec()),
        CertificateFormat::Pem => Ok(list.pem().into_bytes()),
        CertificateFormat::P7b => Err(Failure::about(Code::InvalidArgument, "format")),
    }
}
