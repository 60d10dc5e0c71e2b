//! kill -9 at every write-class system call: one run under `ptrace` shows what it leaves at each of them, and some runs are
//! killed for good.

use orgkey_hardening::{
    cuts::{self, Cut},
    place::Place,
    power,
    strace::{Fault, SystemCall, record, with_fault},
};
use std::collections::BTreeSet;

/// What a killed run has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    Old,
    New,
}

/// Judges every state that the run goes through, and what real kills leave.
pub(crate) fn at_every_write(prepared: &Place, line: &str, judged: impl Fn(&Place) -> State) {
    let place = prepared.copy();
    let run = cuts::run(&place, line);
    let _ = run.ended.expect(0);
    assert_eq!(judged(&place), State::New, "what a whole run leaves");
    eprintln!("{} calls, {} states", run.calls, run.cuts.len());
    assert!(states(&run.cuts, &judged).is_sorted(), "what was changed is not taken back");
    killed_for_good(prepared, line, judged);
}

/// How many outcomes of a power cut are judged for an operation.
const POWER_CUTS: usize = 100;

/// Judges what power cuts leave at every write-class system call; what was told to be done is there after each of them.
pub(crate) fn at_every_power_cut(prepared: &Place, line: &str, judged: impl Fn(&Place) -> State) {
    let place = prepared.copy();
    let run = power::run(&place, line);
    let _ = run.ended.expect(0);
    // About a hundred of them, evenly, and the last one.
    let (last, step) = (run.cuts.len() - 1, run.cuts.len().div_ceil(POWER_CUTS));
    let chosen = run.cuts.iter().enumerate().filter(|(at, _)| at % step == 0 || *at == last);
    eprintln!("{} calls, {last} outcomes of a power cut", run.calls);
    assert_eq!(
        states(chosen.map(|(_, cut)| cut), &judged).last(),
        Some(&State::New),
        "what the program has told to be done was synced"
    );
}

/// What each cut has left, in their order; both sides of the change are among them.
fn states<'a>(cuts: impl IntoIterator<Item = &'a Cut>, judged: &impl Fn(&Place) -> State) -> Vec<State> {
    let states: Vec<State> = cuts.into_iter().map(|cut| named(&cut.before, || judged(&cut.place))).collect();
    let old = states.iter().filter(|state| **state == State::Old).count();
    eprintln!("{} judged: {old} old", states.len());
    assert!(old > 5 && old < states.len(), "both sides of the change were met");
    states
}

/// Once for each name of a system call, at the middle one of its calls.
fn killed_for_good(prepared: &Place, line: &str, judged: impl Fn(&Place) -> State) {
    let place = prepared.copy();
    let (ended, recording) = record(&place.call(line), &place.path("recording"));
    let _ = ended.expect(0);
    let names: BTreeSet<&str> = recording.iter().map(|call| call.name.as_str()).collect();
    for name in names {
        let calls: Vec<&SystemCall> = recording.iter().filter(|call| call.name == name && call.writes()).collect();
        let Some(call) = calls.get(calls.len() / 2) else { continue };
        let place = prepared.copy();
        let fault = Fault { name: name.to_owned(), what: "signal=KILL".to_owned(), when: call.number.to_string() };
        let ended = with_fault(&place.call(line), &fault);
        assert_eq!(ended.signal, Some(9), "{call:?}: {}", ended.told());
        named(&format!("{name} number {}", call.number), || judged(&place));
    }
}

fn named(before: &str, judged: impl Fn() -> State) -> State {
    let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(judged));
    told.unwrap_or_else(|_| panic!("after the end before {before}"))
}
