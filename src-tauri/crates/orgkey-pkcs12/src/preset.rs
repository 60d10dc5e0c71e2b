use orgkey_types::{Code, Failure, Outcome};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// How a PKCS#12 file is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "CaPreset"))]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// AES-256 and PBKDF2 with HMAC-SHA-256, SHA-256 MAC.
    Modern,
    /// RC2-40, 3DES and SHA-1: what Certificate Server 2.21 and its contemporaries read.
    Legacy,
    /// The same as modern with PBMAC1 (RFC 9879).
    Fips,
}

impl Preset {
    /// All of them, the first choice first.
    pub const ALL: [Self; 3] = [Self::Modern, Self::Legacy, Self::Fips];

    /// As on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Modern => "modern",
            Self::Legacy => "legacy",
            Self::Fips => "fips",
        }
    }
}

impl fmt::Display for Preset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Preset {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        let found = Self::ALL.into_iter().find(|preset| preset.name() == text);
        found.ok_or_else(|| Failure::about(Code::InvalidArgument, "preset"))
    }
}
