use orgkey_core::{Progress, Stage};
use std::cell::RefCell;

/// Watches an operation, notes its stages, and asks to stop as soon as so many of them have begun.
pub struct StopsAfter {
    stages: usize,
    begun: RefCell<Vec<Stage>>,
}

impl StopsAfter {
    /// Stops after that many stages.
    pub fn stages(stages: usize) -> Self {
        Self { stages, begun: RefCell::default() }
    }

    /// Only watches.
    pub fn never() -> Self {
        Self::stages(usize::MAX)
    }

    /// The stages that have begun.
    pub fn begun(&self) -> Vec<Stage> {
        self.begun.borrow().clone()
    }
}

impl Progress for StopsAfter {
    fn stage(&self, stage: Stage, position: u32, stages: u32) {
        assert!((1..=stages).contains(&position), "{stage:?} is stage {position} of {stages}");
        self.begun.borrow_mut().push(stage);
    }

    fn cancelled(&self) -> bool {
        self.begun.borrow().len() >= self.stages
    }
}

/// Does something to the medium, or to whatever else, as a stage begins.
pub struct Meddler<'a> {
    /// The stage.
    pub at: Stage,
    /// What is done.
    pub act: &'a dyn Fn(),
}

impl Progress for Meddler<'_> {
    fn stage(&self, stage: Stage, _: u32, _: u32) {
        if stage == self.at {
            (self.act)();
        }
    }

    fn cancelled(&self) -> bool {
        false
    }
}
