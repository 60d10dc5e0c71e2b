use super::{Findings, Rule, Severity};
use crate::{
    Certificate,
    asn1::{self, Cursor},
    extension::UNDERSTOOD,
    oid,
    validate::{can_be_read, readable},
};
use orgkey_types::{Outcome, Timestamp};

/// Octets of a serial number that hold 64 random bits at least (CA/Browser Forum 7.1).
const ENTROPY: usize = 8;

const NOT_POSITIVE: Rule = (Severity::Error, "serial-not-positive", "The serial number is not a positive number.");
const SERIAL_LONG: Rule = (Severity::Error, "serial-too-long", "The serial number has more than 20 octets.");
const SERIAL_SHORT: Rule = (
    Severity::Warning,
    "serial-entropy",
    "The serial number is too short to be random: somebody could prepare a collision.",
);
const BACKWARDS: Rule = (Severity::Error, "validity-backwards", "The certificate ends before it begins.");
const DATE_FORM: Rule =
    (Severity::Error, "date-form", "A date is not UTCTime through 2049 and GeneralizedTime from 2050 on.");
const VERSION: Rule = (Severity::Error, "version", "The certificate has extensions and is not of version 3.");
const OLD: Rule = (Severity::Warning, "no-extensions", "The certificate has no extensions: nobody can tell its use.");
const TWICE: Rule = (Severity::Error, "extension-twice", "An extension cannot be read, or stands there twice.");
const UNKNOWN: Rule =
    (Severity::Warning, "unknown-critical-extension", "A critical extension is not known to this program.");
const COUNTRY: Rule =
    (Severity::Error, "country-not-printable", "A country in a name is not two letters of PrintableString.");
const WEAK_SIGNATURE: Rule = (Severity::Error, "weak-signature", "The signature rests on MD5 or SHA-1.");
const WEAK_KEY: Rule = (Severity::Error, "weak-key", "The key is too small, or of a kind that nobody certifies.");
const NO_AUTHORITY: Rule =
    (Severity::Error, "authority-key-id-missing", "The identifier of the issuer's key is missing.");
const NO_USAGE: Rule = (Severity::Warning, "key-usage-missing", "Key usage is missing: the key may be used for all.");
const USAGE_NOT_CRITICAL: Rule = (Severity::Warning, "key-usage-not-critical", "Key usage is not critical.");

/// What every certificate has to keep.
pub(super) fn check(certificate: &Certificate, findings: &mut Findings) {
    serial(certificate, findings);
    findings.unless(certificate.validity().not_before <= certificate.validity().not_after, BACKWARDS);
    findings.unless(dates_are_in_form(certificate).unwrap_or(false), DATE_FORM);
    extensions(certificate, findings);
    let country = |name: &crate::Name| {
        let country = name.parts().into_iter().flatten().filter(|part| part.kind == oid::COUNTRY);
        country.into_iter().all(|part| part.tag == asn1::PRINTABLE && part.value.len() == 2)
    };
    findings.unless(country(certificate.subject()) && country(certificate.issuer()), COUNTRY);
    let signature = oid::signature_word(certificate.signature_kind()).to_lowercase();
    findings.unless(!signature.contains("md5") && !signature.contains("sha1"), WEAK_SIGNATURE);
    findings.unless(certificate.public_key().certifiable().is_ok(), WEAK_KEY);
}

fn serial(certificate: &Certificate, findings: &mut Findings) {
    let octets = certificate.serial().octets().len();
    findings.unless(certificate.serial().is_positive(), NOT_POSITIVE);
    findings.unless(octets <= 20, SERIAL_LONG);
    findings.unless(octets >= ENTROPY, SERIAL_SHORT);
}

fn extensions(certificate: &Certificate, findings: &mut Findings) {
    let extensions = certificate.extensions();
    let critical = |kind: &[u8]| extensions.iter().any(|extension| extension.kind == kind && extension.critical);
    findings.unless(!extensions.is_empty(), OLD);
    findings.unless(extensions.is_empty() || certificate.version() == 3, VERSION);
    findings.unless(readable(&extensions) && extensions.iter().all(can_be_read), TWICE);
    let unknown = extensions.iter().any(|extension| extension.critical && !UNDERSTOOD.contains(&extension.kind));
    findings.unless(!unknown, UNKNOWN);
    // A certificate that signs itself may leave it out (RFC 5280 §4.2.1.1).
    findings.unless(certificate.authority_key_id().is_some() || certificate.is_self_issued(), NO_AUTHORITY);
    match certificate.value(oid::KEY_USAGE) {
        None => findings.unless(false, NO_USAGE),
        Some(_) => findings.unless(critical(oid::KEY_USAGE), USAGE_NOT_CRITICAL),
    }
}

/// The string types of the two dates fit their years (RFC 5280 §4.1.2.5).
fn dates_are_in_form(certificate: &Certificate) -> Outcome<bool> {
    let mut tbs = Cursor::new(certificate.der()).enter(asn1::SEQUENCE)?.enter(asn1::SEQUENCE)?;
    tbs.optional(asn1::context(0))?;
    tbs.element(asn1::INTEGER)?;
    tbs.element(asn1::SEQUENCE)?;
    tbs.element(asn1::SEQUENCE)?;
    let mut dates = tbs.enter(asn1::SEQUENCE)?;
    let [first, last] = [dates.next()?, dates.next()?];
    let validity = certificate.validity();
    let fits = |element: asn1::Element<'_>, moment: Timestamp| {
        // UTCTime has two digits for the year, 1950 to 2049.
        let long = !(YEAR_1950..YEAR_2050).contains(&moment.seconds());
        let (tag, length) = if long { (asn1::GENERALIZED_TIME, 15) } else { (asn1::UTC_TIME, 13) };
        element.tag == tag && element.content.len() == length
    };
    Ok(fits(first, validity.not_before) && fits(last, validity.not_after))
}

/// 1950-01-01T00:00:00Z.
const YEAR_1950: i64 = -631_152_000;
/// 2050-01-01T00:00:00Z.
const YEAR_2050: i64 = 2_524_608_000;
