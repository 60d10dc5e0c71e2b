use crate::{Code, Failure, Outcome};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The fingerprint of an OpenPGP key: 40 hexadecimal digits for version 4 (RFC 9580 §5.5.4.2), 64 for version 6
/// (§5.5.4.3), 32 for version 3. Always upper case and without spaces.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "bindings", ts(type = "string"))]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The digits without grouping.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key ID as people see it: the last 16 digits of a version 4 fingerprint, the first 16 of a version 6 one.
    pub fn key_id(&self) -> &str {
        match self.0.len() {
            64 => &self.0[..16],
            length => &self.0[length - 16..],
        }
    }

    /// Groups of four digits, for reading aloud.
    pub fn grouped(&self) -> String {
        let digits: Vec<char> = self.0.chars().collect();
        digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
}

impl FromStr for Fingerprint {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        let known = matches!(digits.len(), 32 | 40 | 64) && digits.bytes().all(|b| b.is_ascii_hexdigit());
        if known { Ok(Self(digits)) } else { Err(Failure::about(Code::InvalidArgument, "fingerprint")) }
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = Failure;

    fn try_from(text: String) -> Outcome<Self> {
        text.parse()
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_ids_come_from_the_end_of_v4_and_the_start_of_v6() {
        let v4: Fingerprint = "7e0f 42b9 d1c8 55a0 6e3b 90fa 1c77 e04d 2a96 83f5".parse().unwrap();
        assert_eq!(v4.key_id(), "1C77E04D2A9683F5");
        assert!(v4.grouped().starts_with("7E0F 42B9"));
        let v6: Fingerprint = "CB186C4F0609A697E4D52DFA6C722B0C1F1E27C18A56708F6525EC27BAD9ACC9".parse().unwrap();
        assert_eq!(v6.key_id(), "CB186C4F0609A697");
    }

    #[test]
    fn what_is_not_hexadecimal_or_has_another_length_is_refused() {
        for text in ["", "7E0F", "G".repeat(40).as_str(), "Ä".repeat(20).as_str()] {
            assert!(text.parse::<Fingerprint>().is_err(), "{text}");
        }
    }
}
