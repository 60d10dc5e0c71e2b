use crate::{
    Certificate,
    asn1::{self, Cursor, Der, Element, damaged},
};
use jiff::{SignedDuration, civil::DateTime};
use orgkey_types::{Code, Failure, Outcome, Timestamp};

/// From when until when, both inclusive, whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Validity {
    /// First moment.
    pub not_before: Timestamp,
    /// Last moment.
    pub not_after: Timestamp,
}

impl Validity {
    /// Whether the other lies inside of this one.
    pub fn contains(&self, other: &Validity) -> bool {
        self.not_before <= other.not_before && other.not_after <= self.not_after
    }

    /// Written into a certificate.
    pub(crate) fn write(&self, out: &mut Der) -> Outcome<()> {
        if self.not_after < self.not_before {
            return Err(Failure::about(Code::ValidityOutsideIssuer, self.not_after.date()));
        }
        out.wrap(asn1::SEQUENCE, |out| {
            write(out, self.not_before)?;
            write(out, self.not_after)
        })
    }

    pub(crate) fn read(cursor: &mut Cursor<'_>) -> Outcome<Self> {
        let mut inside = cursor.enter(asn1::SEQUENCE)?;
        let not_before = read(inside.next()?)?;
        Ok(Self { not_before, not_after: read(inside.next()?)? })
    }
}

/// The wanted validity cut to that of the issuer, and whether anything was cut.
///
/// # Errors
/// [`Code::ValidityOutsideIssuer`] when nothing remains.
pub fn clamp(wanted: Validity, issuer: &Certificate) -> Outcome<(Validity, bool)> {
    let bounds = issuer.validity();
    let cut = Validity {
        not_before: wanted.not_before.max(bounds.not_before),
        not_after: wanted.not_after.min(bounds.not_after),
    };
    if cut.not_after <= cut.not_before {
        return Err(Failure::about(Code::ValidityOutsideIssuer, bounds.not_after.date()));
    }
    Ok((cut, cut != wanted))
}

/// Time (RFC 5280 §4.1.2.5): UTCTime through 2049, GeneralizedTime from 2050 on.
pub(crate) fn write(out: &mut Der, moment: Timestamp) -> Outcome<()> {
    let civil = civil(moment)?;
    match civil.year() {
        1950..=2049 => out.primitive(asn1::UTC_TIME, &octets(civil, true)),
        _ => out.primitive(asn1::GENERALIZED_TIME, &octets(civil, false)),
    }
    Ok(())
}

/// GeneralizedTime whatever the year, as invalidityDate wants it (RFC 5280 §5.3.2).
pub(crate) fn write_generalized(out: &mut Der, moment: Timestamp) -> Outcome<()> {
    out.primitive(asn1::GENERALIZED_TIME, &octets(civil(moment)?, false));
    Ok(())
}

/// Calendar arithmetic rather than jiff's timestamps: those end a day before 9999-12-31T23:59:59Z, which stands for
/// "no end" (RFC 5280 §4.1.2.5).
const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

fn civil(moment: Timestamp) -> Outcome<DateTime> {
    let refuse = || Failure::about(Code::InvalidExpiry, moment);
    let civil = EPOCH.checked_add(SignedDuration::from_secs(moment.seconds())).map_err(|_| refuse())?;
    if civil.year() < 0 { Err(refuse()) } else { Ok(civil) }
}

fn octets(civil: DateTime, short: bool) -> Vec<u8> {
    let year = i32::from(civil.year());
    let mut octets = Vec::with_capacity(15);
    if !short {
        digits(&mut octets, year / 100);
    }
    digits(&mut octets, year % 100);
    for part in [civil.month(), civil.day(), civil.hour(), civil.minute(), civil.second()] {
        digits(&mut octets, i32::from(part));
    }
    octets.push(b'Z');
    octets
}

fn digits(octets: &mut Vec<u8>, number: i32) {
    for digit in [number / 10, number % 10] {
        octets.push(b'0' + u8::try_from(digit).unwrap_or_default());
    }
}

/// UTCTime or GeneralizedTime. Seconds may be missing and fractions present in old certificates; another zone than Z
/// was never allowed.
pub(crate) fn read(element: Element<'_>) -> Outcome<Timestamp> {
    let refuse = || damaged("date");
    let text = std::str::from_utf8(element.content).ok().and_then(|text| text.strip_suffix('Z')).ok_or_else(refuse)?;
    let text = text.split_once('.').map_or(text, |(whole, _)| whole);
    let numbers = pairs(text).ok_or_else(refuse)?;
    let (year, rest) = match (element.tag, numbers.as_slice()) {
        (asn1::UTC_TIME, [year, rest @ ..]) => (if *year < 50 { 2000 + year } else { 1900 + year }, rest),
        (asn1::GENERALIZED_TIME, [century, year, rest @ ..]) => (century * 100 + year, rest),
        _ => return Err(refuse()),
    };
    moment(year, rest).ok_or_else(refuse)
}

fn pairs(text: &str) -> Option<Vec<i16>> {
    if text.len() % 2 == 1 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok()?.parse().ok()).collect()
}

fn moment(year: i16, rest: &[i16]) -> Option<Timestamp> {
    let (&[month, day, hour, minute], seconds) = rest.split_first_chunk::<4>()?;
    let second = match seconds {
        [] => 0,
        [second] => *second,
        _ => return None,
    };
    let [month, day, hour, minute, second] = [month, day, hour, minute, second].map(|part| i8::try_from(part).ok());
    let civil = DateTime::new(year, month?, day?, hour?, minute?, second?, 0).ok()?;
    Some(Timestamp::from_seconds(civil.duration_since(EPOCH).as_secs()))
}
