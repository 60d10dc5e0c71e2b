use crate::{AuditHeadView, KeyRowView};
use orgkey_types::{Fingerprint, Passphrase, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What leaves the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ExportPart {
    /// The public key: cannot restore a backup.
    Public,
    /// The keypair.
    Keypair,
}

/// How the keypair file is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ExportPreset {
    /// Argon2 and authenticated encryption (RFC 9580).
    Modern,
    /// Iterated S2K and CFB; secret block followed by public block. For GnuPG and PGP Desktop.
    Compatible,
}

/// Opens the native save dialog for an export.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseExportTargetRequest {
    /// Id of the key.
    pub key: String,
    /// What is to be exported.
    pub part: ExportPart,
}

/// Export Public Key or Export Keypair. As a plan it only looks; the passphrase then may be left out.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportKeyRequest {
    /// Id of the key.
    pub key: String,
    /// What is to be exported.
    pub part: ExportPart,
    /// Protection of the keypair.
    pub preset: ExportPreset,
    /// Passphrase of the file; for a keypair only.
    #[ts(type = "string | null")]
    pub passphrase: Option<Passphrase>,
    /// The administrator's own passphrase, asked for again before a secret leaves the vault.
    #[ts(type = "string | null")]
    pub administrator_passphrase: Option<Passphrase>,
    /// Ticket from `choose_export_target`.
    pub target: String,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// The review step: what would be written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportPlanView {
    /// The key.
    pub key: KeyRowView,
    /// What is exported.
    pub part: ExportPart,
    /// Protection, in words: `Argon2id, 64 MiB, 3 passes; AES-256 OCB`.
    pub protection: Option<String>,
    /// Programs that open such a file.
    pub opens_in: Vec<String>,
    /// File name.
    pub file_name: String,
    /// Folder or drive.
    pub place: String,
    /// Something stands there and would be replaced.
    pub replaces: bool,
}

/// The last step: what was written and how it was proven.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportReceiptView {
    /// Fingerprint of the key.
    pub fingerprint: Fingerprint,
    /// What was exported.
    pub part: ExportPart,
    /// File name.
    pub file_name: String,
    /// Folder or drive.
    pub place: String,
    /// Size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Protection, in words.
    pub protection: Option<String>,
    /// When it was written and proven.
    pub at: Timestamp,
    /// One line per key in the file: how it was proven. Empty for a public key, whose bytes were compared.
    pub proof: Vec<ProofView>,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

/// How one key of the file was proven.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProofView {
    /// Fingerprint of that key.
    pub fingerprint: Fingerprint,
    /// Its algorithm.
    pub algorithm: String,
    /// `message-decrypted`, `signature-verified` or `matched-by-arithmetic`.
    pub means: ProofMeans,
}

/// What was done with a key of the file to prove it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ProofMeans {
    /// A probe message, encrypted to the vault's public key, was decrypted with the file.
    MessageDecrypted,
    /// A probe signature, made with the file, was verified with the vault's public key.
    SignatureVerified,
    /// This program has no such algorithm: secret and public part were compared by arithmetic.
    MatchedByArithmetic,
}
