use crate::{CaPreset, CertificateFormat};
use orgkey_core::{Reauthentication, ca, org_cert as core};
use orgkey_types::Passphrase;
use serde::Deserialize;
use std::path::Path;
use ts_rs::TS;

/// Exports the certificate or its keypair. As a plan it only looks; the passphrases then may be left out.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportOrgCertRequest {
    /// Id of an earlier one; none is the one in use.
    pub id: Option<String>,
    /// The keypair as PKCS#12, or the certificate alone.
    pub keypair: bool,
    /// Format of the certificate alone.
    pub format: CertificateFormat,
    /// Protection of the keypair.
    pub preset: CaPreset,
    /// Password of the file; for a keypair only.
    #[ts(type = "string | null")]
    pub passphrase: Option<Passphrase>,
    /// The administrator's own passphrase, asked for again before a secret leaves the vault.
    #[ts(type = "string | null")]
    pub administrator_passphrase: Option<Passphrase>,
    /// Ticket from `choose_org_cert_target`.
    pub target: String,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

impl ExportOrgCertRequest {
    /// The request of the core; the file goes to the target.
    pub fn to_core<'a>(&'a self, target: &'a Path) -> core::ExportOrgCert<'a> {
        let part = match self.keypair {
            true => {
                ca::CaPart::Backup { preset: self.preset, vendor_compatible: false, password: self.passphrase.as_ref() }
            }
            false => core::ExportOrgCert::certificate(self.format),
        };
        let reauthentication = Reauthentication::Typed(self.administrator_passphrase.as_ref());
        let export = ca::ExportCa { ca: None, part, reauthentication, target, overwrite: self.overwrite };
        core::ExportOrgCert { which: self.id.as_deref(), export }
    }
}
