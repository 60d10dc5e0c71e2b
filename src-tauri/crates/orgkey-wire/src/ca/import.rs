use crate::{AuditHeadView, CaRowView, CertificateView, FailureView, Language, Pkcs12View, ca::create::key_label};
use orgkey_core::ca as core;
use orgkey_types::{Passphrase, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use orgkey_core::ca::{CaNote, CaRelation as CaImportRelation};

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
    /// Revocations in the files that the vault does not have.
    #[ts(type = "number")]
    pub revocations: u64,
    /// Certificates in the files that it has issued and the vault does not have.
    #[ts(type = "number")]
    pub issued: u64,
    /// The CA in the vault that it would touch: the same one, or the one that would be retired.
    pub existing: Option<CaRowView>,
    /// What the vault keeps of it whatever the files say.
    pub keeps: Option<CaKeepsView>,
    /// Why it cannot be imported as it stands; none when Finish is possible.
    pub refusal: Option<FailureView>,
    /// What was noticed.
    pub notes: Vec<CaNote>,
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
    /// Revocations that were new to the vault.
    #[ts(type = "number")]
    pub revocations: u64,
    /// Certificates that it had issued and that were new to the vault.
    #[ts(type = "number")]
    pub issued: u64,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl ImportCaRequest {
    /// The request of the core, over files that were read.
    pub fn to_core<'a>(&'a self, files: &'a [core::CaFile<'a>]) -> core::ImportCa<'a> {
        core::ImportCa {
            files,
            passphrase: self.passphrase.as_ref(),
            name: self.name.as_deref(),
            born_with: self.born_with.as_deref(),
            exportable: self.exportable,
            accept_missing_mac: self.accept_missing_mac,
        }
    }
}

impl CaImportPlanView {
    /// The preview, with the words of its refusal, as of a moment.
    pub fn new(plan: &core::ImportCaPlan, language: Language, now: Timestamp) -> Self {
        let certificate = |one: &core::Certificate| CertificateView::new(&one.summary(), now);
        Self {
            files: plan.files.iter().map(|file| CaImportFileView::new(file, now)).collect(),
            needs_passphrase: plan.needs_passphrase,
            relation: plan.relation,
            name: plan.name.clone(),
            key_algorithm: plan.key_algorithm.as_deref().map(key_label),
            self_signed: plan.certificates.self_signed.as_ref().map(certificate),
            public_key: plan.certificates.public_key.as_ref().map(certificate),
            chain: CertificateView::all(&plan.certificates.chain, now),
            revocations: plan.revocations,
            issued: plan.issued,
            existing: plan.existing.as_ref().map(Into::into),
            keeps: plan.keeps.map(|core::Keeps { issued, revoked, crl_number }| CaKeepsView {
                issued,
                revoked,
                crl_number,
            }),
            refusal: plan.refusal.as_ref().map(|failure| FailureView::new(failure, language)),
            notes: plan.notes.clone(),
        }
    }
}

impl CaImportFileView {
    pub(crate) fn new(file: &core::ImportedFile, now: Timestamp) -> Self {
        Self {
            file_name: file.file_name.clone(),
            kinds: file.kinds.iter().map(|kind| (*kind).to_owned()).collect(),
            pkcs12: file.pkcs12.as_ref().map(|inspection| Pkcs12View::new(inspection, now)),
        }
    }
}

impl From<&core::ImportCaReceipt> for CaImportReceiptView {
    fn from(receipt: &core::ImportCaReceipt) -> Self {
        Self {
            ca: (&receipt.ca).into(),
            relation: receipt.relation,
            retired: receipt.retired.as_ref().map(Into::into),
            probed: receipt.probed,
            revocations: receipt.revocations,
            issued: receipt.issued,
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
