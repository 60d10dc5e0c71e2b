//! The program under `strace`: its write-class system calls recorded, or the n-th of them ended by a signal or an error.

use crate::{
    program::{Call, Ended, binary},
    system_calls::WRITE_CLASS,
};
use std::{path::Path, process::Command};

/// One system call of a recording.
#[derive(Debug, Clone)]
pub struct SystemCall {
    /// `pwrite64`.
    pub name: String,
    /// Which one of its name, from 1: what `when=` counts.
    pub number: u32,
    /// Its line, with the paths of file descriptors.
    pub line: String,
}

impl SystemCall {
    /// Whether it can change something on a disk: an `open` does so when it may create or empty a file.
    pub fn writes(&self) -> bool {
        !self.name.starts_with("open") || self.line.contains("O_CREAT") || self.line.contains("O_TRUNC")
    }

    /// Whether it is about the program's own output.
    pub fn is_output(&self) -> bool {
        self.name.starts_with("write") && (self.line.contains("(1<") || self.line.contains("(2<"))
    }

    /// The path that `strace -y` shows beside the file descriptor.
    pub fn path(&self) -> &str {
        let inside = self.line.split_once('<').map_or("", |(_, rest)| rest);
        inside.split_once('>').map_or("", |(path, _)| path)
    }
}

/// What happens at one system call.
#[derive(Debug, Clone)]
pub struct Fault {
    /// The name of the call.
    pub name: String,
    /// `signal=KILL` or `error=ENOSPC`.
    pub what: String,
    /// `7`: the seventh; `7+`: it and all that follow.
    pub when: String,
}

/// Runs the call to its end and returns its write-class system calls in order.
pub fn record(call: &Call, into: &Path) -> (Ended, Vec<SystemCall>) {
    let ended = run(call, &["--seccomp-bpf", "-y", "-s", "16", "-o", &into.display().to_string()]);
    (ended, read(&std::fs::read_to_string(into).unwrap()))
}

/// Runs the call with one fault. Under `signal=KILL` the named call is not carried out.
pub fn with_fault(call: &Call, fault: &Fault) -> Ended {
    let inject = format!("inject=?{}:{}:when={}", fault.name, fault.what, fault.when);
    // `--seccomp-bpf` leaves all other system calls at full speed, but strace 6.1 drops injected signals under it.
    let fast = if fault.what.starts_with("signal") { &[][..] } else { &["--seccomp-bpf"] };
    run(call, &[fast, &["-o", "/dev/null", "-e", &inject]].concat())
}

fn run(call: &Call, options: &[&str]) -> Ended {
    // `?`: one that this `strace` has not heard of is no error.
    let names: Vec<String> = WRITE_CLASS.iter().map(|kind| format!("?{}", kind.name)).collect();
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", &format!("trace={}", names.join(","))]);
    strace.args(options).arg(binary());
    Ended::of(&call.prepared(strace).output().expect("strace is installed"))
}

fn read(recording: &str) -> Vec<SystemCall> {
    let mut calls: Vec<SystemCall> = Vec::new();
    for line in recording.lines() {
        let Some((_, rest)) = line.split_once(char::is_whitespace) else { continue };
        let Some((name, _)) = rest.trim_start().split_once('(') else { continue };
        if !WRITE_CLASS.iter().any(|kind| kind.name == name) {
            continue;
        }
        let number = calls.iter().filter(|call| call.name == name).count() + 1;
        calls.push(SystemCall { name: name.to_owned(), number: u32::try_from(number).unwrap(), line: line.to_owned() });
    }
    calls
}
