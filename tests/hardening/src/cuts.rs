//! What `kill -9` leaves at each write-class system call of one run: see [`crate::tracer`].

use crate::{
    place::Place,
    program::Ended,
    tracer::{Moment, trace},
};
use std::{
    cell::RefCell,
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

/// A state that a killed run leaves.
pub struct Cut {
    /// The first call before which it stood.
    pub before: String,
    /// The place as it then was.
    pub place: Place,
}

/// All states that one run goes through, each of them once.
pub struct Run {
    /// How it ended.
    pub ended: Ended,
    /// Write-class system calls, kills at which are shown by the states.
    pub calls: usize,
    /// In the order in which they came.
    pub cuts: Vec<Cut>,
}

/// Runs the call in the place.
///
/// # Panics
/// When the system refuses to trace.
pub fn run(place: &Place, line: &str) -> Run {
    let (mut calls, mut cuts, mut seen) = (0, Vec::new(), HashSet::new());
    let ended = trace(&place.call(line), |call, moment| {
        if moment == Moment::After {
            return;
        }
        calls += 1;
        if seen.insert(place.digest()) {
            let path = call.path.as_deref().map(|path| path.display().to_string());
            let before = format!("{} number {calls} {}", call.name, path.unwrap_or_default());
            cuts.push(Cut { before, place: place.copy() });
        }
    });
    Run { ended, calls, cuts }
}

/// What was already judged, so that a costly look at the same thing is taken once.
#[derive(Default)]
pub struct Judged(RefCell<HashSet<u64>>);

impl Judged {
    /// Whether this is met for the first time.
    pub fn first(&self, what: &impl Hash) -> bool {
        let mut hasher = DefaultHasher::new();
        what.hash(&mut hasher);
        self.0.borrow_mut().insert(hasher.finish())
    }
}
