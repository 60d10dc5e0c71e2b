use orgkey_core as core;
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

impl From<&core::InspectedFile> for FileView {
    fn from(file: &core::InspectedFile) -> Self {
        let contents = &file.contents;
        Self {
            file_name: file.file_name.clone(),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
            kind: contents.kind.words().to_owned(),
            armored: contents.armored,
            blocks: contents.blocks.clone(),
            keys: contents.keys.iter().map(|key| key.summary.clone()).collect(),
            message: contents.message.as_ref().map(Into::into),
            notes: contents.notes.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<&core::MessageInfo> for MessageView {
    fn from(message: &core::MessageInfo) -> Self {
        Self {
            recipients: message.recipients.clone(),
            passphrase_slots: message.passphrase_slots,
            encrypted: message.encrypted,
            format: message.format.clone(),
        }
    }
}
