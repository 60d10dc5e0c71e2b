use orgkey_core::maintenance as core;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far ahead the Organization Key renews itself, and how long it certifies users' keys.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MaintenanceSettingsView {
    /// Days before its end at which a key is renewed: 1 to 90.
    #[ts(type = "number")]
    pub renew_lead_days: u32,
    /// What the vendor's programs use: 1 (documented) and 31 (since 3.4.2).
    #[ts(type = "number[]")]
    pub renew_lead_presets: Vec<u32>,
    /// Days for which a user's key is certified: 2 to 366.
    #[ts(type = "number")]
    pub user_signature_days: u32,
    /// The vendor's two weeks.
    #[ts(type = "number")]
    pub user_signature_preset: u32,
    /// Months without contact after which a user in Server Key Mode is left out. Fixed.
    #[ts(type = "number")]
    pub inactive_months: u32,
}

/// Other settings.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MaintenanceSettingsRequest {
    /// Days before its end at which a key is renewed: 1 to 90.
    #[ts(type = "number")]
    pub renew_lead_days: u32,
    /// Days for which a user's key is certified: 2 to 366.
    #[ts(type = "number")]
    pub user_signature_days: u32,
}

impl From<core::MaintenanceSettings> for MaintenanceSettingsView {
    fn from(settings: core::MaintenanceSettings) -> Self {
        Self {
            renew_lead_days: settings.renew_lead_days,
            renew_lead_presets: core::RENEW_LEAD_PRESETS.to_vec(),
            user_signature_days: settings.user_signature_days,
            user_signature_preset: core::USER_SIGNATURE_PRESET,
            inactive_months: core::INACTIVE_MONTHS,
        }
    }
}

impl From<MaintenanceSettingsRequest> for core::MaintenanceSettings {
    fn from(request: MaintenanceSettingsRequest) -> Self {
        Self { renew_lead_days: request.renew_lead_days, user_signature_days: request.user_signature_days }
    }
}
