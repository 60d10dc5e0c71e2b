use crate::CaKeyKind;
use orgkey_core::org_cert as core;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How users' certificates are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrgCertSettingsView {
    /// Days for which a user's certificate is made: 1 to 398.
    #[ts(type = "number")]
    pub user_certificate_days: u32,
    /// Kind of the keys that the server makes for S/MIME: `rsa2048`, `rsa3072`, `p256` or `p384`.
    pub smime_key: CaKeyKind,
}

impl OrgCertSettingsView {
    /// The settings of the core.
    pub fn to_core(self) -> core::OrgCertSettings {
        core::OrgCertSettings { user_certificate_days: self.user_certificate_days, smime_key: self.smime_key }
    }
}

impl From<core::OrgCertSettings> for OrgCertSettingsView {
    fn from(settings: core::OrgCertSettings) -> Self {
        Self { user_certificate_days: settings.user_certificate_days, smime_key: settings.smime_key }
    }
}
