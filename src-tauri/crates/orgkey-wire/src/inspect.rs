use crate::{CertificateView, Pkcs12View, ServerBackupHeaderView, SigningRequestView};
use orgkey_core as core;
use orgkey_types::{KeySummary, Timestamp};
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
    /// `keys`, `message`, `signature`, `revocation` or `server-backup`; of X.509 `pkcs12`, `certificates`, `requests`,
    /// `revocation-lists` or `private-keys`, whatever comes first in this order.
    pub kind: String,
    /// ASCII armor of OpenPGP.
    pub armored: bool,
    /// Titles of the armor blocks.
    pub blocks: Vec<String>,
    /// Keys in it.
    pub keys: Vec<KeySummary>,
    /// A server backup, from its outside.
    pub server_backup: Option<ServerBackupHeaderView>,
    /// An encrypted message in it.
    pub message: Option<MessageView>,
    /// What was noticed.
    pub notes: Vec<String>,
    /// A PKCS#12 file, from its outside.
    pub pkcs12: Option<Pkcs12View>,
    /// Certificates in it.
    pub certificates: Vec<CertificateView>,
    /// Certificate signing requests in it.
    pub requests: Vec<SigningRequestView>,
    /// Revocation lists in it.
    pub revocation_lists: Vec<FoundListView>,
    /// Private keys of X.509 in it: whether each is encrypted.
    pub private_keys: Vec<bool>,
}

/// A revocation list in a file.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundListView {
    /// Its issuer.
    pub issuer: String,
    /// Its number, where it has one: decimal, hexadecimal above 64 bits (`0x01FF…`).
    pub number: Option<String>,
    /// When it was made.
    pub this_update: Timestamp,
    /// When the next one is due.
    pub next_update: Option<Timestamp>,
    /// Certificates in it.
    #[ts(type = "number")]
    pub entries: u64,
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

impl FileView {
    /// A file, as of a moment.
    pub fn new(file: &core::InspectedFile, now: Timestamp) -> Self {
        let empty = Self {
            file_name: file.file_name.clone(),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
            kind: String::new(),
            armored: false,
            blocks: Vec::new(),
            keys: Vec::new(),
            server_backup: None,
            message: None,
            notes: Vec::new(),
            pkcs12: None,
            certificates: Vec::new(),
            requests: Vec::new(),
            revocation_lists: Vec::new(),
            private_keys: Vec::new(),
        };
        match &file.contents {
            core::FileContents::ServerBackup(backup) => {
                Self { kind: "server-backup".to_owned(), armored: true, server_backup: Some(backup.into()), ..empty }
            }
            core::FileContents::OpenPgp(contents) => Self {
                kind: contents.kind.words().to_owned(),
                armored: contents.armored,
                blocks: contents.blocks.clone(),
                keys: contents.keys.iter().map(|key| key.summary.clone()).collect(),
                message: contents.message.as_ref().map(Into::into),
                notes: contents.notes.iter().map(ToString::to_string).collect(),
                ..empty
            },
            core::FileContents::X509(contents) => Self {
                kind: kind_of(contents).to_owned(),
                pkcs12: contents.pkcs12.as_ref().map(|inspection| Pkcs12View::new(inspection, now)),
                certificates: CertificateView::all(&contents.certificates, now),
                requests: contents.requests.iter().map(Into::into).collect(),
                revocation_lists: contents.lists.iter().map(Into::into).collect(),
                private_keys: contents.private_keys.clone(),
                ..empty
            },
        }
    }
}

fn kind_of(contents: &core::ca::CaFileContents) -> &'static str {
    match contents {
        _ if contents.pkcs12.is_some() => "pkcs12",
        _ if !contents.certificates.is_empty() => "certificates",
        _ if !contents.requests.is_empty() => "requests",
        _ if !contents.lists.is_empty() => "revocation-lists",
        _ => "private-keys",
    }
}

impl From<&core::ca::ListSummary> for FoundListView {
    fn from(list: &core::ca::ListSummary) -> Self {
        Self {
            issuer: list.issuer.clone(),
            number: list.number.as_ref().map(ToString::to_string),
            this_update: list.this_update,
            next_update: list.next_update,
            entries: list.entries,
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
