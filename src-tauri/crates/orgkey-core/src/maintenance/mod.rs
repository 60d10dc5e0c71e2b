//! The maintenance run: what an organisation's keys need as time goes on, done by schedule or at once. A use case has a
//! file, under the stems of wire, commands and page.
//!
//! | file | what it does |
//! |---|---|
//! | `settings` | how far ahead a key renews itself, how long a user is certified |
//! | `run` | the run, stage by stage, and its look ahead |
//! | `status` | the last runs, and when the next one is due |
//! | `schedule` | the texts for the system's own scheduler |
//! | `due`, `renewal`, `adk`, `certification`, `pipeline`, `report` | what is due, the stages over users, their threads, what is told |
//!
//! Invariants: what is due is found by asking the vault, never by a place in a list, so that a run which was killed is
//! finished by the next one and a second run finds nothing; who is deleted, revoked or past the end is never certified; a
//! clock that stands before the last run changes nothing.

mod adk;
mod certification;
mod due;
mod pipeline;
mod renewal;
mod report;
mod run;
mod schedule;
mod settings;
mod status;

pub use report::{LeavingUser, MaintenanceReport, MaintenanceRun, RefusedUser, Renewal, RunOutcome, Silent};
pub use run::{
    MaintenancePlan, MaintenanceReceipt, PlanMaintenance, RunMaintenance, plan_maintenance, run_maintenance,
};
pub use schedule::{Schedule, ScheduleFile, SchedulerSystem, schedule_files};
pub use settings::{
    INACTIVE_MONTHS, MaintenanceSettings, RENEW_LEAD_PRESETS, USER_SIGNATURE_PRESET, change_maintenance_settings,
    maintenance_settings,
};
pub use status::{MaintenanceStatus, maintenance_status};

pub(crate) use due::refuse_clock_behind;
