use super::{Findings, Rule, Severity};
use crate::{Certificate, extension, oid};
use x509_cert::ext::pkix::KeyUsages;

const NOT_CRITICAL: Rule =
    (Severity::Error, "basic-constraints-not-critical", "The CA mark (basicConstraints) is not critical.");
const NO_KEY_ID: Rule = (Severity::Error, "subject-key-id-missing", "The identifier of the CA's key is missing.");
const NO_CERTIFICATES: Rule =
    (Severity::Error, "key-usage-no-cert-sign", "A CA whose key usage does not allow to sign certificates.");
const NO_LISTS: Rule =
    (Severity::Warning, "key-usage-no-crl-sign", "A CA whose key usage does not allow to sign revocation lists.");
const NO_NAME: Rule = (Severity::Error, "ca-without-name", "A CA with an empty name.");
const NO_POINT: Rule = (Severity::Notice, "crl-point-missing", "No address of a revocation list.");
const OUTLIVES: Rule =
    (Severity::Error, "validity-outside-issuer", "The validity does not lie within that of the issuer.");
const OTHER_KEY: Rule =
    (Severity::Error, "authority-key-id-differs", "The identifier of the issuer's key is not that of the issuer.");
const OTHER_NAME: Rule =
    (Severity::Error, "issuer-name-differs", "The issuer's name is not, byte for byte, the subject of the issuer.");

/// What a CA has to keep (RFC 5280 §4.2.1.2, §4.2.1.3, §4.2.1.9).
pub(super) fn check(certificate: &Certificate, findings: &mut Findings) {
    let extensions = certificate.extensions();
    let critical = extensions.iter().any(|one| one.kind == oid::BASIC_CONSTRAINTS && one.critical);
    findings.unless(critical, NOT_CRITICAL);
    findings.unless(certificate.stated_key_id().is_some(), NO_KEY_ID);
    findings.unless(!certificate.subject().is_empty(), NO_NAME);
    if let Some(usages) = certificate.value(oid::KEY_USAGE).and_then(|value| extension::read_key_usage(value).ok()) {
        findings.unless(usages.contains(KeyUsages::KeyCertSign), NO_CERTIFICATES);
        findings.unless(usages.contains(KeyUsages::CRLSign), NO_LISTS);
    }
    findings.unless(certificate.is_self_issued() || !certificate.crl_points().is_empty(), NO_POINT);
}

/// What a certificate has to keep under its issuer.
pub(super) fn nested(certificate: &Certificate, issuer: &Certificate, findings: &mut Findings) {
    // The certificate that signs itself is its own bound.
    if certificate != issuer {
        findings.unless(issuer.validity().contains(&certificate.validity()), OUTLIVES);
    }
    findings.unless(certificate.issuer() == issuer.subject(), OTHER_NAME);
    let ids = (certificate.authority_key_id(), issuer.stated_key_id());
    findings.unless(!matches!(ids, (Some(stated), Some(own)) if stated != own), OTHER_KEY);
}
