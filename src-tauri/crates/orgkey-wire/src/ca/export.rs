use crate::{
    AuditHeadView, CaCertificate, CaPreset, CaRowView, CertificateFormat, TargetView, WrittenFileView,
    ca::{
        create::key_label,
        preset::{opens_in, protection},
    },
};
use orgkey_core::{Reauthentication, ca as core};
use orgkey_types::{Passphrase, Timestamp};
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

pub use orgkey_core::ca::{CaProofMeans, FileEntryKind as CaFileEntryKind};

/// Opens the native save dialog for an export.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseCaExportTargetRequest {
    /// Id of the CA.
    pub ca: String,
    /// "Do you want to export the private key?"
    pub private_key: bool,
    /// Which certificate, without the private key.
    pub certificate: CaCertificate,
    /// Serial number of an issued certificate, hexadecimal: its name is the file's.
    pub serial: Option<String>,
    /// Its format, without the private key.
    pub format: CertificateFormat,
}

/// The seed's Export. As a plan it only looks; the passphrases then may be left out.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportCaRequest {
    /// Id of the CA.
    pub ca: String,
    /// "Do you want to export the private key?" Yes writes key and both certificates.
    pub private_key: bool,
    /// Which certificate, without the private key.
    pub certificate: CaCertificate,
    /// Its serial number, hexadecimal: an issued one needs it; none takes, of several, the nearest above the CA or else
    /// the newest.
    pub serial: Option<String>,
    /// Its format, without the private key.
    pub format: CertificateFormat,
    /// Protection, with the private key.
    pub preset: CaPreset,
    /// Take six or more ASCII letters and digits as password, as Certificate Server does.
    pub vendor_compatible_password: bool,
    /// Password of the file; with the private key only.
    #[ts(type = "string | null")]
    pub passphrase: Option<Passphrase>,
    /// The administrator's own passphrase, asked for again before a secret leaves the vault.
    #[ts(type = "string | null")]
    pub administrator_passphrase: Option<Passphrase>,
    /// Ticket from `choose_ca_export_target`.
    pub target: String,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// The summary step: what would be written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaExportPlanView {
    /// The CA.
    pub ca: CaRowView,
    /// With the private key.
    pub private_key: bool,
    /// Everything that would stand in the file, in its order.
    pub contents: Vec<CaFileEntryView>,
    /// Protection, in words.
    pub protection: Option<String>,
    /// Programs that open such a file under this password; empty without the private key, which every program reads.
    pub opens_in: Vec<String>,
    /// Where it would stand.
    #[serde(flatten)]
    pub target: TargetView,
}

/// One thing in the file of an export.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaFileEntryView {
    /// What it is.
    pub kind: CaFileEntryKind,
    /// Its friendlyName in a PKCS#12 file.
    pub friendly_name: Option<String>,
    /// Subject of a certificate; algorithm of a key.
    pub text: String,
    /// Serial number of a certificate, hexadecimal.
    pub serial: Option<String>,
    /// End of a certificate.
    pub not_after: Option<Timestamp>,
    /// SHA-256 of a certificate, hexadecimal.
    pub sha256: Option<String>,
}

/// The last step: what was written and how it was proven.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaExportReceiptView {
    /// Id of the CA.
    pub ca: String,
    /// Its name.
    pub name: String,
    /// With the private key: a backup.
    pub private_key: bool,
    /// The file.
    #[serde(flatten)]
    pub file: WrittenFileView,
    /// Protection, in words.
    pub protection: Option<String>,
    /// When it was written and proven.
    pub at: Timestamp,
    /// What was found in the file when it was read back, in its order.
    pub contents: Vec<CaFileEntryView>,
    /// What was done with the file to prove it, in order; empty without the private key, where the bytes were compared.
    pub proof: Vec<CaProofView>,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

/// One step of the proof of a backup.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaProofView {
    /// The step.
    pub means: CaProofMeans,
    /// Subject and serial of the certificate that it was done with, where it was one.
    pub certificate: Option<String>,
}

impl ExportCaRequest {
    /// The request of the core; the file goes to the target.
    pub fn to_core<'a>(&'a self, target: &'a Path) -> core::ExportCa<'a> {
        let reauthentication = Reauthentication::Typed(self.administrator_passphrase.as_ref());
        let part = match self.private_key {
            true => core::CaPart::Backup {
                preset: self.preset,
                vendor_compatible: self.vendor_compatible_password,
                password: self.passphrase.as_ref(),
            },
            false => core::CaPart::Certificate {
                which: self.certificate.to_core(self.serial.as_deref()),
                format: self.format,
            },
        };
        core::ExportCa { ca: Some(&self.ca), part, reauthentication, target, overwrite: self.overwrite }
    }
}

impl CaExportPlanView {
    /// The summary step; the programs are those that open the file under this password.
    pub fn new(plan: &core::ExportCaPlan, password: Option<&Passphrase>) -> Self {
        let password = password.map_or(core::PasswordKind::Ascii, core::PasswordKind::of);
        let preset = plan.preset;
        Self {
            ca: (&plan.ca).into(),
            private_key: preset.is_some(),
            contents: plan.contents.iter().map(Into::into).collect(),
            protection: preset.map(|preset| protection(preset).to_owned()),
            opens_in: opens_in(preset, &plan.ca.stored.identity.key_algorithm, password),
            target: TargetView::new(&plan.target, plan.replaces),
        }
    }
}

impl From<&core::ExportCaReceipt> for CaExportReceiptView {
    fn from(receipt: &core::ExportCaReceipt) -> Self {
        let preset = receipt.preset;
        Self {
            ca: receipt.ca.stored.id.clone(),
            name: receipt.ca.stored.name.clone(),
            private_key: preset.is_some(),
            file: (&receipt.file).into(),
            protection: preset.map(|preset| protection(preset).to_owned()),
            at: receipt.at,
            contents: receipt.contents.iter().map(Into::into).collect(),
            proof: receipt.proof.iter().map(Into::into).collect(),
            audit_head: (&receipt.audit_head).into(),
        }
    }
}

impl From<&core::FileEntry> for CaFileEntryView {
    fn from(entry: &core::FileEntry) -> Self {
        let summary = entry.certificate.as_ref().map(core::Certificate::summary);
        Self {
            kind: entry.kind,
            friendly_name: entry.friendly_name.clone(),
            text: if summary.is_some() { entry.text.clone() } else { key_label(&entry.text) },
            serial: summary.as_ref().map(|summary| summary.serial.clone()),
            not_after: summary.as_ref().map(|summary| summary.not_after),
            sha256: summary.map(|summary| summary.sha256),
        }
    }
}

impl From<&core::CaProof> for CaProofView {
    fn from(proof: &core::CaProof) -> Self {
        Self { means: proof.means, certificate: proof.certificate.clone() }
    }
}
