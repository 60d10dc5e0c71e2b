use crate::{Severity, ca::create::key_label};
use orgkey_core::ca as core;
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use orgkey_core::ca::CertificateFormat;

/// An X.509 certificate (RFC 5280), as far as an administrator asks.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CertificateView {
    /// Subject, as RFC 4514 writes names.
    pub subject: String,
    /// Issuer, the same way.
    pub issuer: String,
    /// Serial number, hexadecimal without separators.
    pub serial: String,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid until.
    pub not_after: Timestamp,
    /// Where today lies in it. Says nothing of signatures or revocation: that is what validating is for.
    pub status: CertificateStatus,
    /// `RSA 3072`, `P-256`, `Ed25519`.
    pub key_algorithm: String,
    /// `sha256WithRSAEncryption`.
    pub signature_algorithm: String,
    /// SHA-256 of the certificate, hexadecimal.
    pub sha256: String,
    /// May issue certificates.
    pub is_ca: bool,
    /// How many CAs may stand below it; none is no bound.
    #[ts(type = "number | null")]
    pub path_length: Option<u32>,
    /// Key usages, in the names of RFC 5280: `digitalSignature`.
    pub key_usage: Vec<String>,
    /// Extended key usages: `serverAuth`.
    pub extended_key_usage: Vec<String>,
    /// `DNS:mail.example.test`, `email:desk@example.test`, `IP:192.0.2.1`.
    pub alternative_names: Vec<String>,
    /// Subject key identifier, hexadecimal.
    pub key_id: Option<String>,
    /// Authority key identifier, hexadecimal.
    pub authority_key_id: Option<String>,
    /// Where its revocation lists lie.
    pub crl_points: Vec<String>,
    /// Subject and issuer are the same name.
    pub self_issued: bool,
}

/// Where today lies in the validity of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateStatus {
    /// It has not begun.
    NotYetValid,
    /// Inside.
    Current,
    /// Inside, and it ends within 60 days.
    Ending,
    /// It is over.
    Expired,
}

/// A certificate signing request (PKCS#10).
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SigningRequestView {
    /// Subject that is asked for.
    pub subject: String,
    /// `RSA 3072`, `P-256`.
    pub key_algorithm: String,
    /// Key identifier of the key, hexadecimal.
    pub key_id: String,
    /// The signature proves that whoever asks has the private key.
    pub signature_holds: bool,
    /// Alternative names that are asked for: `DNS:mail.example.test`.
    pub alternative_names: Vec<String>,
}

/// What the certificate lint has to say (PRODUCT B10).
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LintView {
    /// How bad.
    pub severity: Severity,
    /// Stable name of the rule: `key-usage-missing`.
    pub code: String,
    /// The finding, in English like the standard that it quotes.
    pub text: String,
}

/// Which certificate of a CA, or by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CaCertificate {
    /// Issuer and subject are the CA: the trust anchor, born with it.
    SelfSigned,
    /// Same subject and key; of a subordinate CA the one that the superior CA has signed.
    PublicKey,
    /// Of a CA above it.
    Chain,
    /// Over its key, by the CA that it replaced: who trusts that one trusts this one.
    Cross,
    /// An earlier one of the same key.
    Former,
    /// One that it has issued; the serial number says which.
    Issued,
}

/// Days before its end from which a certificate counts as ending.
const ENDING_DAYS: i64 = 60;

impl CertificateView {
    /// A certificate, as of a moment.
    pub fn new(summary: &core::CertificateSummary, now: Timestamp) -> Self {
        let core::CertificateSummary { not_before, not_after, .. } = *summary;
        Self {
            subject: summary.subject.clone(),
            issuer: summary.issuer.clone(),
            serial: summary.serial.clone(),
            not_before,
            not_after,
            status: CertificateStatus::of(not_before, not_after, now),
            key_algorithm: key_label(&summary.key_algorithm),
            signature_algorithm: summary.signature_algorithm.clone(),
            sha256: summary.sha256.clone(),
            is_ca: summary.is_ca,
            path_length: summary.path_len.map(u32::from),
            key_usage: summary.key_usage.clone(),
            extended_key_usage: summary.extended_key_usage.clone(),
            alternative_names: summary.subject_alternative_names.clone(),
            key_id: summary.key_id.clone(),
            authority_key_id: summary.authority_key_id.clone(),
            crl_points: summary.crl_points.clone(),
            self_issued: summary.self_issued,
        }
    }

    /// Several of them.
    pub(crate) fn all(certificates: &[core::Certificate], now: Timestamp) -> Vec<Self> {
        certificates.iter().map(|one| Self::new(&one.summary(), now)).collect()
    }
}

impl CertificateStatus {
    fn of(not_before: Timestamp, not_after: Timestamp, now: Timestamp) -> Self {
        match () {
            () if now < not_before => Self::NotYetValid,
            () if now > not_after => Self::Expired,
            () if now.plus_seconds(ENDING_DAYS * 86_400) >= not_after => Self::Ending,
            () => Self::Current,
        }
    }
}

impl From<&core::LintFinding> for LintView {
    fn from(finding: &core::LintFinding) -> Self {
        let severity = match finding.severity {
            core::LintSeverity::Error => Severity::Bad,
            core::LintSeverity::Warning => Severity::Warning,
            core::LintSeverity::Notice => Severity::Note,
        };
        Self { severity, code: finding.code.to_owned(), text: finding.text.clone() }
    }
}

impl CaCertificate {
    /// The choice of the core. An issued one without a serial number is refused there.
    pub fn to_core(self, serial: Option<&str>) -> core::CertificateChoice<'_> {
        let role = match self {
            Self::SelfSigned => core::CertificateRole::SelfSigned,
            Self::PublicKey => core::CertificateRole::PublicKey,
            Self::Chain => core::CertificateRole::Chain,
            Self::Cross => core::CertificateRole::Cross,
            Self::Former => core::CertificateRole::Former,
            Self::Issued => return core::CertificateChoice::Issued { serial: serial.unwrap_or_default() },
        };
        core::CertificateChoice::Own { role, serial }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_ending_in_its_last_sixty_days_and_both_its_borders_belong_to_it() {
        let day = |days: i64| Timestamp::from_seconds(days * 86_400);
        let rows = [
            (-1, CertificateStatus::NotYetValid),
            (0, CertificateStatus::Current),
            (39, CertificateStatus::Current),
            (40, CertificateStatus::Ending),
            (100, CertificateStatus::Ending),
            (101, CertificateStatus::Expired),
        ];
        for (today, expected) in rows {
            assert_eq!(CertificateStatus::of(day(0), day(100), day(today)), expected, "day {today}");
        }
    }
}
