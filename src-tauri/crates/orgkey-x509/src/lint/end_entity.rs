use super::{Findings, Rule, Severity};
use crate::{AlternativeName, Certificate, extension, oid};
use x509_cert::ext::pkix::KeyUsages;

const SIGNS: Rule =
    (Severity::Error, "key-usage-cert-sign", "Key usage allows to sign certificates, and the CA mark is missing.");
const NO_PURPOSE: Rule = (Severity::Warning, "extended-key-usage-missing", "Extended key usage is missing.");
const NO_NAMES: Rule = (
    Severity::Error,
    "alternative-name-not-critical",
    "The name is empty and no critical alternative name takes its place.",
);
const NO_HOST: Rule =
    (Severity::Warning, "alternative-name-missing", "A server without DNS name or address: browsers refuse it.");
const NO_MAIL: Rule =
    (Severity::Warning, "mail-address-missing", "A certificate for mail without a mail address (rfc822Name).");
const NO_POINT: Rule = (Severity::Notice, "crl-point-missing", "No address of a revocation list.");
const NO_KEY_ID: Rule = (Severity::Notice, "subject-key-id-missing", "The identifier of the key is missing.");

/// What a certificate of a server, program or person has to keep.
pub(super) fn check(certificate: &Certificate, findings: &mut Findings) {
    let usages = certificate.value(oid::KEY_USAGE).and_then(|value| extension::read_key_usage(value).ok());
    findings.unless(!usages.is_some_and(|usages| usages.contains(KeyUsages::KeyCertSign)), SIGNS);
    names(certificate, findings);
    findings.unless(!certificate.crl_points().is_empty(), NO_POINT);
    findings.unless(certificate.stated_key_id().is_some(), NO_KEY_ID);
}

fn names(certificate: &Certificate, findings: &mut Findings) {
    let purposes = certificate.purposes();
    let names = certificate.alternative_names();
    let extensions = certificate.extensions();
    let critical = extensions.iter().any(|one| one.kind == oid::ALTERNATIVE_NAME && one.critical);
    findings.unless(!certificate.subject().is_empty() || (critical && !names.is_empty()), NO_NAMES);
    findings.unless(!purposes.is_empty(), NO_PURPOSE);
    let is_for = |purpose: &str| purposes.iter().any(|one| one == purpose);
    let host = names.iter().any(|name| matches!(name, AlternativeName::Dns(_) | AlternativeName::Ip(_)));
    let mail = names.iter().any(|name| matches!(name, AlternativeName::Email(_)));
    findings.unless(!is_for(oid::SERVER_AUTH) || host, NO_HOST);
    findings.unless(!is_for(oid::EMAIL_PROTECTION) || mail, NO_MAIL);
}
