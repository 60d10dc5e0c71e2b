//! What is due at a moment.

use super::{
    report::{NAMED, Silent, leaving_user},
    settings::MaintenanceSettings,
};
use crate::user::rules;
use orgkey_types::{Code, Failure, Outcome, Period, Timestamp};
use orgkey_vault::{Due, Vault};

/// A certification is renewed from the day before its end.
const BEFORE_END: Period = Period::Days(1);
/// Who will be left out within this time is named.
const WARNING: Period = Period::Days(14);

/// What is due at that moment. The look ahead takes keys whose end comes before as renewed.
pub(super) fn due(settings: MaintenanceSettings, generation: u64, at: Timestamp, today: Timestamp) -> Outcome<Due> {
    Ok(Due {
        generation,
        now: today,
        keys_end_by: at.after(settings.lead())?,
        certifications_end_by: at.after(BEFORE_END)?,
        inactive_since: rules::inactive_since(at)?,
        with_renewals: false,
    })
}

/// Who is left out at that moment, and who will be.
pub(super) fn silent(vault: &Vault, due: &Due, at: Timestamp) -> Outcome<Silent> {
    let soon = rules::inactive_since(at.after(WARNING)?)?;
    let (leaving, rows) = vault.users_in_contact(due.inactive_since, soon, NAMED)?;
    let leaving_users = rows.into_iter().map(leaving_user).collect::<Outcome<_>>()?;
    Ok(Silent { left_out: vault.count_left_out(due)?, leaving, leaving_users })
}

/// A clock that was put back would date new signatures before those that are there, and shorten what they say: nothing is
/// done until it has caught up.
///
/// # Errors
/// [`Code::ClockBehind`], about the newest moment that the vault knows.
pub(crate) fn refuse_clock_behind(vault: &Vault, now: Timestamp) -> Outcome<()> {
    match vault.newest_moment()?.filter(|newest| *newest > now) {
        Some(newest) => Err(Failure::about(Code::ClockBehind, newest)),
        None => Ok(()),
    }
}
