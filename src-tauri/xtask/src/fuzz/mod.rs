//! The fuzz targets of `tests/fuzz`: built with coverage by the stable compiler, and each run under libFuzzer for a
//! bounded time.

mod coverage;
mod target;

use crate::{Done, process, program};
use std::thread;

pub(crate) use coverage::{compile, is_compiler};
use target::Ran;

/// Programs of `tests/fuzz/src/bin`.
const TARGETS: &[&str] = &[
    "fuzz-certificate",
    "fuzz-certificate-request",
    "fuzz-revocation-list",
    "fuzz-x509-read-any",
    "fuzz-pkcs12-inspect-open",
    "fuzz-openpgp-inspect",
];
/// Seconds for each target, where `ORGKEY_FUZZ_SECONDS` says nothing else.
const SECONDS: u32 = 10;

/// Builds the targets and runs them, as many at a time as there are processors.
pub(crate) fn fuzz() -> Done {
    if cfg!(windows) {
        println!("libFuzzer of the stable compiler is not set up on Windows: nothing is fuzzed here");
        return Ok(());
    }
    let seconds = seconds(std::env::var("ORGKEY_FUZZ_SECONDS").ok().as_deref())?;
    build()?;
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    let ran: Vec<Ran> = TARGETS.chunks(at_once).flat_map(|targets| together(targets, seconds)).collect();
    ran.iter().for_each(Ran::show);
    match ran.iter().filter(|ran| ran.found.is_some()).count() {
        0 => Ok(()),
        bad => Err(format!("{bad} of {} targets found an input that breaks something; it stands above", ran.len())),
    }
}

fn seconds(wanted: Option<&str>) -> Done<u32> {
    let refuse = |text: &str| format!("ORGKEY_FUZZ_SECONDS wants seconds for each target, not {text}");
    wanted.map_or(Ok(SECONDS), |text| text.parse().ok().filter(|seconds| *seconds > 0).ok_or_else(|| refuse(text)))
}

/// In the folder of every other build: only our own crates are compiled again, OpenSSL and Sequoia are not. The whole
/// workspace is selected for the reason that `program` gives.
fn build() -> Done {
    let bins = TARGETS.iter().flat_map(|name| ["--bin", name]);
    let words: Vec<&str> =
        ["build", "--workspace", "--features", "orgkey-fuzz/libfuzzer"].into_iter().chain(bins).collect();
    let ourselves = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut cargo = process::cargo(&words);
    process::run(cargo.env("RUSTC_WORKSPACE_WRAPPER", ourselves).env("ORGKEY_LIBFUZZER", libfuzzer()?))
}

/// Builds libFuzzer itself and gives the folder in which its archive lies.
fn libfuzzer() -> Done<String> {
    let folder = program::target().join("libfuzzer");
    let folder = folder.to_string_lossy();
    let words = ["build", "--manifest-path", "tests/fuzz/libfuzzer/Cargo.toml", "--locked", "--target-dir", &folder];
    let told = process::output(process::cargo(&words).arg("--message-format=json"))?;
    let found = told.lines().find_map(archive_folder);
    found.ok_or_else(|| "cargo does not tell where it has built libFuzzer".to_owned())
}

/// The folder of the build script of libfuzzer-sys, from a line of cargo's messages.
fn archive_folder(line: &str) -> Option<String> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    let ours =
        message["reason"] == "build-script-executed" && message["package_id"].as_str()?.contains("libfuzzer-sys");
    if ours { message["out_dir"].as_str().map(str::to_owned) } else { None }
}

fn together(targets: &[&'static str], seconds: u32) -> Vec<Ran> {
    thread::scope(|scope| {
        let started: Vec<_> = targets
            .iter()
            .map(|name| (*name, scope.spawn(move || target::run(name, &program::built(name, false), seconds))))
            .collect();
        let ended = started.into_iter().map(|(name, thread)| thread.join().unwrap_or_else(|_| Ran::lost(name)));
        ended.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_for_each_target_is_a_number_of_seconds() {
        let rows = [(None, Some(SECONDS)), (Some("180"), Some(180)), (Some("0"), None), (Some("3m"), None)];
        for (wanted, expected) in rows {
            assert_eq!(seconds(wanted).ok(), expected, "{wanted:?}");
        }
    }

    #[test]
    fn every_program_of_the_fuzz_crate_is_run() {
        let manifest = std::fs::read_to_string(process::root().join("tests/fuzz/Cargo.toml")).unwrap();
        let named: Vec<&str> = manifest.lines().filter_map(|line| line.strip_prefix("name = \"fuzz-")).collect();
        let ours: Vec<String> = TARGETS.iter().map(|name| format!("{}\"", &name["fuzz-".len()..])).collect();
        assert_eq!(named, ours);
    }
}
