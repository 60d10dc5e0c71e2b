use crate::{AuditHeadView, CaCertificate, CaRowView, CertificateFormat};
use orgkey_types::{Passphrase, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a PKCS#12 file is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum CaPreset {
    /// AES-256 and PBKDF2 with HMAC-SHA-256, SHA-256 MAC.
    Modern,
    /// RC2-40, 3DES and SHA-1: what Certificate Server 2.21 and its contemporaries read.
    Legacy,
    /// The same as modern with PBMAC1 (RFC 9879).
    Fips,
}

/// A preset with the programs that open it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaPresetView {
    /// The preset.
    pub preset: CaPreset,
    /// Protection, in words: `AES-256-CBC, PBKDF2-HMAC-SHA-256`.
    pub protection: String,
    /// Programs that open such a file. Measured in `tests/interop`.
    pub opens_in: Vec<String>,
}

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
    /// Programs that open such a file.
    pub opens_in: Vec<String>,
    /// File name.
    pub file_name: String,
    /// Folder or drive.
    pub place: String,
    /// Something stands there and would be replaced.
    pub replaces: bool,
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

/// What a thing in the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CaFileEntryKind {
    /// The private key.
    PrivateKey,
    /// The Self-Signed Certificate.
    SelfSigned,
    /// The Public Key Certificate.
    PublicKey,
    /// A certificate above it, or another that the CA needs.
    Chain,
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

/// What was done with a backup of a CA to prove it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CaProofMeans {
    /// The file was opened with the typed password.
    Opened,
    /// A probe signature, made with the key of the file, was verified with this certificate.
    SignatureVerified,
    /// The certificates form a whole chain, each signature verified.
    ChainVerified,
}
