use crate::{Code, Failure, Outcome};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Who makes and holds the private key of an internal user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum KeyMode {
    /// Server Key Mode: the server holds the whole keypair.
    Skm,
    /// Server-Client Key Mode: the server holds the secret part of the encryption subkeys only.
    Sckm,
    /// Guarded Key Mode: the client holds the keypair; a copy under the user's own passphrase lies elsewhere.
    Gkm,
    /// Client Key Mode: the client alone holds the keypair.
    Ckm,
}

impl KeyMode {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Skm, Self::Sckm, Self::Gkm, Self::Ckm];

    /// `skm`, `sckm`, `gkm` or `ckm`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Skm => "skm",
            Self::Sckm => "sckm",
            Self::Gkm => "gkm",
            Self::Ckm => "ckm",
        }
    }
}

impl FromStr for KeyMode {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        let found = Self::ALL.into_iter().find(|mode| mode.name().eq_ignore_ascii_case(text));
        found.ok_or_else(|| Failure::about(Code::InvalidArgument, "key mode"))
    }
}
