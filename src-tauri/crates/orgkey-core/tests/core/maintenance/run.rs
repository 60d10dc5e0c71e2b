use super::{certified, day, everything, import, plan, run};
use crate::user::{add, states};
use orgkey_core::{
    Access, Silent, Stage,
    maintenance::{PlanMaintenance, RunMaintenance, RunOutcome, maintenance_status, plan_maintenance, run_maintenance},
};
use orgkey_test_support::{Held, NOW, PASSPHRASE, Place, StopsAfter, refusal};
use orgkey_types::{Code, KeyMode};
use serde_json::json;

const USERS: [&str; 5] = ["a@example.org", "b@example.org", "c@example.org", "d@example.org", "e@example.org"];

fn with_users() -> (Place, orgkey_core::Vault) {
    let (place, mut vault, _) = Place::with_key();
    for email in USERS {
        add(&mut vault, email, "Somebody", NOW);
    }
    (place, vault)
}

#[test]
fn a_limit_bounds_the_users_of_a_run_and_the_next_one_does_the_rest() {
    let (_place, mut vault) = with_users();
    let limited = RunMaintenance { limit: Some(2) };
    let planned = plan_maintenance(&vault, &PlanMaintenance { as_of: None, limit: Some(2) }, day(13)).unwrap();
    assert_eq!(planned.users_certified, 2);
    for expected in [2, 2, 1, 0] {
        let receipt = run_maintenance(&mut vault, &limited, &Silent, day(13)).unwrap();
        assert_eq!(receipt.run.report.users_certified, expected);
    }
    assert!(USERS.iter().all(|email| certified(&vault, email, day(13)) == Some((day(13), day(27)))));
}

#[test]
fn a_run_that_was_stopped_leaves_what_it_had_and_is_finished_by_the_next_one() {
    for stages in 0..=3 {
        let (_place, mut vault) = with_users();
        let watcher = StopsAfter::stages(stages);
        let stopped = run_maintenance(&mut vault, &RunMaintenance::default(), &watcher, day(13)).unwrap().run;
        assert_eq!(stopped.outcome, RunOutcome::Stopped, "after {stages} stages");
        let entries = ["maintenance-run intent", "maintenance-run settled failed cancelled"];
        assert_eq!(Held::last_entries(&vault, 2), entries);
        let left = 5 - stopped.report.users_certified;
        assert_eq!(run(&mut vault, day(13)).users_certified, left, "nobody twice, after {stages} stages");
        assert!(states(&vault, day(14)).iter().all(|state| state.ends_with(" verified")));
    }
}

#[test]
fn a_run_tells_its_stages_and_keeps_its_report() {
    let (place, mut vault) = with_users();
    import(&place, &mut vault, "ckm@example.org", KeyMode::Ckm);
    let watcher = StopsAfter::never();
    let receipt = run_maintenance(&mut vault, &RunMaintenance::default(), &watcher, day(13)).unwrap();
    assert_eq!(watcher.begun(), [Stage::Renewing, Stage::RenewingUsers, Stage::Certifying]);
    assert_eq!((receipt.run.number, receipt.run.report.users_certified), (1, 6));
    let again = run_maintenance(&mut vault, &RunMaintenance::default(), &Silent, day(13)).unwrap();
    assert_eq!(Held::last_entries(&vault, 1), ["maintenance-run settled done"]);
    let status = maintenance_status(&place.reopen(vault), day(13)).unwrap();
    assert_eq!(status.runs, [again.run, receipt.run], "newest first");
}

#[test]
fn the_next_run_is_due_twelve_hours_after_the_last_that_came_to_its_end() {
    let (_place, mut vault) = with_users();
    let due = |vault: &orgkey_core::Vault, now| {
        let status = maintenance_status(vault, now).unwrap();
        (status.next, status.due)
    };
    assert_eq!(due(&vault, NOW), (None, true), "none yet");
    run_maintenance(&mut vault, &RunMaintenance::default(), &StopsAfter::stages(1), NOW).unwrap();
    assert_eq!(due(&vault, NOW), (None, true), "it was stopped");
    run(&mut vault, NOW);
    let next = NOW.plus_seconds(12 * 3_600);
    assert_eq!(due(&vault, next.plus_seconds(-1)), (Some(next), false));
    assert_eq!(due(&vault, next), (Some(next), true));
}

#[test]
fn a_run_that_the_program_did_not_survive_is_told_as_interrupted_and_finished() {
    let (place, mut vault) = with_users();
    let intent = vault.begin("maintenance-run", "users", json!({}), day(13)).unwrap();
    vault.begin_run(day(13)).unwrap();
    drop(intent);
    let mut vault = place.reopen(vault);
    assert_eq!(vault.notices()[0].code, Code::OperationInterrupted);
    assert_eq!(run(&mut vault, day(13)).users_certified, 5);
    let outcomes: Vec<_> = maintenance_status(&vault, day(13)).unwrap().runs.iter().map(|run| run.outcome).collect();
    assert_eq!(outcomes, [RunOutcome::Done, RunOutcome::Done, RunOutcome::Interrupted]);
}

#[test]
fn a_look_ahead_tells_what_will_have_happened_by_a_day_and_writes_nothing() {
    let (place, mut vault) = with_users();
    import(&place, &mut vault, "ckm@example.org", KeyMode::Ckm);
    let before = (everything(&vault, NOW), vault.audit_count().unwrap());
    let cases =
        [(0, false, 0, 0, 0), (12, false, 0, 0, 0), (13, false, 0, 6, 0), (100, false, 0, 1, 5), (364, true, 0, 1, 5)];
    for (by, renewed, keys, users, left_out) in cases {
        let plan = plan_maintenance(&vault, &PlanMaintenance { as_of: Some(day(by)), limit: None }, NOW).unwrap();
        let found = (plan.organization_key.is_some(), plan.keys_renewed, plan.users_certified, plan.silent.left_out);
        assert_eq!((plan.as_of, found), (day(by), (renewed, keys, users, left_out)), "by day {by}");
    }
    let past = plan_maintenance(&vault, &PlanMaintenance { as_of: Some(day(-1)), limit: None }, NOW);
    assert_eq!(refusal(past).code, Code::InvalidArgument);
    assert_eq!((everything(&vault, NOW), vault.audit_count().unwrap()), before);
}

#[test]
fn what_a_run_cannot_begin_with_is_refused_before_anything_is_noted() {
    let (_place, mut vault) = Place::with_vault();
    let run = |vault: &mut orgkey_core::Vault| run_maintenance(vault, &RunMaintenance::default(), &Silent, NOW);
    let entries = vault.audit_count().unwrap();
    assert_eq!(refusal(run(&mut vault)).code, Code::OrganizationKeyMissing);
    assert_eq!(vault.audit_count().unwrap(), entries);
    let (place, vault) = with_users();
    drop(vault);
    let mut vault = place.unlock(PASSPHRASE, Access::Read).unwrap();
    assert_eq!(refusal(run(&mut vault)).code, Code::VaultReadOnly);
    assert_eq!(plan(&vault, day(13)).users_certified, 5, "reading is enough for a look ahead");
}
