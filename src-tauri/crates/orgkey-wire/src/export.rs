use crate::{AuditHeadView, KeyRowView, TargetView, WrittenFileView};
use orgkey_core as core;
use orgkey_types::{Fingerprint, KeySummary, Passphrase, Timestamp};
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

pub use orgkey_core::{ExportPart, Preset as ExportPreset, ProofMeans};

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
    /// Where it would stand.
    #[serde(flatten)]
    pub target: TargetView,
}

/// The last step: what was written and how it was proven.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportReceiptView {
    /// Fingerprint of the key.
    pub fingerprint: Fingerprint,
    /// What was exported.
    pub part: ExportPart,
    /// The file.
    #[serde(flatten)]
    pub file: WrittenFileView,
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
    /// What was done with it.
    pub means: ProofMeans,
}

impl ExportKeyRequest {
    /// The request of the core; the file goes to the target.
    pub fn to_core<'a>(&'a self, target: &'a Path) -> core::ExportKey<'a> {
        core::ExportKey {
            key: Some(&self.key),
            part: self.part,
            preset: self.preset,
            passphrase: self.passphrase.as_ref(),
            reauthentication: core::Reauthentication::Typed(self.administrator_passphrase.as_ref()),
            target,
            overwrite: self.overwrite,
        }
    }
}

impl From<&core::ExportPlan> for ExportPlanView {
    fn from(plan: &core::ExportPlan) -> Self {
        Self {
            key: (&plan.key).into(),
            part: plan.part,
            protection: plan.preset.map(|preset| preset.protection().to_owned()),
            opens_in: opens_in(plan.preset, &plan.key.stored.summary),
            target: TargetView::new(&plan.target, plan.replaces),
        }
    }
}

/// Programs that open such a file. Each row is measured, and compared with these words, in `tests/interop`.
fn opens_in(preset: Option<core::Preset>, key: &KeySummary) -> Vec<String> {
    let post_quantum = key.components.iter().any(|part| part.algorithm.starts_with("ML-"));
    let others: &[&str] = match (key.version, preset) {
        _ if post_quantum => &["rPGP 0.21"],
        (_, Some(core::Preset::Modern)) if !key.legacy.is_empty() => &[],
        _ if !key.legacy.is_empty() => &["GnuPG 2.2"],
        (5.., _) | (_, Some(core::Preset::Modern)) => &["OpenPGP.js 6", "rPGP 0.21"],
        // sq 0.27 stumbles over the public block behind the secret one.
        (_, Some(core::Preset::Compatible)) => &["GnuPG 2.2", "OpenPGP.js 6", "rPGP 0.21"],
        (_, None) => &["GnuPG 2.2", "sq 0.27", "OpenPGP.js 6", "rPGP 0.21"],
    };
    others.iter().chain(&["OrgKey Console"]).map(|name| (*name).to_owned()).collect()
}

impl From<&core::ExportReceipt> for ExportReceiptView {
    fn from(receipt: &core::ExportReceipt) -> Self {
        Self {
            fingerprint: receipt.fingerprint.clone(),
            part: receipt.part,
            file: (&receipt.file).into(),
            protection: receipt.preset.map(|preset| preset.protection().to_owned()),
            at: receipt.at,
            proof: receipt.proof.iter().map(Into::into).collect(),
            audit_head: (&receipt.audit_head).into(),
        }
    }
}

impl From<&core::ProvenKey> for ProofView {
    fn from(proven: &core::ProvenKey) -> Self {
        Self { fingerprint: proven.fingerprint.clone(), algorithm: proven.algorithm.clone(), means: proven.means }
    }
}
