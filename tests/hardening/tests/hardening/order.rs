//! A4: success is reported only after everything is on the medium.

use orgkey_hardening::{
    ca,
    place::{CREATE, EXPORT_KEYPAIR, GENERATE, PASSWD, Place, Prepared},
    strace::{SystemCall, record},
};

#[test]
fn an_export_is_synced_under_its_name_before_it_is_reported() {
    let calls = recorded(&Place::prepared(Prepared::Key), EXPORT_KEYPAIR);
    let at = |what: &str, found: Option<usize>| found.unwrap_or_else(|| panic!("{what}: {calls:#?}"));
    let last = |wanted: &dyn Fn(&SystemCall) -> bool| calls.iter().rposition(wanted);
    let written = at("written", last(&|call| call.name == "write" && call.line.contains(".key.asc.")));
    let synced = at("synced", last(&|call| call.name == "fsync" && call.line.contains(".key.asc.")));
    let named = at("named", last(&|call| call.name.starts_with("rename") && call.line.contains("\"key.asc\"")));
    let folder = at("folder synced", last(&|call| call.name == "fsync" && call.line.contains("/out>)")));
    let logged = at("settled", last(&|call| call.name == "fsync" && call.line.contains("vault.db")));
    let told = at("told", calls.iter().position(SystemCall::is_output));
    let order = [written, synced, named, folder, logged, told];
    assert!(order.is_sorted(), "written, synced, named, folder synced, settled, told: {order:?}");
}

#[test]
fn every_file_that_an_operation_changed_is_synced_before_success_is_reported() {
    let [nothing, vault, key] = [Prepared::Nothing, Prepared::Vault, Prepared::Key].map(Place::prepared);
    let ca = ca::place();
    let rows = [
        (&nothing, CREATE),
        (&key, PASSWD),
        (&vault, GENERATE),
        (&key, EXPORT_KEYPAIR),
        (&vault, ca::CREATE),
        (&ca, ca::ISSUE),
        (&ca, ca::CRL),
        (&ca, ca::EXPORT),
    ];
    for (prepared, line) in rows {
        let calls = recorded(prepared, line);
        let told = calls.iter().position(SystemCall::is_output).expect("the program reports");
        let unsynced: Vec<&SystemCall> =
            (0..told).filter(|at| !synced_later(&calls[*at..told])).map(|at| &calls[at]).collect();
        assert!(unsynced.is_empty(), "{line}: {unsynced:#?}");
        assert!(calls[told..].iter().all(SystemCall::is_output), "{line}: nothing is written after the report");
    }
}

fn recorded(prepared: &Place, line: &str) -> Vec<SystemCall> {
    let place = prepared.copy();
    let (ended, calls) = record(&place.call(line), &place.path("recording"));
    let _ = ended.expect(0);
    calls
}

/// Whether the file that the first call writes to is synced by a later one, or removed again. The index of SQLite's log
/// (`-shm`) is made anew at each start, and is never synced.
fn synced_later(calls: &[SystemCall]) -> bool {
    let (first, later) = (&calls[0], &calls[1..]);
    if !matches!(first.name.as_str(), "write" | "pwrite64" | "ftruncate") {
        return true;
    }
    let file = first.path();
    let synced = later.iter().any(|call| call.name == "fsync" && call.path() == file);
    synced
        || file.ends_with("-shm")
        || later.iter().any(|call| call.name.starts_with("unlink") && call.line.contains(file))
}
