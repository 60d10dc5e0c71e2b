use orgkey_core as core;
use orgkey_types::Passphrase;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a passphrase is for: the floors differ in their words only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum PassphrasePurpose {
    /// Unlocks the vault.
    Administrator,
    /// Protects an exported file.
    Export,
}

/// Asks for the strength of what has been typed so far.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MeasurePassphraseRequest {
    /// What it is for.
    pub purpose: PassphrasePurpose,
    /// What has been typed.
    #[ts(type = "string")]
    pub passphrase: Passphrase,
}

/// Strength of a passphrase.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StrengthView {
    /// Estimated work to guess it, as a power of two.
    #[ts(type = "number")]
    pub bits: u32,
    /// 0 (nothing) to 5 (very strong): how many segments of the meter are filled.
    #[ts(type = "number")]
    pub level: u8,
    /// Whether the policy accepts it.
    pub accepted: bool,
    /// Characters that the policy asks for at least.
    #[ts(type = "number")]
    pub floor_characters: u32,
    /// Bits that the policy asks for at least.
    #[ts(type = "number")]
    pub floor_bits: u32,
}

/// Changes the passphrase of one key slot.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangePassphraseRequest {
    /// The passphrase of today.
    #[ts(type = "string")]
    pub current: Passphrase,
    /// The new one.
    #[ts(type = "string")]
    pub new: Passphrase,
}

impl From<core::Strength> for StrengthView {
    fn from(strength: core::Strength) -> Self {
        Self {
            bits: strength.bits,
            level: strength.level,
            accepted: strength.accepted,
            floor_characters: core::FLOOR_CHARACTERS,
            floor_bits: core::FLOOR_BITS,
        }
    }
}
