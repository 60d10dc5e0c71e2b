use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

/// Colours of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The page Administration ▸ Settings.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettingsView {
    /// Language of the page.
    pub language: Language,
    /// Colours of the page.
    pub theme: Theme,
    /// Minutes without input after which the vault locks: 1 to 15.
    #[ts(type = "number")]
    pub auto_lock_minutes: u32,
}

/// What this program is made of.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AboutView {
    /// Version of the program.
    pub version: String,
    /// Libraries that do the cryptography.
    pub backend: String,
}

impl Language {
    /// The language of a tag like `de` or `de_DE.UTF-8`; English for everything that is not there.
    pub fn of_tag(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("de") { Self::De } else { Self::En }
    }

    /// `en` or `de`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }
}

impl Theme {
    /// The theme of a stored name; `system` for everything that is not there.
    pub fn of_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// `system`, `light` or `dark`.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}
