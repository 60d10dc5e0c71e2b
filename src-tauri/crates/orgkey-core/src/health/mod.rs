//! Every named check with how it went, also those that found nothing; and what ends when, for a calendar.

mod calendar;
mod checks;
mod dates;

pub use calendar::{CalendarReceipt, WriteCalendar, write_calendar};
pub use checks::{HealthCheck, HealthState};
pub use dates::{HealthDate, HealthDateKind};

use crate::{attention::attention, ca::all_cas, keys::all_keys, org_cert};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{CheckItem, CheckState, Vault};

/// How a vault stands.
#[derive(Debug, Clone)]
pub struct Health {
    /// The worst of everything below.
    pub state: HealthState,
    /// The checks, worst first; one that found several things stands there several times.
    pub checks: Vec<HealthCheck>,
    /// What is cheap of the check of the vault itself.
    pub vault: Vec<CheckItem>,
    /// What was found as the vault was opened.
    pub notices: Vec<Failure>,
    /// What ends, soonest first.
    pub dates: Vec<HealthDate>,
}

/// Runs the checks for a moment. Writes nothing.
///
/// # Errors
/// What the database says.
pub fn health(vault: &Vault, now: Timestamp) -> Outcome<Health> {
    let (keys, authorities) = (all_keys(vault, now)?, all_cas(vault, now)?);
    let certificates = org_cert::authorities(vault, now)?;
    let found = attention(vault, &keys, &authorities, now)?;
    let named: Vec<_> = certificates.iter().chain(&authorities).collect();
    let checks = checks::all(&found, &keys, &named);
    let (mut items, notices) = (vault.check_quickly(), vault.notices().to_vec());
    // While somebody else writes, an open intent is an operation at work.
    items.retain(|item| item.name != "open-intents" || vault.holder().is_none());
    let states = checks.iter().map(|check| check.state);
    let states = states.chain(items.iter().map(of_item)).chain(notices.iter().map(of_notice));
    let state = states.max().unwrap_or(HealthState::Ok);
    let dates = dates::all(vault, &keys, &named, now)?;
    Ok(Health { state, checks, vault: items, notices, dates })
}

fn of_item(item: &CheckItem) -> HealthState {
    match item.state {
        CheckState::Ok => HealthState::Ok,
        CheckState::Warning => HealthState::Warning,
        CheckState::Failed => HealthState::Bad,
    }
}

/// Somebody may have put an older vault in the place of this one.
fn of_notice(notice: &Failure) -> HealthState {
    match notice.code {
        Code::VaultRolledBack | Code::KeySlotsRolledBack => HealthState::Bad,
        _ => HealthState::Warning,
    }
}
