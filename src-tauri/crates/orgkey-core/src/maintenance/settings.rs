use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Period, Timestamp};
use orgkey_vault::Vault;
use serde::Serialize;
use serde_json::json;
use std::ops::RangeInclusive;

/// Days: what the vendor's manuals say, and what its programs do since 3.4.2.
pub const RENEW_LEAD_PRESETS: [u32; 2] = [1, 31];
/// Days: the vendor's two weeks.
pub const USER_SIGNATURE_PRESET: u32 = 14;
/// A user whose key the server holds and who was not in contact for so many months is left out.
pub const INACTIVE_MONTHS: u32 = 3;

const RENEW_LEAD: &str = "renew-lead-days";
const USER_SIGNATURE: &str = "user-signature-days";
/// The documented one.
const RENEW_LEAD_DEFAULT: u32 = 1;
const RENEW_LEADS: RangeInclusive<u32> = 1..=90;
/// Certifications are renewed the day before their end: one day would be renewed by each run.
const USER_SIGNATURES: RangeInclusive<u32> = 2..=366;

/// How far ahead keys renew themselves, and how long users are certified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MaintenanceSettings {
    /// Days before its end at which a key is renewed: the Organization Key, and those of users that the server holds.
    pub renew_lead_days: u32,
    /// Days for which the Organization Key certifies a user's key.
    pub user_signature_days: u32,
}

impl MaintenanceSettings {
    pub(crate) fn lead(self) -> Period {
        Period::Days(self.renew_lead_days.into())
    }

    /// Until when a certification that is made now holds.
    pub(crate) fn certified_until(self, now: Timestamp) -> Outcome<Timestamp> {
        now.after(Period::Days(self.user_signature_days.into()))
    }
}

/// The settings in force.
///
/// # Errors
/// What the database says.
pub fn maintenance_settings(vault: &Vault) -> Outcome<MaintenanceSettings> {
    let stored = |name, allowed: RangeInclusive<u32>, preset| -> Outcome<u32> {
        let days = vault.setting(name)?.and_then(|text| text.parse().ok());
        Ok(days.filter(|days| allowed.contains(days)).unwrap_or(preset))
    };
    Ok(MaintenanceSettings {
        renew_lead_days: stored(RENEW_LEAD, RENEW_LEADS, RENEW_LEAD_DEFAULT)?,
        user_signature_days: stored(USER_SIGNATURE, USER_SIGNATURES, USER_SIGNATURE_PRESET)?,
    })
}

/// Changes them. Certifications that stand keep their end; the next ones have the new length.
///
/// # Errors
/// [`Code::InvalidArgument`] outside 1 to 90 and 2 to 366 days; [`Code::VaultReadOnly`].
pub fn change_maintenance_settings(
    vault: &mut Vault,
    wanted: MaintenanceSettings,
    now: Timestamp,
) -> Outcome<MaintenanceSettings> {
    permit(vault, UseCase::ChangeMaintenanceSettings)?;
    if !RENEW_LEADS.contains(&wanted.renew_lead_days) {
        return Err(Failure::about(Code::InvalidArgument, "renew-lead"));
    }
    if !USER_SIGNATURES.contains(&wanted.user_signature_days) {
        return Err(Failure::about(Code::InvalidArgument, "user-signature"));
    }
    let present = maintenance_settings(vault)?;
    if present == wanted {
        return Ok(present);
    }
    let detail = json!({ "from": present, "to": wanted });
    let intent = vault.begin("change-maintenance-settings", "maintenance", detail, now)?;
    let settings =
        [(RENEW_LEAD, wanted.renew_lead_days.to_string()), (USER_SIGNATURE, wanted.user_signature_days.to_string())];
    vault.set_settings(intent, &settings, now)?;
    maintenance_settings(vault)
}
