//! `cargo xtask`: everything a newcomer or a machine does with this checkout, as one program without own
//! dependencies to install first. It is not shipped, prints to the terminal and may read the clock.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod bench;
mod desktop;
mod fuzz;
mod page;
mod process;
mod program;
mod run;
mod setup;
mod test;
mod tidy;
mod tree;

use std::process::ExitCode;

/// What a task ends with: nothing, or the sentence that is printed before a non-zero exit.
pub(crate) type Done<T = ()> = Result<T, String>;

const HELP: &str = "\
cargo xtask setup              install what building and testing need
cargo xtask run [--release]    set up, build page and program, open the console
                               (without a display: the tour under a virtual one)
cargo xtask test               set up, then every check and test, with a table at the end
    --only PART,PART           these parts only; `--only ?` lists them
    --domain                   tests of the domain crates only: the loop of seconds
cargo xtask tour               drive the real window, leave pictures under target/tour/
cargo xtask tidy               layers, stems, forbidden words, long files
cargo xtask bindings           write the TypeScript shapes to ui/src/bindings
cargo xtask bench              start, unlock, export, key generation, memory, CA, users: measured and put in ratio
cargo xtask bench ca           the Organizational CA alone
cargo xtask bench users        users alone: maintenance runs, certificates, lists
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match task(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn task(words: &[&str]) -> Done {
    match words {
        [compiler, words @ ..] if fuzz::is_compiler(compiler) => fuzz::compile(compiler, words),
        ["setup"] => setup::setup(setup::EVERYTHING),
        ["run", options @ ..] => run::run(options),
        ["test", options @ ..] => test::test(options),
        ["tour"] => setup::setup(setup::EVERYTHING).and_then(|()| desktop::tour()),
        ["tidy"] => tidy::tidy(),
        ["bindings"] => program::write_bindings(),
        ["bench"] => setup::setup(setup::EVERYTHING).and_then(|()| bench::bench()),
        ["bench", part @ ("ca" | "users")] => setup::setup(setup::EVERYTHING).and_then(|()| bench::bench_part(part)),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("no such task: {}\n\n{HELP}", words.join(" "))),
    }
}
