use orgkey_types::{Code, Outcome};
use serde::Serialize;

/// Stages of generating, exporting and importing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Copying the vault as it is at this moment.
    Copying,
    /// Making the keypairs.
    Generating,
    /// Storing in the vault.
    Storing,
    /// Protecting the secret part with the passphrase.
    Protecting,
    /// Writing and syncing the file.
    Writing,
    /// Reading the file back from the medium.
    ReadingBack,
    /// Opening it with the passphrase.
    Opening,
    /// Comparing the fingerprints of all keys.
    Comparing,
    /// Decrypting a probe message with it.
    Decrypting,
    /// Verifying a probe signature.
    Verifying,
    /// Entering the copy in the register.
    Registering,
    /// Making new self-signatures, or certifying users.
    Certifying,
    /// Giving the Organization Key a later end.
    Renewing,
    /// Giving keys of users a later end.
    RenewingUsers,
    /// Copying the vault under new keys.
    Rekeying,
}

/// Who watches a long operation: is told of each stage, and may ask to stop.
pub trait Progress {
    /// A stage begins: its position from 1, and how many there are.
    fn stage(&self, stage: Stage, position: u32, stages: u32);
    /// So many are done, of so many where that is known.
    fn count(&self, _done: u64, _total: Option<u64>) {}
    /// Whether the administrator wants to stop. Asked between stages, and never after the effect is stored.
    fn cancelled(&self) -> bool;
}

/// Nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _: Stage, _: u32, _: u32) {}

    fn cancelled(&self) -> bool {
        false
    }
}

/// Walks through the stages of one operation in their order.
pub(crate) struct Steps<'a> {
    watcher: &'a dyn Progress,
    stages: &'static [Stage],
}

impl<'a> Steps<'a> {
    pub(crate) fn new(watcher: &'a dyn Progress, stages: &'static [Stage]) -> Self {
        Self { watcher, stages }
    }

    /// Who watches: for a use case that is a part of this one.
    pub(crate) fn watcher(&self) -> &'a dyn Progress {
        self.watcher
    }

    /// Begins a stage, or stops here when that was asked for.
    pub(crate) fn begin(&self, stage: Stage) -> Outcome<()> {
        if self.watcher.cancelled() {
            return Err(Code::Cancelled.into());
        }
        self.announce(stage);
        Ok(())
    }

    /// Tells how many are done, or stops here when that was asked for.
    pub(crate) fn count(&self, done: u64, total: Option<u64>) -> Outcome<()> {
        if self.watcher.cancelled() {
            return Err(Code::Cancelled.into());
        }
        self.watcher.count(done, total);
        Ok(())
    }

    /// Stops here when that was asked for.
    pub(crate) fn go_on(&self) -> Outcome<()> {
        if self.watcher.cancelled() { Err(Code::Cancelled.into()) } else { Ok(()) }
    }

    /// Begins a stage that can no longer be stopped.
    pub(crate) fn announce(&self, stage: Stage) {
        let position = self.stages.iter().position(|listed| *listed == stage).map_or(0, |index| index + 1);
        self.watcher.stage(stage, u32::try_from(position).unwrap_or(0), u32::try_from(self.stages.len()).unwrap_or(0));
    }
}
