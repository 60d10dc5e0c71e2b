//! kill -9 at write-class system calls. Each walk goes through the calls of a recording, one run for each of them on a fresh
//! copy of the prepared place, and goes on until a run ends by itself.

use orgkey_hardening::{
    place::Place,
    strace::{Fault, SystemCall, after_unlock, record, with_fault},
};
use std::collections::BTreeSet;

/// What a killed run has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    Old,
    New,
}

/// Runs the call once for each of its write-class system calls, killed there, and once more for each name of a system
/// call, to its own end: then nothing was left out. Pages amid others are left out, see [`thinned`], unless the variable
/// `ORGKEY_EVERY_CALL` asks for them: that takes minutes for each operation.
pub(crate) fn at_every_write(prepared: &Place, line: &str, judged: impl Fn(&Place) -> State) {
    let every = std::env::var_os("ORGKEY_EVERY_CALL").is_some();
    let (old, new) = match every {
        true => walk(prepared, line, |recording| recording.iter().collect(), judged),
        false => walk(prepared, line, thinned, judged),
    };
    assert!(old > 20 && new > 0, "both sides of the change were met");
}

/// The same without the calls of the unlock, at which the five operations that came first are killed.
pub(crate) fn at_every_write_after_unlock(prepared: &Place, line: &str, judged: impl Fn(&Place) -> State) {
    let (old, new) = walk(prepared, line, |recording| thinned(after_unlock(recording)), judged);
    assert!(old > 5 && new > 5, "both sides of the change were met");
}

/// Of each row of pages that go into one file only the first and the last two: no page counts before the last one, by which
/// SQLite's log commits, and a copy of the database is read by nobody before its folder has its name.
fn thinned(calls: &[SystemCall]) -> Vec<&SystemCall> {
    let page = |at: usize| calls.get(at).filter(|call| call.name == "pwrite64").map(SystemCall::path);
    let amid = |at: usize| {
        at > 0 && page(at).is_some() && [at - 1, at + 1, at + 2].into_iter().all(|near| page(near) == page(at))
    };
    (0..calls.len()).filter(|at| !amid(*at)).map(|at| &calls[at]).collect()
}

/// How many of the killed runs left the old state and how many the new one.
fn walk(
    prepared: &Place,
    line: &str,
    chosen: impl Fn(&[SystemCall]) -> Vec<&SystemCall>,
    judged: impl Fn(&Place) -> State,
) -> (usize, usize) {
    let place = prepared.copy();
    let (ended, recording) = record(&place.call(line), &place.path("recording"));
    let _ = ended.expect(0);
    assert_eq!(judged(&place), State::New, "what a whole run leaves");
    let mut seen = Vec::new();
    for call in chosen(&recording).into_iter().filter(|call| call.writes()) {
        seen.extend(killed_at(prepared, line, call).map(|place| judge_named(call, &place, &judged)));
    }
    let names: BTreeSet<&str> = recording.iter().map(|call| call.name.as_str()).collect();
    for name in names {
        runs_to_its_end_after(prepared, line, name, &recording);
    }
    let old = seen.iter().filter(|state| **state == State::Old).count();
    eprintln!("killed at {} calls: {old} old, {} new", seen.len(), seen.len() - old);
    (old, seen.len() - old)
}

/// The place after a run that was killed at that call; none when this run had fewer calls than the recorded one.
fn killed_at(prepared: &Place, line: &str, call: &SystemCall) -> Option<Place> {
    let place = prepared.copy();
    let fault = Fault { name: call.name.clone(), what: "signal=KILL".to_owned(), when: call.number.to_string() };
    let ended = with_fault(&place.call(line), &fault);
    match (ended.signal, ended.code) {
        (Some(9), _) => Some(place),
        (None, Some(0)) => None,
        _ => panic!("{call:?}: {}", ended.told()),
    }
}

fn judge_named(call: &SystemCall, place: &Place, judged: &impl Fn(&Place) -> State) -> State {
    let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| judged(place)));
    told.unwrap_or_else(|_| panic!("after the kill before {} number {}: {}", call.name, call.number, call.line))
}

/// A few calls more than were recorded: the number of database pages differs a little from run to run.
fn runs_to_its_end_after(prepared: &Place, line: &str, name: &str, recording: &[SystemCall]) {
    let recorded = recording.iter().filter(|call| call.name == name).count() + 1;
    let ends = (recorded..recorded + 12).any(|number| {
        let number = u32::try_from(number).unwrap();
        let past = SystemCall { name: name.to_owned(), number, line: String::new() };
        killed_at(prepared, line, &past).is_none()
    });
    assert!(ends, "{name}: the recording does not tell all calls");
}
