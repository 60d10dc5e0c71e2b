use super::OrgCertPlanView;
use crate::{CaImportFileView, Language};
use orgkey_core::{ca::CaFile, org_cert as core};
use orgkey_types::{Passphrase, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Imports a CA with its key as the Organization Certificate. As a plan it only looks.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportOrgCertRequest {
    /// Tickets from `choose_ca_files` or of dropped files: PKCS#12, and certificates above it.
    pub files: Vec<String>,
    /// Password of the file.
    #[ts(type = "string | null")]
    pub passphrase: Option<Passphrase>,
    /// Open a PKCS#12 file of which nothing tells whether it was changed.
    pub accept_missing_mac: bool,
    /// Of several CA certificates with their keys the one of that serial number, hexadecimal.
    pub serial: Option<String>,
    /// Addresses of its revocation list, which go into users' certificates.
    pub crl_points: Vec<String>,
}

/// The preview.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrgCertImportPlanView {
    /// What is in each file.
    pub files: Vec<CaImportFileView>,
    /// What would be stored; none before the password is known.
    pub plan: Option<OrgCertPlanView>,
}

impl ImportOrgCertRequest {
    /// The request of the core, over files that were read.
    pub fn to_core<'a>(&'a self, files: &'a [CaFile<'a>]) -> core::ImportOrgCert<'a> {
        core::ImportOrgCert {
            files,
            passphrase: self.passphrase.as_ref(),
            accept_missing_mac: self.accept_missing_mac,
            serial: self.serial.as_deref(),
            crl_points: self.crl_points.clone(),
        }
    }
}

impl OrgCertImportPlanView {
    /// The preview, with the words of its refusal, as of a moment.
    pub fn new(plan: &core::OrgCertImportPlan, language: Language, now: Timestamp) -> Self {
        Self {
            files: plan.files.iter().map(|file| CaImportFileView::new(file, now)).collect(),
            plan: plan.plan.as_ref().map(|plan| OrgCertPlanView::new(plan, language, now)),
        }
    }
}
