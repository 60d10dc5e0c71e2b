//! Progress of long work: a spinner with the stage on a terminal, nothing elsewhere.

use indicatif::ProgressBar;
use orgkey_core::{Progress, Stage};
use std::{io::IsTerminal, time::Duration};

/// Shows stages on a terminal.
pub struct Watch(Option<ProgressBar>);

impl Watch {
    pub fn new() -> Self {
        let bar = std::io::stderr().is_terminal().then(ProgressBar::new_spinner);
        if let Some(bar) = &bar {
            bar.enable_steady_tick(Duration::from_millis(100));
        }
        Self(bar)
    }
}

impl Progress for Watch {
    fn stage(&self, stage: Stage, position: u32, stages: u32) {
        if let Some(bar) = &self.0 {
            bar.set_message(format!("{position}/{stages} {}", words(stage)));
        }
    }

    fn count(&self, done: u64, total: Option<u64>) {
        if let Some(bar) = &self.0 {
            let of = total.map(|total| format!(" of {total}")).unwrap_or_default();
            bar.set_position(done);
            bar.set_message(format!("{done}{of}, {:.0} a second", bar.per_sec()));
        }
    }

    /// Ctrl+C ends the process; every state on the way is safe.
    fn cancelled(&self) -> bool {
        false
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

fn words(stage: Stage) -> &'static str {
    match stage {
        Stage::Copying => "copying the vault",
        Stage::Generating => "generating the keypairs",
        Stage::Storing => "storing in the vault",
        Stage::Protecting => "protecting with the passphrase",
        Stage::Writing => "writing and syncing",
        Stage::ReadingBack => "reading back from the medium",
        Stage::Opening => "opening with the passphrase",
        Stage::Comparing => "comparing fingerprints",
        Stage::Decrypting => "decrypting",
        Stage::Verifying => "verifying the signature",
        Stage::Registering => "entering the copy in the register",
        Stage::Certifying => "making new signatures",
        Stage::Renewing => "renewing the Organization Key",
        Stage::RenewingUsers => "renewing keys of users",
        Stage::Rekeying => "copying the vault under new keys",
    }
}
