use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::Vault;
use serde_json::json;

/// Settings that live in the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Minutes without input after which the window locks the vault: 1 to 15.
    pub auto_lock_minutes: u32,
}

const AUTO_LOCK: &str = "auto-lock-minutes";
const AUTO_LOCK_DEFAULT: u32 = 4;

/// The settings in force.
///
/// # Errors
/// What the database says.
pub fn settings(vault: &Vault) -> Outcome<Settings> {
    let stored = vault.setting(AUTO_LOCK)?.and_then(|text| text.parse().ok());
    Ok(Settings { auto_lock_minutes: stored.filter(in_range).unwrap_or(AUTO_LOCK_DEFAULT) })
}

/// Changes the settings; each change is an entry in the audit log.
///
/// # Errors
/// [`Code::InvalidArgument`] outside 1 to 15 minutes, [`Code::VaultReadOnly`].
pub fn change_settings(vault: &mut Vault, wanted: Settings, now: Timestamp) -> Outcome<Settings> {
    permit(vault, UseCase::ChangeSettings)?;
    if !in_range(&wanted.auto_lock_minutes) {
        return Err(Failure::about(Code::InvalidArgument, "auto-lock"));
    }
    let present = settings(vault)?;
    if present == wanted {
        return Ok(present);
    }
    let detail = json!({ "from": present.auto_lock_minutes, "to": wanted.auto_lock_minutes });
    let intent = vault.begin("change-settings", AUTO_LOCK, detail, now)?;
    match vault.set_setting(AUTO_LOCK, &wanted.auto_lock_minutes.to_string(), now) {
        Ok(()) => vault.settle_done(intent, now)?,
        Err(failure) => return Err(vault.failed(intent, failure, now)),
    }
    settings(vault)
}

fn in_range(minutes: &u32) -> bool {
    (1..=15).contains(minutes)
}
