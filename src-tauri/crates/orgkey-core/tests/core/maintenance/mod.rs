//! The maintenance run: what is due is done, what is not is left alone, and nothing is done twice.

mod organization_key;
mod run;
mod settings;
mod users;

use crate::user::made_elsewhere;
use orgkey_core::{
    Silent, Vault,
    maintenance::{
        MaintenancePlan, MaintenanceReport, MaintenanceSettings, PlanMaintenance, RunMaintenance, RunOutcome,
        change_maintenance_settings, maintenance_settings, plan_maintenance, run_maintenance,
    },
    user::{ImportUsers, import_users, user_details},
};
use orgkey_test_support::{DAY, Held, NOW, Place};
use orgkey_types::{KeyMode, Timestamp};
use std::fs;

pub fn day(day: i64) -> Timestamp {
    NOW.plus_seconds(day * DAY)
}

/// What was planned is what is done, and a second run finds nothing.
#[track_caller]
pub fn run(vault: &mut Vault, now: Timestamp) -> MaintenanceReport {
    let planned = plan(vault, now);
    let run = run_maintenance(vault, &RunMaintenance::default(), &Silent, now).unwrap().run;
    assert_eq!((run.outcome, run.at), (RunOutcome::Done, now));
    let report = run.report;
    assert_eq!(planned.organization_key, report.organization_key);
    assert_eq!((planned.keys_renewed, planned.users_certified), (report.keys_renewed, report.users_certified));
    assert_eq!((&planned.silent, &planned.alarms), (&report.silent, &report.alarms));
    let before = everything(vault, now);
    let again = run_maintenance(vault, &RunMaintenance::default(), &Silent, now).unwrap().run.report;
    assert_eq!(planned.certificates_issued, report.certificates_issued);
    let nothing = MaintenanceReport { organization_key: None, keys_renewed: 0, users_certified: 0, ..report.clone() };
    let expected = MaintenanceReport { certificates_issued: 0, ..nothing };
    assert_eq!((again, everything(vault, now)), (expected, before), "a second run changes nothing");
    report
}

pub fn plan(vault: &Vault, now: Timestamp) -> MaintenancePlan {
    plan_maintenance(vault, &PlanMaintenance::default(), now).unwrap()
}

/// All that a run may change.
pub fn everything(vault: &Vault, now: Timestamp) -> (Held, Vec<String>) {
    let (mut users, mut last) = (Vec::new(), 0);
    while let Some(user) = vault.user_after(last).unwrap() {
        last = user.id;
        users.push(format!("{user:?} {:?}", vault.user_key(&user.fingerprint).unwrap()));
    }
    (Held::in_vault(vault, now), users)
}

/// Until when a user is certified, and when that was done.
pub fn certified(vault: &Vault, email: &str, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
    let certification = user_details(vault, email, now).unwrap().stored_key.certification?;
    Some((certification.made, certification.ends))
}

pub fn set_lead(vault: &mut Vault, days: u32) {
    let settings = MaintenanceSettings { renew_lead_days: days, ..maintenance_settings(vault).unwrap() };
    change_maintenance_settings(vault, settings, NOW).unwrap();
}

/// A user whose own program has made the key.
pub fn import(place: &Place, vault: &mut Vault, email: &str, mode: KeyMode) {
    let file = place.path("user.pgp");
    fs::write(&file, made_elsewhere(&format!("Somebody <{email}>")).public()).unwrap();
    let request = ImportUsers { path: &file, mode: Some(mode), passphrase: None };
    assert_eq!(import_users(vault, &request, &Silent, NOW).unwrap().counts.new, 1);
}
