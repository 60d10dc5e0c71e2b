use crate::{AlternativeName, Certificate, extension, oid};
use orgkey_types::Timestamp;

/// A certificate as it is shown. Every text is derived from the bytes and may hold what a stranger wrote: it is shown,
/// never interpreted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateSummary {
    /// RFC 4514.
    pub subject: String,
    /// RFC 4514.
    pub issuer: String,
    /// Lower-case hexadecimal.
    pub serial: String,
    /// First moment of validity.
    pub not_before: Timestamp,
    /// Last moment of validity.
    pub not_after: Timestamp,
    /// `rsa3072`, `p256`, …
    pub key_algorithm: String,
    /// `ecdsa-with-SHA256`, …; dotted where unknown.
    pub signature_algorithm: String,
    /// Fingerprint, lower-case hexadecimal.
    pub sha256: String,
    /// Marked as a CA.
    pub is_ca: bool,
    /// Path length, where one is stated.
    pub path_len: Option<u8>,
    /// `digitalSignature`, …
    pub key_usage: Vec<String>,
    /// `serverAuth`, …; dotted where unknown.
    pub extended_key_usage: Vec<String>,
    /// `DNS:www.example.org`, …
    pub subject_alternative_names: Vec<String>,
    /// Key identifier of the subject, hexadecimal, where stated.
    pub key_id: Option<String>,
    /// Key identifier of the issuer, hexadecimal, where stated.
    pub authority_key_id: Option<String>,
    /// Addresses of revocation lists.
    pub crl_points: Vec<String>,
    /// Issuer and subject are the same name.
    pub self_issued: bool,
}

impl Certificate {
    /// What is shown of it. Extensions that cannot be read are left out; [`crate::lint`] names them.
    pub fn summary(&self) -> CertificateSummary {
        let validity = self.validity();
        CertificateSummary {
            subject: self.subject().to_string(),
            issuer: self.issuer().to_string(),
            serial: self.serial().hex(),
            not_before: validity.not_before,
            not_after: validity.not_after,
            key_algorithm: self.public_key().algorithm(),
            signature_algorithm: oid::signature_word(self.signature_kind()),
            sha256: hex::encode(self.sha256()),
            is_ca: self.is_ca(),
            path_len: self.path_len(),
            key_usage: self.key_usage_words(),
            extended_key_usage: self.purposes().iter().map(|purpose| purpose_word(purpose)).collect(),
            subject_alternative_names: self.alternative_names().iter().map(ToString::to_string).collect(),
            key_id: self.stated_key_id().map(hex::encode),
            authority_key_id: self.authority_key_id().map(hex::encode),
            crl_points: self.crl_points(),
            self_issued: self.is_self_issued(),
        }
    }

    /// The alternative names, in their order.
    pub fn alternative_names(&self) -> Vec<AlternativeName> {
        let value = self.value(oid::ALTERNATIVE_NAME);
        value.and_then(|value| AlternativeName::read_all(value).ok()).unwrap_or_default()
    }

    /// Addresses of its revocation lists.
    pub fn crl_points(&self) -> Vec<String> {
        let value = self.value(oid::CRL_POINTS);
        value.and_then(|value| extension::read_crl_points(value).ok()).unwrap_or_default()
    }

    /// Purposes of extended key usage, dotted.
    pub(crate) fn purposes(&self) -> Vec<String> {
        let value = self.value(oid::EXTENDED_KEY_USAGE);
        value.and_then(|value| extension::read_extended_key_usage(value).ok()).unwrap_or_default()
    }

    fn key_usage_words(&self) -> Vec<String> {
        let value = self.value(oid::KEY_USAGE).and_then(|value| extension::read_key_usage(value).ok());
        let named = extension::USAGES.iter().filter(|(usage, _)| value.is_some_and(|value| value.contains(*usage)));
        named.map(|(_, word)| (*word).to_owned()).collect()
    }
}

fn purpose_word(purpose: &str) -> String {
    let known = oid::PURPOSES.iter().find(|(dotted, _)| *dotted == purpose);
    known.map_or_else(|| purpose.to_owned(), |(_, word)| (*word).to_owned())
}
