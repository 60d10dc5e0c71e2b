use crate::{Code, Failure, Outcome};
use jiff::{
    SignedDuration, Span,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A point in time: whole seconds since 1970-01-01 UTC, written as RFC 3339.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "bindings", ts(type = "string"))]
pub struct Timestamp(i64);

const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

impl Timestamp {
    /// The latest moment of OpenPGP's 32-bit clock (RFC 9580 §3.5): 2106-02-07.
    pub const LATEST: Timestamp = Timestamp(u32::MAX as i64);

    /// From seconds since 1970-01-01 UTC.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970-01-01 UTC.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// This moment and so many seconds.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// The same time of day after the period. The 29th of February becomes the 28th where the year has none.
    ///
    /// # Errors
    /// [`Code::InvalidExpiry`] when the result is outside the calendar.
    pub fn after(self, period: Period) -> Outcome<Self> {
        let span = match period {
            Period::Days(days) => Span::new().try_days(days),
            Period::Months(months) => Span::new().try_months(months),
            Period::Years(years) => Span::new().try_years(years),
        };
        let end = span.and_then(|span| self.zoned()?.checked_add(span)).map_err(|_| Code::InvalidExpiry)?;
        Ok(Self(end.timestamp().as_second()))
    }

    /// `2026-11-22`.
    pub fn date(self) -> String {
        self.civil().map(|civil| civil.date().to_string()).unwrap_or_default()
    }

    /// The calendar's view. It reaches to the last second of 9999, which certificates use for "no end"; jiff's
    /// timestamps stop a day before.
    fn civil(self) -> Result<DateTime, jiff::Error> {
        EPOCH.checked_add(SignedDuration::from_secs(self.0))
    }

    fn zoned(self) -> Result<jiff::Zoned, jiff::Error> {
        Ok(jiff::Timestamp::from_second(self.0)?.to_zoned(TimeZone::UTC))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.civil() {
            Ok(civil) => write!(f, "{civil}Z"),
            Err(_) => write!(f, "{} s", self.0),
        }
    }
}

impl TryFrom<String> for Timestamp {
    type Error = Failure;

    fn try_from(text: String) -> Outcome<Self> {
        let late =
            || text.strip_suffix('Z')?.parse::<DateTime>().ok().map(|civil| civil.duration_since(EPOCH).as_secs());
        let moment = text.parse().ok().map(jiff::Timestamp::as_second).or_else(late);
        moment.map(Self).ok_or_else(|| Failure::about(Code::InvalidArgument, "time"))
    }
}

impl From<Timestamp> for String {
    fn from(moment: Timestamp) -> Self {
        moment.to_string()
    }
}

/// A length of time in the calendar's own units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Days of 24 hours.
    Days(i64),
    /// Calendar months.
    Months(i64),
    /// Calendar years.
    Years(i64),
}

impl FromStr for Period {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        let refuse = || Failure::about(Code::InvalidExpiry, text);
        let unit = text.chars().next_back().ok_or_else(refuse)?;
        let number: i64 = text[..text.len() - unit.len_utf8()].parse().map_err(|_| refuse())?;
        match (unit, number) {
            (_, ..=0) | (_, 40_001..) => Err(refuse()),
            ('d', days) => Ok(Self::Days(days)),
            ('m', months) => Ok(Self::Months(months)),
            ('y', years) => Ok(Self::Years(years)),
            _ => Err(refuse()),
        }
    }
}

/// When something shall end, as an administrator says it: `1y`, `18m`, `30d`, `2027-05-01` or `never`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// No end.
    Never,
    /// So long from now.
    After(Period),
    /// At the start of that day, UTC.
    On(Timestamp),
}

impl Expiry {
    /// The moment it stands for; none is never.
    ///
    /// # Errors
    /// [`Code::InvalidExpiry`] when that moment has passed, [`Code::ExpiryTooLate`] when it lies after OpenPGP's clock.
    pub fn from(self, now: Timestamp) -> Outcome<Option<Timestamp>> {
        let end = match self {
            Self::Never => return Ok(None),
            Self::After(period) => now.after(period)?,
            Self::On(day) => day,
        };
        match () {
            () if end <= now => Err(Failure::about(Code::InvalidExpiry, end.date())),
            () if end > Timestamp::LATEST => Err(Failure::about(Code::ExpiryTooLate, end.date())),
            () => Ok(Some(end)),
        }
    }
}

impl FromStr for Expiry {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        if text.eq_ignore_ascii_case("never") {
            return Ok(Self::Never);
        }
        if let Ok(day) = text.parse::<Date>() {
            let start = day.to_zoned(TimeZone::UTC).map_err(|_| Failure::about(Code::InvalidExpiry, text))?;
            return Ok(Self::On(Timestamp(start.timestamp().as_second())));
        }
        text.parse().map(Self::After)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn periods_follow_the_calendar() {
        let cases = [
            ("2026-11-22T14:05:00Z", "1y", "2027-11-22T14:05:00Z"),
            ("2024-02-29T00:00:00Z", "1y", "2025-02-28T00:00:00Z"),
            ("2024-02-29T00:00:00Z", "4y", "2028-02-29T00:00:00Z"),
            ("2026-01-31T12:00:00Z", "1m", "2026-02-28T12:00:00Z"),
            ("2026-01-31T12:00:00Z", "30d", "2026-03-02T12:00:00Z"),
            ("2026-01-31T12:00:00Z", "2049-12-31", "2049-12-31T00:00:00Z"),
        ];
        for (now, expiry, end) in cases {
            let found = expiry.parse::<Expiry>().unwrap().from(at(now)).unwrap();
            assert_eq!(found, Some(at(end)), "{now} and {expiry}");
        }
        assert_eq!("never".parse::<Expiry>().unwrap().from(at("2026-01-31T12:00:00Z")).unwrap(), None);
    }

    #[test]
    fn the_last_second_of_the_calendar_is_written_and_read() {
        for text in ["9999-12-31T23:59:59Z", "1969-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-11-22T14:05:00Z"] {
            assert_eq!(at(text).to_string(), text);
        }
        assert_eq!(at("9999-12-31T23:59:59Z").date(), "9999-12-31");
        assert_eq!(at("2026-11-22T14:05:00+01:00").to_string(), "2026-11-22T13:05:00Z");
    }

    #[test]
    fn an_end_in_the_past_or_after_the_clock_of_openpgp_is_refused() {
        let refused = |text: &str| {
            let end = text.parse::<Expiry>().and_then(|expiry| expiry.from(at("2026-11-22T00:00:00Z")));
            end.unwrap_err().code
        };
        for text in ["2020-01-01", "2026-11-22", "0d", "-1y", "1w", "", "y", "tomorrow", "1é"] {
            assert_eq!(refused(text), Code::InvalidExpiry, "{text}");
        }
        for text in ["2106-02-08", "2106-03-01", "200y", "9999-12-30"] {
            assert_eq!(refused(text), Code::ExpiryTooLate, "{text}");
        }
    }
}
