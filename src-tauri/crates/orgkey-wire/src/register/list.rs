use crate::{CaProofView, ProofView, place_of};
use orgkey_core as core;
use orgkey_types::{Fingerprint, Timestamp};
use serde::Serialize;
use std::path::Path;
use ts_rs::TS;

/// A copy in the backup register.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    /// Id in the register.
    pub id: String,
    /// Fingerprint of the key that it holds.
    pub fingerprint: Fingerprint,
    /// Generation of that key.
    #[ts(type = "number")]
    pub generation: u64,
    /// `keypair`, `public` or `ca`.
    pub kind: String,
    /// File name.
    pub file_name: String,
    /// Folder or drive.
    pub place: String,
    /// Size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// `modern` or `compatible`; of a CA `modern`, `legacy` or `fips`.
    pub preset: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// When it was last proven; none is not proven.
    pub proven_at: Option<Timestamp>,
    /// The last drill, where the copy did not pass it: it is no backup until it does.
    pub failed: Option<FailedDrillView>,
    /// It was destroyed.
    pub retired: Option<RetirementView>,
    /// The backup of a CA that does not hold the certificates that the CA has now: they were renewed since.
    pub outdated: bool,
    /// How each key of a keypair file was proven.
    pub proof: Vec<ProofView>,
    /// How the backup of a CA was proven, step by step.
    pub ca_proof: Vec<CaProofView>,
}

/// A drill that a copy did not pass.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FailedDrillView {
    /// When.
    pub at: Timestamp,
    /// Code of the reason: `copy-changed`, `not-proven`.
    pub code: String,
}

/// The record of a copy's destruction.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RetirementView {
    /// When.
    pub at: Timestamp,
    /// The administrator who said so.
    pub by: String,
    /// Why, in the administrator's words.
    pub reason: String,
}

impl From<&core::Backup> for BackupView {
    fn from(backup: &core::Backup) -> Self {
        let row = &backup.stored;
        Self {
            id: row.id.clone(),
            fingerprint: row.subject_fingerprint.clone(),
            generation: row.generation,
            kind: row.kind.clone(),
            file_name: row.file_name.clone(),
            place: place_of(Path::new(&row.place)),
            bytes: row.bytes,
            sha256: row.sha256.clone(),
            preset: row.preset.clone(),
            made_at: row.made_at,
            made_by: row.made_by.clone(),
            proven_at: row.proven_at,
            failed: row.failed.as_ref().map(|(at, code)| FailedDrillView { at: *at, code: code.clone() }),
            retired: row.retired.as_ref().map(|retired| RetirementView {
                at: retired.at,
                by: retired.by.clone(),
                reason: retired.reason.clone(),
            }),
            outdated: backup.outdated,
            proof: backup.proof.iter().map(Into::into).collect(),
            ca_proof: ca_proof(&row.kind, &row.proof),
        }
    }
}

fn ca_proof(kind: &str, proof: &serde_json::Value) -> Vec<CaProofView> {
    if !matches!(kind, "ca" | "organization-certificate") {
        return Vec::new();
    }
    let read: Vec<core::ca::CaProof> = serde_json::from_value(proof.clone()).unwrap_or_default();
    read.iter().map(Into::into).collect()
}
