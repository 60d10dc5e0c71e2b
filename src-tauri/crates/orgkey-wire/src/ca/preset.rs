use orgkey_core::ca as core;
use serde::Serialize;
use ts_rs::TS;

pub use orgkey_core::ca::Preset as CaPreset;

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

/// Protection, in words.
pub(crate) fn protection(preset: CaPreset) -> &'static str {
    match preset {
        CaPreset::Modern => "AES-256-CBC and HMAC-SHA-256, PBKDF2 with HMAC-SHA-256",
        CaPreset::Legacy => "3DES and RC2-40, HMAC-SHA-1",
        CaPreset::Fips => "AES-256-CBC and PBMAC1, PBKDF2 with HMAC-SHA-256",
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
            protection: protection(preset).to_owned(),
            opens_in: opens_in(core::PasswordKind::Ascii),
            opens_in_unicode: opens_in(core::PasswordKind::Unicode),
            opens_in_long: opens_in(core::PasswordKind::Long),
        }
    }
}

/// Programs that open such a file under that kind of password, as `tests/interop` has measured.
pub(crate) fn opens_in(preset: Option<CaPreset>, key_algorithm: &str, password: core::PasswordKind) -> Vec<String> {
    let Some(preset) = preset else { return Vec::new() };
    let rows = core::opens_in(preset, key_algorithm).filter(|row| row.passwords.contains(&password));
    rows.map(|row| row.program).chain(["OrgKey Console"]).map(str::to_owned).collect()
}
