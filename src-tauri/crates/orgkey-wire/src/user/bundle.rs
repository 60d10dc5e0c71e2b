use crate::{
    AuditHeadView, CaFileEntryView, CaPreset, CaProofView, CertificateView, FailureView, Language, TargetView,
    WrittenFileView,
    ca::{opens_in, protection},
};
use orgkey_core::{Reauthentication, ca, user as core};
use orgkey_types::{KeyMode, Passphrase, Timestamp};
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// Opens the native save dialog for a user's bundle.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseUserBundleTargetRequest {
    /// Address.
    pub email: String,
}

/// Exports a user's certificate and key for mail programs. As a plan it only looks; the passphrases then may be left out.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportUserBundleRequest {
    /// Address.
    pub email: String,
    /// Protection.
    pub preset: CaPreset,
    /// Password of the file.
    #[ts(type = "string | null")]
    pub passphrase: Option<Passphrase>,
    /// The administrator's own passphrase, asked for again before a secret leaves the vault.
    #[ts(type = "string | null")]
    pub administrator_passphrase: Option<Passphrase>,
    /// Ticket from `choose_user_bundle_target`.
    pub target: String,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// What the vault can hand out of the users of one key mode.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeyModeExportView {
    /// The key mode.
    pub mode: KeyMode,
    /// The public OpenPGP key.
    pub public_key: bool,
    /// The OpenPGP keypair.
    pub keypair: bool,
    /// Certificate and private key for mail programs.
    pub bundle: bool,
}

/// The review step.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UserBundlePlanView {
    /// Address.
    pub email: String,
    /// The certificate; none where there is no live one.
    pub certificate: Option<CertificateView>,
    /// Everything that would stand in the file, in its order.
    pub contents: Vec<CaFileEntryView>,
    /// Protection, in words.
    pub protection: String,
    /// Programs that open such a file under this password.
    pub opens_in: Vec<String>,
    /// What can be exported of users in each key mode.
    pub matrix: Vec<KeyModeExportView>,
    /// Why it cannot be exported.
    pub refusal: Option<FailureView>,
    /// Where it would stand.
    #[serde(flatten)]
    pub target: TargetView,
}

/// What was written and how it was proven.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UserBundleReceiptView {
    /// Address.
    pub email: String,
    /// The file.
    #[serde(flatten)]
    pub file: WrittenFileView,
    /// Protection, in words.
    pub protection: String,
    /// When it was written and proven.
    pub at: Timestamp,
    /// What was found in the file when it was read back, in its order.
    pub contents: Vec<CaFileEntryView>,
    /// What was done with the file to prove it, in order.
    pub proof: Vec<CaProofView>,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl ExportUserBundleRequest {
    /// The request of the core; the file goes to the target.
    pub fn to_core<'a>(&'a self, target: &'a Path) -> core::ExportUserBundle<'a> {
        core::ExportUserBundle {
            email: &self.email,
            preset: self.preset,
            password: self.passphrase.as_ref(),
            reauthentication: Reauthentication::Typed(self.administrator_passphrase.as_ref()),
            target,
            overwrite: self.overwrite,
        }
    }
}

impl KeyModeExportView {
    /// All key modes.
    pub fn all() -> Vec<Self> {
        core::KeyModeExport::ALL.iter().map(Into::into).collect()
    }
}

impl From<&core::KeyModeExport> for KeyModeExportView {
    fn from(row: &core::KeyModeExport) -> Self {
        let core::KeyModeExport { mode, public_key, keypair, bundle } = *row;
        Self { mode, public_key, keypair, bundle }
    }
}

impl UserBundlePlanView {
    /// The review step, with the words of its refusal; the programs are those that open the file under this password.
    pub fn new(plan: &core::UserBundlePlan, password: Option<&Passphrase>, language: Language, now: Timestamp) -> Self {
        let password = password.map_or(ca::PasswordKind::Ascii, ca::PasswordKind::of);
        let certificate = plan.certificate.as_ref().map(ca::Certificate::summary);
        let algorithm = certificate.as_ref().map(|one| one.key_algorithm.clone()).unwrap_or_default();
        Self {
            email: plan.user.stored.email.clone(),
            certificate: certificate.map(|one| CertificateView::new(&one, now)),
            contents: plan.contents.iter().map(Into::into).collect(),
            protection: protection(plan.preset).to_owned(),
            opens_in: opens_in(Some(plan.preset), &algorithm, password),
            matrix: KeyModeExportView::all(),
            refusal: plan.refusal.as_ref().map(|failure| FailureView::new(failure, language)),
            target: TargetView::new(&plan.target, plan.replaces),
        }
    }
}

impl From<&core::UserBundleReceipt> for UserBundleReceiptView {
    fn from(receipt: &core::UserBundleReceipt) -> Self {
        Self {
            email: receipt.email.clone(),
            file: (&receipt.file).into(),
            protection: protection(receipt.preset).to_owned(),
            at: receipt.at,
            contents: receipt.contents.iter().map(Into::into).collect(),
            proof: receipt.proof.iter().map(Into::into).collect(),
            audit_head: (&receipt.audit_head).into(),
        }
    }
}
