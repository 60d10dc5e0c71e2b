use crate::Done;
use std::{
    path::Path,
    process::{Command, ExitStatus},
};

/// What makes the stable compiler report to libFuzzer which branches are taken and what is compared with what, and
/// check arithmetic at a speed that finds something. Cargo does not see a change of this list: after one, touch the
/// sources of `tests/fuzz` and of the crates it uses.
const FLAGS: &[&str] = &[
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Copt-level=2",
    "-Cdebug-assertions=on",
    "-Coverflow-checks=on",
];

/// Whether cargo has called this program in place of the compiler (`RUSTC_WORKSPACE_WRAPPER`): then the first word is
/// the compiler. Cargo does so for crates of the workspace only; nothing below them is compiled again.
pub(crate) fn is_compiler(word: &str) -> bool {
    Path::new(word).file_stem().is_some_and(|name| name == "rustc")
}

/// Calls the compiler with its own words and ours; a build script runs without libFuzzer, and gets none of ours.
pub(crate) fn compile(compiler: &str, words: &[&str]) -> Done {
    let ours = if words.contains(&"build_script_build") { &[] } else { FLAGS };
    let status: ExitStatus = Command::new(compiler)
        .args(words)
        .args(ours)
        .status()
        .map_err(|error| format!("{compiler} did not start: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{compiler} ended with {status}")) }
}
