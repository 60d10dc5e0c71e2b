use orgkey_core::ca as core;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a PKCS#12 file is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum CaPreset {
    /// AES-256 and PBKDF2 with HMAC-SHA-256, SHA-256 MAC.
    Modern,
    /// RC2-40, 3DES and SHA-1: what Certificate Server 2.21 and its contemporaries read.
    Legacy,
    /// The same as modern with PBMAC1 (RFC 9879).
    Fips,
}

/// A preset with the programs that open it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaPresetView {
    /// The preset.
    pub preset: CaPreset,
    /// Protection, in words: `AES-256-CBC, PBKDF2-HMAC-SHA-256`.
    pub protection: String,
    /// Programs that open such a file under an ordinary password. Measured in `tests/interop`.
    pub opens_in: Vec<String>,
    /// The same with letters beyond ASCII in the password.
    pub opens_in_unicode: Vec<String>,
    /// The same under a password of some hundred characters.
    pub opens_in_long: Vec<String>,
}

impl CaPreset {
    /// All of them, the default first.
    const ALL: [Self; 3] = [Self::Modern, Self::Legacy, Self::Fips];

    /// Protection, in words.
    pub(crate) fn protection(self) -> &'static str {
        match self {
            Self::Modern => "AES-256-CBC and HMAC-SHA-256, PBKDF2 with HMAC-SHA-256",
            Self::Legacy => "3DES and RC2-40, HMAC-SHA-1",
            Self::Fips => "AES-256-CBC and PBMAC1, PBKDF2 with HMAC-SHA-256",
        }
    }
}

impl From<CaPreset> for core::Preset {
    fn from(preset: CaPreset) -> Self {
        match preset {
            CaPreset::Modern => Self::Modern,
            CaPreset::Legacy => Self::Legacy,
            CaPreset::Fips => Self::Fips,
        }
    }
}

impl From<core::Preset> for CaPreset {
    fn from(preset: core::Preset) -> Self {
        match preset {
            core::Preset::Modern => Self::Modern,
            core::Preset::Legacy => Self::Legacy,
            core::Preset::Fips => Self::Fips,
        }
    }
}

impl CaPresetView {
    /// Every preset for a CA with that kind of key, the default first.
    pub fn all(key_algorithm: &str) -> Vec<Self> {
        CaPreset::ALL.into_iter().map(|preset| Self::new(preset, key_algorithm)).collect()
    }

    fn new(preset: CaPreset, key_algorithm: &str) -> Self {
        let opens_in = |password| opens_in(Some(preset), key_algorithm, password);
        Self {
            preset,
            protection: preset.protection().to_owned(),
            opens_in: opens_in(core::PasswordKind::Ascii),
            opens_in_unicode: opens_in(core::PasswordKind::Unicode),
            opens_in_long: opens_in(core::PasswordKind::Long),
        }
    }
}

/// Programs that open such a file under that kind of password, as `tests/interop` has measured.
pub(crate) fn opens_in(preset: Option<CaPreset>, key_algorithm: &str, password: core::PasswordKind) -> Vec<String> {
    let Some(preset) = preset else { return Vec::new() };
    let rows = core::opens_in(preset.into(), key_algorithm).filter(|row| row.passwords.contains(&password));
    rows.map(|row| row.program).chain(["OrgKey Console"]).map(str::to_owned).collect()
}
