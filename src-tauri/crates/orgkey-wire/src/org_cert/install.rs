use orgkey_core::{ca::CaFile, org_cert as core};
use serde::Deserialize;
use ts_rs::TS;

/// Installs what a certification authority has answered. As a plan it only looks.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InstallOrgCertRequest {
    /// Tickets from `choose_ca_files`: the certificate and, in any order, those above it.
    pub files: Vec<String>,
    /// Addresses of its revocation list, which go into users' certificates.
    pub crl_points: Vec<String>,
}

impl InstallOrgCertRequest {
    /// The request of the core, over files that were read.
    pub fn to_core<'a>(&self, files: &'a [CaFile<'a>]) -> core::InstallOrgCert<'a> {
        core::InstallOrgCert { files, crl_points: self.crl_points.clone() }
    }
}
