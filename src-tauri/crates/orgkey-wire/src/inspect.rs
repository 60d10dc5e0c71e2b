use orgkey_types::KeySummary;
use serde::Serialize;
use ts_rs::TS;

/// What is in a file, told without a vault and without a passphrase.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileView {
    /// File name.
    pub file_name: String,
    /// Size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// `keys`, `message`, `signature` or `revocation`.
    pub kind: String,
    /// ASCII armor.
    pub armored: bool,
    /// Titles of the armor blocks.
    pub blocks: Vec<String>,
    /// Keys in it.
    pub keys: Vec<KeySummary>,
    /// An encrypted message in it.
    pub message: Option<MessageView>,
    /// What was noticed.
    pub notes: Vec<String>,
}

/// An OpenPGP message, from its outside.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MessageView {
    /// Key IDs or fingerprints of those who can open it.
    pub recipients: Vec<String>,
    /// How many passphrases open it.
    #[ts(type = "number")]
    pub passphrase_slots: u32,
    /// Whether it is encrypted at all.
    pub encrypted: bool,
    /// Encryption format.
    pub format: String,
}
