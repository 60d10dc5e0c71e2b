use super::has_nextest;
use crate::{Done, desktop, fuzz, page, process, tidy};
use std::thread;

/// One part of the tests.
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    /// Parts without which this one would only repeat their failure.
    pub(super) needs: &'static [&'static str],
    pub(super) run: fn() -> Done,
}

/// In this order: what is quick and often broken first, then the page (it is compiled into the program), then Rust,
/// then the window. Clippy comes before the tests, which reuse what it has to build: macros, build scripts, OpenSSL.
#[rustfmt::skip]
pub(super) const PARTS: &[Part] = &[
    Part { name: "tidy",     about: "layers, stems, forbidden words, long files",     needs: &[],                run: tidy::tidy },
    Part { name: "format",   about: "rustfmt changes nothing",                        needs: &[],                run: format },
    Part { name: "page",     about: "the page builds for production",                 needs: &[],                run: page::build },
    Part { name: "types",    about: "svelte-check and tsc find nothing",              needs: &[],                run: types },
    Part { name: "units",    about: "components and logic of the page",               needs: &[],                run: units },
    Part { name: "clippy",   about: "clippy finds nothing, tests and features too",   needs: &["page"],          run: clippy },
    Part { name: "rust",     about: "every crate, every command, other programs",     needs: &["page"],          run: rust },
    Part { name: "bindings", about: "the committed TypeScript shapes are the wire's", needs: &["rust"],          run: bindings },
    Part { name: "fuzz",     about: "what reads foreign bytes, under libFuzzer",      needs: &["rust"],          run: fuzz::fuzz },
    Part { name: "journeys", about: "the page in Chromium, with axe on each step",    needs: &["page"],          run: journeys },
    Part { name: "desktop",  about: "the real window, click for click",               needs: &["page"],          run: desktop::suite },
];

/// The parts of a list with commas, in the order of the table.
pub(super) fn named(list: &str) -> Done<Vec<&'static Part>> {
    let wanted: Vec<&str> = list.split(',').collect();
    let known: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
    match wanted.iter().find(|name| !known.contains(name)) {
        Some(unknown) => Err(format!("no part is called {unknown}; there are: {}", known.join(", "))),
        None => Ok(PARTS.iter().filter(|part| wanted.contains(&part.name)).collect()),
    }
}

/// Thousands of key derivations take fresh memory, 64 MiB each; in pages of 2 MiB that costs a quarter less time.
const HUGE_PAGES: &str = "glibc.malloc.hugetlb=1";

/// The tests of those packages, with the runner that is there. They wait for disks and for other programs: one
/// more at a time than there are processors keeps these busy.
pub(super) fn cargo_test(words: &[&str]) -> Done {
    let at_once = thread::available_parallelism().map_or(1, usize::from) + 1;
    let at_once = format!("--test-threads={at_once}");
    let runner: &[&str] = if has_nextest() { &["nextest", "run", &at_once] } else { &["test"] };
    process::run(process::cargo(&[runner, words].concat()).env("GLIBC_TUNABLES", HUGE_PAGES))
}

fn format() -> Done {
    process::run(&mut process::cargo(&["fmt", "--all", "--check"]))
}

fn types() -> Done {
    process::run(&mut process::npm(&["run", "--silent", "check"]))
}

fn units() -> Done {
    process::run(&mut process::npm(&["test", "--silent"]))
}

/// Once as it is shipped and once with the features that only tests turn on: code behind a feature is code.
fn clippy() -> Done {
    let shipped = ["clippy", "--workspace", "--all-targets"];
    let features = ["--features", "orgkey-console/e2e,orgkey-console/bench"];
    let deny = ["--", "-D", "warnings"];
    process::run(&mut process::cargo(&[&shipped[..], &deny].concat()))?;
    process::run(&mut process::cargo(&[&shipped[..], &features, &deny].concat()))
}

/// One call for all crates: a call for each would choose other features of shared parts and compile them anew.
fn rust() -> Done {
    cargo_test(&["--workspace"])
}

fn bindings() -> Done {
    let filter: &[&str] = if has_nextest() { &["-E", "package(orgkey-wire) & test(bindings)"] } else { &["bindings"] };
    cargo_test(&[&["--workspace"], filter].concat())
}

fn journeys() -> Done {
    process::run(&mut process::npm(&["run", "--silent", "test:journeys"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_needs_only_parts_that_come_before_it() {
        for (place, part) in PARTS.iter().enumerate() {
            let before: Vec<&str> = PARTS.iter().take(place).map(|part| part.name).collect();
            assert!(part.needs.iter().all(|need| before.contains(need)), "{}", part.name);
        }
    }

    #[test]
    fn a_wrong_name_is_told_with_the_right_ones() {
        assert!(named("clipy").err().unwrap().contains("clippy"));
        let order: Vec<&str> = named("desktop,tidy").unwrap().iter().map(|part| part.name).collect();
        assert_eq!(order, ["tidy", "desktop"]);
    }
}
