//! The maintenance run, on a day to come: the clock is an argument.

use super::crowd::DAY;
use crate::{Done, now, processor, raw::Worked, told};
use orgkey_core::{
    Silent, Vault,
    maintenance::{RunMaintenance, run_maintenance},
};
use std::time::Instant;

/// Days on which everybody's certification is due once more.
pub const DAYS: [i64; 3] = [14, 28, 42];

/// Runs the maintenance so many days from now; counts who was certified.
pub fn run(vault: &mut Vault, day: i64, limit: Option<u64>) -> Done<Worked> {
    let at = now()?.plus_seconds(day * DAY);
    let (start, before) = (Instant::now(), processor::used());
    let receipt = run_maintenance(vault, &RunMaintenance { limit }, &Silent, at).map_err(told)?;
    let (time, processor, report) = (start.elapsed(), processor::since(before), receipt.run.report);
    if report.refused > 0 || report.users_certified == 0 {
        return Err(format!("{} certified, {} refused", report.users_certified, report.refused).into());
    }
    Ok(Worked { count: report.users_certified, time, processor })
}
