use crate::{AuditHeadView, CaRowView, CertificateView, FailureView, Pkcs12View};
use orgkey_types::Passphrase;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Brings a CA into the vault, or back into it. As a plan it only looks.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportCaRequest {
    /// Tickets from `choose_ca_files` or of dropped files: PFX, PEM, DER and P7B in any mix.
    pub files: Vec<String>,
    /// Password of the files, where one has one.
    #[ts(type = "string | null")]
    pub passphrase: Option<Passphrase>,
    /// Name in the vault; none takes the common name of the subject.
    pub name: Option<String>,
    /// Version of the program that the CA was made with, where it is known: `2.20`.
    pub born_with: Option<String>,
    /// Whether the private key may ever leave this vault again.
    pub exportable: bool,
    /// Read a PKCS#12 file without MAC: nothing tells whether it was changed.
    pub accept_missing_mac: bool,
}

/// What an import would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum CaImportRelation {
    /// Cannot be told before the password is known.
    Sealed,
    /// The vault does not have this CA.
    New,
    /// The vault has it and nothing in the files is new.
    Same,
    /// The vault has it; the files add certificates or the private key.
    Newer,
    /// A CA of another key has this name: it is kept as retired.
    Replaces,
}

/// The preview of an import.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaImportPlanView {
    /// What is in each file, as far as it can be told.
    pub files: Vec<CaImportFileView>,
    /// A password is needed to go on.
    pub needs_passphrase: bool,
    /// How it stands to the vault.
    pub relation: CaImportRelation,
    /// Name that it would have in the vault.
    pub name: Option<String>,
    /// `RSA 2048`.
    pub key_algorithm: Option<String>,
    /// The Self-Signed Certificate.
    pub self_signed: Option<CertificateView>,
    /// The Public Key Certificate.
    pub public_key: Option<CertificateView>,
    /// Certificates of the CAs above it, the nearest first.
    pub chain: Vec<CertificateView>,
    /// The CA in the vault that it would touch.
    pub existing: Option<CaRowView>,
    /// What the vault keeps of it whatever the files say.
    pub keeps: Option<CaKeepsView>,
    /// Why it cannot be imported as it stands; none when Finish is possible.
    pub refusal: Option<FailureView>,
    /// What was noticed: certificates that belong to nothing, keys without certificate.
    pub notes: Vec<String>,
}

/// What a restore does not touch.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaKeepsView {
    /// Certificates that the vault knows as issued.
    #[ts(type = "number")]
    pub issued: u64,
    /// Those that stay revoked or on hold.
    #[ts(type = "number")]
    pub revoked: u64,
    /// Number of the last revocation list; it never falls.
    #[ts(type = "number")]
    pub crl_number: u64,
}

/// One file of an import.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaImportFileView {
    /// File name.
    pub file_name: String,
    /// `pkcs12`, `certificate`, `private-key`, `request` or `revocation-list`, in the order of the file.
    pub kinds: Vec<String>,
    /// A PKCS#12 file, from its outside.
    pub pkcs12: Option<Pkcs12View>,
}

/// What was stored.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaImportReceiptView {
    /// The CA as it stands in the vault now.
    pub ca: CaRowView,
    /// What happened.
    pub relation: CaImportRelation,
    /// The CA that was retired for it.
    pub retired: Option<CaRowView>,
    /// A probe signature of the key was verified with each of its certificates.
    pub probed: bool,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}
