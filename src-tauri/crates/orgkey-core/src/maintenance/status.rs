use super::report::{MaintenanceRun, RunOutcome};
use crate::permit::{UseCase, permit};
use orgkey_types::{Outcome, Timestamp};
use orgkey_vault::Vault;

/// Runs that are shown.
const SHOWN: u32 = 20;
/// Seconds between two runs: the vendor's twelve hours.
const PAUSE: i64 = 12 * 3_600;

/// The last runs, and the next one.
#[derive(Debug, Clone)]
pub struct MaintenanceStatus {
    /// Newest first.
    pub runs: Vec<MaintenanceRun>,
    /// Twelve hours after the last one that came to its end; none where there was none yet.
    pub next: Option<Timestamp>,
    /// It is time for it.
    pub due: bool,
}

/// When the maintenance last ran, and when it runs next.
///
/// # Errors
/// What the database says.
pub fn maintenance_status(vault: &Vault, now: Timestamp) -> Outcome<MaintenanceStatus> {
    permit(vault, UseCase::ShowMaintenance)?;
    let runs: Vec<_> = vault.maintenance_runs(SHOWN)?.into_iter().map(MaintenanceRun::of).collect();
    let last = runs.iter().find(|run| run.outcome == RunOutcome::Done);
    let next = last.map(|run| run.at.plus_seconds(PAUSE));
    Ok(MaintenanceStatus { due: next.is_none_or(|next| next <= now), next, runs })
}
