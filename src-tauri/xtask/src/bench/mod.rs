//! `cargo xtask bench`: start, memory, unlock, export, key generation, the Organizational CA and users, each beside a peer
//! on the same machine in the same minute. A figure alone says little; the ratio travels.

mod memory;
mod window;

use crate::{Done, desktop::Display, page, process, program};
use std::path::{Path, PathBuf};
use window::Window;

/// Starts of each program; the median counts.
const STARTS: usize = 9;
/// What the issue asks for: the first paint on an idle machine, and idle memory beside a bare window's.
const FIRST_PAINT_MS: f64 = 300.0;
const MEMORY_RATIO: f64 = 1.1;

/// Measures and prints; a target that is missed is printed too and is no error, since the machine may be busy.
pub(crate) fn bench() -> Done {
    page::build()?;
    let console = program::measured_console()?;
    let bare = program::bare_window()?;
    let measure = program::measure()?;
    head();
    if cfg!(target_os = "linux") {
        windows(&console, &bare)?;
    } else {
        println!("start and memory of the window are measured on Linux only");
    }
    core(measure, &[])
}

/// The rows of the Organizational CA alone, or of users; a million of either among them, which take minutes to store.
pub(crate) fn bench_part(part: &str) -> Done {
    let measure = program::measure()?;
    head();
    core(measure, &[part])
}

/// As people start it: where a variable asks for traces each error that is handled in the libraries draws one.
fn core(measure: PathBuf, words: &[&str]) -> Done {
    process::run(process::command(measure, words).env_remove("RUST_BACKTRACE"))
}

fn head() {
    if let Some(load) = load() {
        println!("\nload of this machine before: {load} (an idle one is near 0)");
    }
    println!("of times (ms) and memory (MB) a ratio below 1 is the better one, of rates (/s) one above 1");
    println!("{:<52} {:>12}   {:>12} {:<34} {:>6}", "what", "ours", "peer", "", "ratio");
}

fn windows(console: &Path, bare: &Path) -> Done {
    let display = Display::start()?;
    let console = Window { program: console.into(), name: "console", title: "OrgKey Console", drawn_alike: false };
    let empty = Window { program: bare.into(), name: "bare", title: "bare window", drawn_alike: false };
    let alike = Window { drawn_alike: true, ..empty.clone() };
    let (ours, theirs) = in_turns(|| console.shown(&display), || empty.shown(&display))?;
    row("start to window on the screen, ms", ours, "a bare Tauri window", theirs);
    let (ours, theirs) = in_turns(|| console.first_paint(&display), || empty.first_paint(&display))?;
    row("start to first contentful paint, ms", ours, "a bare Tauri window", theirs);
    println!("    target {FIRST_PAINT_MS} ms on an idle machine: {}", verdict(ours <= FIRST_PAINT_MS));
    let (ours, theirs) = (console.idle_memory(&display)?, empty.idle_memory(&display)?);
    row("idle memory of all processes, MB (Pss)", ours, "a bare Tauri window", theirs);
    println!("    target {MEMORY_RATIO} times the bare window: {}", verdict(ours <= MEMORY_RATIO * theirs));
    row("idle memory of all processes, MB (Pss)", ours, "the same, drawn without GL", alike.idle_memory(&display)?);
    Ok(())
}

/// Medians of both, measured in turns, so that a busy moment meets both.
fn in_turns(ours: impl Fn() -> Done<f64>, theirs: impl Fn() -> Done<f64>) -> Done<(f64, f64)> {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        first.push(ours()?);
        second.push(theirs()?);
    }
    Ok((median(&mut first), median(&mut second)))
}

fn row(what: &str, ours: f64, peer: &str, theirs: f64) {
    println!("{what:<52} {ours:>9.1}      {theirs:>9.1}    {peer:<34} {:>6.2}", ours / theirs.max(1e-9));
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "MISSED" }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn load() -> Option<String> {
    let all = std::fs::read_to_string("/proc/loadavg").ok()?;
    all.split(' ').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slow_start_does_not_move_the_median() {
        assert!((median(&mut [3.0, 900.0, 1.0, 2.0, 2.5]) - 2.5).abs() < 1e-9);
    }
}
