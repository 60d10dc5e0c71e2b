use orgkey_core::backup as core;
use orgkey_types::{Fingerprint, Timestamp};
use serde::Serialize;
use ts_rs::TS;

/// What a server backup says of itself in front of the message, where nothing protects it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServerBackupHeaderView {
    /// Identifier of the vault.
    pub vault: String,
    /// Whose vault it is.
    pub organization: String,
    /// When it was made.
    pub made: Timestamp,
    /// Generation of the Organization Key that opens it.
    #[ts(type = "number")]
    pub generation: u64,
    /// Fingerprint of that key.
    pub fingerprint: Fingerprint,
    /// The vault has no more users than this: a power of ten.
    #[ts(type = "number")]
    pub users_up_to: u64,
    /// Key IDs or fingerprints that open it; empty where it was opened already.
    pub recipients: Vec<String>,
}

impl From<&core::BackupHeader> for ServerBackupHeaderView {
    fn from(header: &core::BackupHeader) -> Self {
        Self {
            vault: header.vault.clone(),
            organization: header.organization.clone(),
            made: header.made,
            generation: header.generation,
            fingerprint: header.fingerprint.clone(),
            users_up_to: header.users_up_to,
            recipients: Vec::new(),
        }
    }
}

impl From<&core::InspectedBackup> for ServerBackupHeaderView {
    fn from(backup: &core::InspectedBackup) -> Self {
        Self { recipients: backup.recipients.clone(), ..(&backup.header).into() }
    }
}
