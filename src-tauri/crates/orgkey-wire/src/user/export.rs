use crate::{AuditHeadView, ExportPart, ExportPreset, ProofView, WrittenFileView};
use orgkey_core::{Reauthentication, user as core};
use orgkey_types::{Passphrase, Timestamp};
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// Opens the native save dialog for an export of users' keys.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseUserExportTargetRequest {
    /// Address; none for the public keys of all.
    pub email: Option<String>,
    /// What is to be exported.
    pub part: ExportPart,
}

/// Exports one user's public key or keypair.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportUserRequest {
    /// Address.
    pub email: String,
    /// What is to be exported; the keypair only of a user in mode `skm`.
    pub part: ExportPart,
    /// Protection of the keypair.
    pub preset: ExportPreset,
    /// Passphrase of the file; for a keypair only.
    #[ts(type = "string | null")]
    pub passphrase: Option<Passphrase>,
    /// The administrator's own passphrase, asked for again before a secret leaves the vault.
    #[ts(type = "string | null")]
    pub administrator_passphrase: Option<Passphrase>,
    /// Ticket from `choose_user_export_target`.
    pub target: String,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// Exports the public keys of all users who are not deleted, with their certifications.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportAllUsersRequest {
    /// Ticket from `choose_user_export_target`; a file that ends in `.gpg` or `.pgp` is binary, any other armored.
    pub target: String,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// What an export of users' keys has written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UserExportReceiptView {
    /// Address; none for all users.
    pub email: Option<String>,
    /// What was exported.
    pub part: ExportPart,
    /// Protection of a keypair, in words.
    pub protection: Option<String>,
    /// Keys in the file.
    #[ts(type = "number")]
    pub keys: u64,
    /// The file.
    #[serde(flatten)]
    pub file: WrittenFileView,
    /// When it was written and proven.
    pub at: Timestamp,
    /// One line per key of a keypair file; empty for public keys, whose bytes were compared.
    pub proof: Vec<ProofView>,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl ExportUserRequest {
    /// The request of the core; the file goes to the target.
    pub fn to_core<'a>(&'a self, target: &'a Path) -> core::ExportUser<'a> {
        core::ExportUser {
            email: &self.email,
            part: self.part,
            preset: self.preset,
            passphrase: self.passphrase.as_ref(),
            reauthentication: Reauthentication::Typed(self.administrator_passphrase.as_ref()),
            target,
            overwrite: self.overwrite,
        }
    }
}

impl From<&core::UserExportReceipt> for UserExportReceiptView {
    fn from(receipt: &core::UserExportReceipt) -> Self {
        Self {
            email: receipt.email.clone(),
            part: receipt.part,
            protection: receipt.preset.map(|preset| preset.protection().to_owned()),
            keys: receipt.keys,
            file: (&receipt.file).into(),
            at: receipt.at,
            proof: receipt.proof.iter().map(Into::into).collect(),
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
