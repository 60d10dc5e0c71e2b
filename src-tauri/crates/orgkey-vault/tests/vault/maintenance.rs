//! Maintenance runs of a vault: each of their transactions stands with its numbers, or not at all.

use crate::support::{NOW, PASSPHRASE, Place, insert_key, refusal};
use orgkey_types::{Code, Failure};
use orgkey_vault::{Access, RunEnd, Vault};
use serde_json::{Value, json};

fn outcomes(vault: &Vault) -> Vec<(u64, String, Value)> {
    let runs = vault.maintenance_runs(10).unwrap();
    runs.into_iter().map(|run| (run.number, run.outcome, run.report)).collect()
}

#[test]
fn a_run_keeps_how_it_ended_and_one_that_did_not_is_marked_by_the_next() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let ends = [
        (RunEnd::Done, "done", "done"),
        (RunEnd::Unchanged, "done", "done"),
        (RunEnd::Stopped, "stopped", "failed"),
        (RunEnd::Failed(Code::DiskFull), "failed", "failed"),
    ];
    for (number, (end, outcome, settled)) in (1..).zip(ends) {
        let intent = vault.begin("maintenance-run", "users", json!({}), NOW).unwrap();
        assert_eq!(vault.begin_run(NOW).unwrap(), number);
        vault.end_run(intent, number, end, &json!({ "usersCertified": number }), NOW).unwrap();
        let expected = (number, outcome.to_owned(), json!({ "usersCertified": number }));
        assert_eq!(outcomes(&vault)[0], expected);
        assert_eq!(vault.audit_page(None, 1, None).unwrap()[0].detail["outcome"], settled);
    }
    let _ = vault.begin_run(NOW).unwrap();
    vault.lock();
    let mut vault = place.open(PASSPHRASE, Access::Write).unwrap();
    vault.begin_run(NOW).unwrap();
    let names: Vec<String> = outcomes(&vault).into_iter().map(|(_, outcome, _)| outcome).take(2).collect();
    assert_eq!(names, ["running", "interrupted"]);
}

#[test]
fn a_part_of_a_run_that_fails_leaves_neither_users_nor_numbers() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let run = vault.begin_run(NOW).unwrap();
    vault.change_users_in_run(run, NOW, |_| Ok(((), json!({ "usersCertified": 1 })))).unwrap();
    let failed = vault.change_users_in_run(run, NOW, |_| Err::<((), Value), _>(Failure::from(Code::DiskFull)));
    assert_eq!(refusal(failed).code, Code::DiskFull);
    assert_eq!(outcomes(&vault), [(run, "running".to_owned(), json!({ "usersCertified": 1 }))]);
}

#[test]
fn the_newest_moment_is_that_of_the_last_run_or_change_of_an_organization_key() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    assert_eq!(vault.newest_moment().unwrap(), None);
    insert_key(&mut vault, 'A', b"secret").unwrap();
    assert_eq!(vault.newest_moment().unwrap(), Some(NOW));
    vault.begin_run(NOW.plus_seconds(60)).unwrap();
    vault.begin_run(NOW.plus_seconds(30)).unwrap();
    assert_eq!(vault.newest_moment().unwrap(), Some(NOW.plus_seconds(60)));
}
