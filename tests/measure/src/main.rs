//! One row per measurement: ours, the peer's, and their ratio, all in one process on one machine. Medians, because a
//! desktop is never quite idle.
//!
//! `orgkey-measure` measures everything, `orgkey-measure ca [ROWS]` the Organizational CA alone, with so many issued
//! certificates instead of a million, `orgkey-measure users [ROWS]` users alone. `orgkey-measure issued SMALL LARGE` and
//! `orgkey-measure share ...` are what it starts itself; `orgkey-measure fill FOLDER ROWS` leaves a vault with issued
//! certificates to try queries on.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods)]

mod ca;
mod export;
mod generate;
mod gnupg;
mod memory;
mod mould;
mod processor;
mod raw;
mod unlock;
mod users;

use orgkey_core::{Access, KdfCost, LockedVault, Machine, NewOrganization, Unlock, Vault, create_vault};
use orgkey_types::{Failure, Passphrase, Timestamp};
use std::{
    error::Error,
    path::Path,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

type Done<T = ()> = Result<T, Box<dyn Error>>;

const ADMINISTRATOR: &str = "walnut sundial crater oboe ferry";
const USER_ID: &str = "Example Org <keys@example.org>";

fn main() -> Done {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let folder = tempfile::tempdir()?;
    match words.as_slice() {
        [] => everything(folder.path()),
        ["ca"] => ca::measure(folder.path(), ca::MILLION),
        ["ca", rows] => ca::measure(folder.path(), rows.parse()?),
        ["fill", folder, rows] => ca::fill(Path::new(folder), rows.parse()?),
        ["users"] => users::measure(folder.path(), ca::MILLION),
        ["users", rows] => users::measure(folder.path(), rows.parse()?),
        ["issued", small, large] => ca::issued_list(Path::new(small), Path::new(large)),
        ["share", share @ ..] => users::share(share),
        _ => Err("orgkey-measure [ca [ROWS] | users [ROWS] | fill FOLDER ROWS | issued SMALL LARGE]".into()),
    }
}

fn everything(folder: &Path) -> Done {
    unlock::measure(folder)?;
    export::measure(folder)?;
    generate::measure()?;
    ca::measure(folder, ca::MILLION)?;
    users::measure(folder, ca::MILLION)
}

/// A vault with the least key derivation that is accepted.
fn vault(folder: &Path) -> Done<Vault> {
    let new = NewOrganization {
        organization: "Example Org".into(),
        domains: vec!["example.org".into()],
        administrator: "alice".into(),
        language: "en".into(),
    };
    create_vault(folder, &new, &passphrase(ADMINISTRATOR), KdfCost::floor(), "measure", &Machine::at(None), now()?)
        .map_err(told)
}

/// The vault that lies there, unlocked.
fn opened(folder: &Path) -> Done<Vault> {
    let words = passphrase(ADMINISTRATOR);
    let request = Unlock { administrator: None, passphrase: &words, access: Access::WriteOrRead, program: "measure" };
    let locked = LockedVault::open(folder).map_err(told)?;
    orgkey_core::unlock(&locked, &request, &Machine::at(None), now()?).map_err(told)
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

fn now() -> Done<Timestamp> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Ok(Timestamp::from_seconds(i64::try_from(seconds)?))
}

/// A failure with what the layer below said.
fn told(failure: Failure) -> Box<dyn Error> {
    format!("{failure}: {failure:?}").into()
}

/// Median of so many runs.
fn median(runs: usize, mut work: impl FnMut() -> Done) -> Done<Duration> {
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    times.get(runs / 2).copied().ok_or_else(|| "no run".into())
}

/// One line of the bench.
fn row(what: &str, ours: Duration, peer: &str, theirs: Duration) {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64().max(1e-9);
    println!("{what:<52} {:>9.1} ms   {:>9.1} ms {peer:<34} {ratio:>6.2}", milliseconds(ours), milliseconds(theirs));
}

/// One line of the bench for what is counted by the second: here a ratio above one is the faster one.
fn rate_row(what: &str, ours: f64, peer: &str, theirs: f64) {
    println!("{what:<52} {ours:>9.0} /s   {theirs:>9.0} /s {peer:<34} {:>6.2}", ours / theirs.max(1e-9));
}

/// What is wished of the lines before. A machine that is busy misses it too: no error.
fn goal(wished: &str, met: bool) {
    println!("    goal {wished}: {}", if met { "met" } else { "MISSED" });
}

fn per_second(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64().max(1e-9)
}
