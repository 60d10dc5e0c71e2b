//! The register of issued certificates: how one enters it that was issued here, and one that the CA has issued
//! elsewhere, before it came into this vault.

use super::certificates::CaCertificates;
use orgkey_types::Outcome;
use orgkey_vault::{CaChange, NewIssued};
use orgkey_x509::{AlternativeName, Certificate, Name, Template};

/// What the register says of a certificate that fits no template.
const NO_TEMPLATE: &str = "unknown";

/// One that was issued here; returns its identifier.
pub(crate) fn insert(change: &CaChange<'_>, ca: &str, template: &str, certificate: &Certificate) -> Outcome<u64> {
    with_row(template, certificate, |new| change.insert_issued(ca, new))
}

/// One that was issued elsewhere. Whether something changed: what the vault knows stays what it is.
pub(super) fn enter(change: &CaChange<'_>, ca: &str, certificate: &Certificate) -> Outcome<bool> {
    let template = template(certificate).map_or(NO_TEMPLATE, Template::name);
    with_row(template, certificate, |new| change.enter_issued(ca, new))
}

fn with_row<T>(
    template: &str,
    certificate: &Certificate,
    work: impl FnOnce(&NewIssued<'_>) -> Outcome<T>,
) -> Outcome<T> {
    let validity = certificate.validity();
    work(&NewIssued {
        serial: certificate.serial().octets(),
        name: &shown_name(certificate.subject(), &certificate.alternative_names()),
        subject: &certificate.subject().to_string(),
        template,
        key_id: Some(&certificate.public_key().key_id()),
        not_before: validity.not_before,
        not_after: validity.not_after,
        der: Some(certificate.der()),
    })
}

/// Whether this CA has issued the certificate: its name stands in it as issuer, and the signature holds under its key.
/// The certificates of the CA itself are none that it has issued.
pub(super) fn is_issued_by(certificate: &Certificate, ca: &CaCertificates) -> bool {
    ca.issuing().is_some_and(|own| {
        certificate.issuer().same_as(own.subject())
            && !certificate.public_key().same_as(own.public_key())
            && certificate.is_signed_by(own.public_key())
    })
}

/// What it is for, as its extensions say.
fn template(certificate: &Certificate) -> Option<Template> {
    if certificate.is_ca() {
        return Some(Template::SubordinateCa);
    }
    let purposes = certificate.summary().extended_key_usage;
    let names =
        [("serverAuth", Template::Server), ("emailProtection", Template::Smime), ("clientAuth", Template::Client)];
    names.into_iter().find(|(purpose, _)| purposes.iter().any(|found| found == purpose)).map(|(_, template)| template)
}

/// What people call it: the common name, or the first alternative name, or the whole subject.
pub(super) fn shown_name(subject: &Name, alternative_names: &[AlternativeName]) -> String {
    let without_kind = |name: &AlternativeName| {
        let text = name.to_string();
        text.split_once(':').map_or_else(|| text.clone(), |(_, value)| value.to_owned())
    };
    let first = || alternative_names.first().map(without_kind);
    subject.common_name().or_else(first).unwrap_or_else(|| subject.to_string())
}
