use crate::{ServerBackupHeaderView, name_of};
use orgkey_core::backup as core;
use orgkey_types::{Fingerprint, Timestamp};
use serde::Serialize;
use ts_rs::TS;

/// What is in a server backup.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServerBackupContentsView {
    /// Whose, when, and which key opens it.
    pub header: ServerBackupHeaderView,
    /// The administrator who made it.
    pub made_by: String,
    /// The administrators of that time.
    pub administrators: Vec<String>,
    /// Managed mail domains.
    pub domains: Vec<String>,
    /// The vault's counter.
    #[ts(type = "number")]
    pub counter: u64,
    /// Number of the last entry of the audit log.
    #[ts(type = "number")]
    pub audit_seq: u64,
    /// Its hash, hexadecimal.
    pub audit_hash: String,
    /// The Organization Keys, newest generation first.
    pub organization_keys: Vec<BackedUpKeyView>,
    /// The CAs and Organization Certificates.
    pub authorities: Vec<BackedUpAuthorityView>,
    /// Users.
    #[ts(type = "number")]
    pub users: u64,
    /// Length of the database, in bytes.
    #[ts(type = "number")]
    pub database_bytes: u64,
    /// SHA-256 of the database, hexadecimal.
    pub database_sha256: String,
}

/// An Organization Key in a backup.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackedUpKeyView {
    /// Generation.
    #[ts(type = "number")]
    pub generation: u64,
    /// Fingerprint.
    pub fingerprint: Fingerprint,
    /// `active` or `retired`.
    pub state: String,
    /// With its secret part.
    pub has_secrets: bool,
}

/// A CA in a backup.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackedUpAuthorityView {
    /// Name.
    pub name: String,
    /// In use, or an earlier one.
    pub state: String,
    /// Number of its last revocation list; 0 is none.
    #[ts(type = "number")]
    pub crl_number: u64,
    /// Certificates that it has issued.
    #[ts(type = "number")]
    pub issued: u64,
}

/// A backup that opened, was whole, and was signed by the key that opens it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedBackupView {
    /// File name.
    pub file_name: String,
    /// What is in it.
    pub contents: ServerBackupContentsView,
    /// The key that signed it.
    pub signer: Fingerprint,
    /// When, as the signature says.
    pub signed: Timestamp,
}

impl From<&core::BackupManifest> for ServerBackupContentsView {
    fn from(manifest: &core::BackupManifest) -> Self {
        Self {
            header: (&manifest.header).into(),
            made_by: manifest.made_by.clone(),
            administrators: manifest.administrators.clone(),
            domains: manifest.domains.clone(),
            counter: manifest.counter,
            audit_seq: manifest.audit_seq,
            audit_hash: manifest.audit_hash.clone(),
            organization_keys: manifest.organization_keys.iter().map(Into::into).collect(),
            authorities: manifest.authorities.iter().map(Into::into).collect(),
            users: manifest.users,
            database_bytes: manifest.database_bytes,
            database_sha256: manifest.database_sha256.clone(),
        }
    }
}

impl From<&core::BackupOfKey> for BackedUpKeyView {
    fn from(key: &core::BackupOfKey) -> Self {
        let core::BackupOfKey { generation, fingerprint, state, has_secrets } = key.clone();
        Self { generation, fingerprint, state, has_secrets }
    }
}

impl From<&core::BackupOfAuthority> for BackedUpAuthorityView {
    fn from(authority: &core::BackupOfAuthority) -> Self {
        let core::BackupOfAuthority { name, state, crl_number, issued, .. } = authority.clone();
        Self { name, state, crl_number, issued }
    }
}

impl From<&core::VerifiedBackup> for VerifiedBackupView {
    fn from(verified: &core::VerifiedBackup) -> Self {
        Self {
            file_name: name_of(&verified.file),
            contents: (&verified.manifest).into(),
            signer: verified.signed.signer.clone(),
            signed: verified.signed.signed,
        }
    }
}
