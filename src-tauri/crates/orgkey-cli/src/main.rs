//! `orgkey`: the same use cases as the window, for scripts and terminals. Every answer comes as text or, with
//! `--json`, as the view that the window gets too. Exit codes: 0 done, 1 refused or failed, 2 usage, 3 wrong
//! passphrase, 4 not proven, 5 locked by another process; of `health` 10 warnings, 11 something can be lost.

mod answer;
mod arguments;
mod commands;
mod passphrases;
mod process;
mod show;
mod terminal;
mod watch;

use answer::Answer;
use arguments::Arguments;
use orgkey_types::{Code, Outcome};
use std::process::ExitCode;

/// Freed memory is wiped, whatever it held: passphrases pass through more buffers than our own.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    process::harden();
    let arguments = match Arguments::read() {
        Ok(arguments) => arguments,
        Err(error) => {
            return ExitCode::from(answer::print_usage(&error, std::env::args_os().any(|word| word == "--json")));
        }
    };
    let json = arguments.global.json;
    match run(arguments) {
        Ok(answer) => {
            answer.print(json);
            ExitCode::from(answer.exit)
        }
        Err(failure) => {
            answer::print_failure(&failure, json);
            ExitCode::from(exit_code(failure.code))
        }
    }
}

fn run(arguments: Arguments) -> Outcome<Answer> {
    let session = process::Session::new(arguments.global)?;
    commands::run(arguments.command, session)
}

/// The documented exit code of a failure.
fn exit_code(code: Code) -> u8 {
    match code {
        Code::InvalidArgument | Code::AdministratorMissing => 2,
        Code::WrongPassphrase => 3,
        Code::NotProven => 4,
        Code::VaultBusy => 5,
        _ => 1,
    }
}
