use super::ValidationReason as Reason;
use crate::{
    AlternativeName, Certificate,
    chain::named,
    extension::{self, Extension, UNDERSTOOD},
    oid,
};
use orgkey_types::Timestamp;
use x509_cert::ext::pkix::KeyUsages;

/// What is wrong with one certificate by itself, and as the issuer of those below it.
pub(super) fn reasons(certificate: &Certificate, below: &[&Certificate], now: Timestamp) -> Vec<Reason> {
    let validity = certificate.validity();
    let extensions = certificate.extensions();
    let unknown = |extension: &Extension<'_>| extension.critical && !UNDERSTOOD.contains(&extension.kind);
    let mut reasons = Vec::new();
    let mut add = |wrong: bool, reason: Reason| reasons.extend(wrong.then_some(reason));
    add(!readable(&extensions), Reason::Decode);
    add(now < validity.not_before, Reason::NotYetValid);
    add(now > validity.not_after, Reason::Expired);
    add(extensions.iter().any(unknown), Reason::UnknownCriticalExtension);
    if !below.is_empty() {
        add(!may_be_issuer(certificate), Reason::IssuerNotCa);
        add(too_long(certificate, below), Reason::PathLength);
        add(!allows(certificate, KeyUsages::KeyCertSign), Reason::KeyUsage);
    }
    reasons
}

/// Where it comes from: the next link, an anchor, or nothing that can be relied on.
pub(super) fn origin(
    certificate: &Certificate,
    issuer: Option<&Certificate>,
    anchored: bool,
    candidates: &[&Certificate],
) -> Option<Reason> {
    if issuer.is_some() || anchored {
        return None;
    }
    // Somebody of that name is here, and did not sign it.
    let named = named(candidates, certificate);
    let stranger = !named.is_empty() && !named.iter().any(|issuer| certificate.is_signed_by(issuer.public_key()));
    Some(if stranger { Reason::SubjectIssuerMismatch } else { Reason::IssuerNotTrusted })
}

/// Version 1 cannot carry the mark; then only a root is taken for a CA.
fn may_be_issuer(certificate: &Certificate) -> bool {
    certificate.is_ca() || (certificate.version() == 1 && certificate.is_self_issued())
}

/// CAs between this one and the leaf; self-issued ones do not count (RFC 5280 §4.2.1.9).
fn too_long(certificate: &Certificate, below: &[&Certificate]) -> bool {
    let between = below.iter().skip(1).filter(|certificate| !certificate.is_self_issued()).count();
    certificate.path_len().is_some_and(|most| between > usize::from(most))
}

/// Whether key usage allows it; without the extension everything is allowed.
pub(super) fn allows(certificate: &Certificate, usage: KeyUsages) -> bool {
    let value = certificate.value(oid::KEY_USAGE);
    value.is_none_or(|value| extension::read_key_usage(value).is_ok_and(|usages| usages.contains(usage)))
}

/// Each extension once, and those that are used in a form that can be read.
pub(crate) fn readable(extensions: &[Extension<'_>]) -> bool {
    let twice =
        extensions.iter().enumerate().any(|(at, one)| extensions.iter().take(at).any(|other| other.kind == one.kind));
    !twice && extensions.iter().all(can_be_read)
}

pub(crate) fn can_be_read(extension: &Extension<'_>) -> bool {
    let value = extension.value;
    match extension.kind {
        oid::BASIC_CONSTRAINTS => extension::read_basic_constraints(value).is_ok(),
        oid::KEY_USAGE => extension::read_key_usage(value).is_ok(),
        oid::EXTENDED_KEY_USAGE => extension::read_extended_key_usage(value).is_ok(),
        oid::SUBJECT_KEY_ID => extension::read_subject_key_id(value).is_ok(),
        oid::AUTHORITY_KEY_ID => extension::read_authority_key_id(value).is_ok(),
        oid::ALTERNATIVE_NAME => AlternativeName::read_all(value).is_ok(),
        // An address that cannot be read has a reason of its own.
        _ => true,
    }
}
