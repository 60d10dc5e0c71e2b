//! Builders for tests: a fixed clock, passphrases, fixtures, a place with a vault in it, somebody who stops an
//! operation at a chosen stage, and what a vault holds, for comparing. Never part of a program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod canary;
mod held;
mod place;
mod program;
mod watcher;

pub use canary::{Canary, files_with};
pub use held::Held;
pub use place::{ADMINISTRATOR, Place, new_key, new_organization};
pub use program::orgkey;
pub use watcher::{Meddler, StopsAfter};

use orgkey_types::{Failure, Outcome, Passphrase, Timestamp};
use std::path::PathBuf;

/// The moment at which tests take place: 2026-11-22T12:00:00Z.
pub const NOW: Timestamp = Timestamp::from_seconds(1_795_348_800);
/// Seconds in a day.
pub const DAY: i64 = 86_400;
/// Opens the vault of a [`Place`].
pub const PASSPHRASE: &str = "vivid otter lantern quarry";
/// For files that a test writes.
pub const FILE_PASSPHRASE: &str = "copper meadow thirteen sails";
/// Opens nothing.
pub const WRONG_PASSPHRASE: &str = "granite whisper forty kites";
/// Opens every protected file of `tests/fixtures/openpgp`.
pub const FIXTURE_PASSPHRASE: &str = "correct horse battery staple";

/// A passphrase from its text.
pub fn words(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

/// Where a fixture lies.
pub fn fixture_path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", "fixtures", "openpgp", name].iter().collect()
}

/// The bytes of a fixture.
///
/// # Panics
/// When there is none of that name.
pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(fixture_path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The failure of something that must not succeed. Unlocked things have no `Debug`, so `unwrap_err` does not know them.
///
/// # Panics
/// When it succeeded.
#[track_caller]
pub fn refusal<T>(outcome: Outcome<T>) -> Failure {
    match outcome {
        Ok(_) => panic!("this should have been refused"),
        Err(failure) => failure,
    }
}
