//! The program under `ptrace`, run once to its end: before each of its write-class system calls it is held, and its place
//! is shown as it then stands. That is to the byte what `kill -9` there leaves, since what is written lies with the
//! kernel, whoever dies; so one run tells of all calls, where killing takes a run for each.
#![allow(unsafe_code)]

use crate::{
    program::{Call, Ended, binary},
    system_calls::WRITE_CLASS,
};
use libc::{c_int, c_long, c_uint, pid_t};
use std::{
    collections::HashMap,
    fs::{self, File},
    io::{Error, Read, Seek},
    os::unix::process::{CommandExt, ExitStatusExt},
    path::PathBuf,
    process::{Command, ExitStatus},
};

/// A write-class system call of the traced program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traced {
    /// `pwrite64`.
    pub name: &'static str,
    /// What its first argument stands for, where that is a file descriptor.
    pub path: Option<PathBuf>,
}

/// Where the traced program is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Before the call is carried out.
    Before,
    /// After it.
    After,
}

/// Runs the call to its end and hands each of its write-class system calls over twice, before and after.
///
/// # Panics
/// When the system refuses to trace.
pub fn trace(call: &Call, mut each: impl FnMut(&Traced, Moment)) -> Ended {
    let (mut stdout, mut stderr) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    let mut command = call.prepared(Command::new(binary()));
    command.stdout(stdout.try_clone().unwrap()).stderr(stderr.try_clone().unwrap());
    let first = spawn_traced(&mut command);
    let status = follow(first, &mut each);
    Ended { code: status.code(), signal: status.signal(), stdout: text(&mut stdout), stderr: text(&mut stderr) }
}

fn text(file: &mut File) -> String {
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The process, held before its first instruction.
fn spawn_traced(command: &mut Command) -> pid_t {
    let traced = || request(libc::PTRACE_TRACEME, 0, 0);
    // SAFETY: between fork and exec only one system call is made, and nothing is allocated.
    unsafe { command.pre_exec(traced) };
    // Waited for by `follow`, which sees all its threads.
    let first = pid_t::try_from(command.spawn().unwrap().id()).unwrap();
    assert_eq!(waited(first), (first, (libc::SIGTRAP << 8) | 0x7f));
    let all_threads = libc::PTRACE_O_TRACECLONE | libc::PTRACE_O_TRACEFORK | libc::PTRACE_O_TRACEVFORK;
    let options = libc::PTRACE_O_TRACESYSGOOD | libc::PTRACE_O_EXITKILL | all_threads;
    request(libc::PTRACE_SETOPTIONS, first, options).unwrap();
    goes_on(first, 0);
    first
}

/// Until the first process has ended; its threads and children are told in the order in which they stop.
fn follow(first: pid_t, each: &mut impl FnMut(&Traced, Moment)) -> ExitStatus {
    let mut inside: HashMap<pid_t, Option<Traced>> = HashMap::new();
    loop {
        let (thread, status) = waited(-1);
        if !libc::WIFSTOPPED(status) {
            match thread == first {
                true => return ExitStatus::from_raw(status),
                false => continue,
            }
        }
        match libc::WSTOPSIG(status) {
            AT_A_CALL => {
                match inside.remove(&thread) {
                    Some(call) => call.iter().for_each(|call| each(call, Moment::After)),
                    None => {
                        let call = entered(thread);
                        call.iter().for_each(|call| each(call, Moment::Before));
                        inside.insert(thread, call);
                    }
                }
                goes_on(thread, 0);
            }
            // How a new thread begins, and what tells of it.
            libc::SIGSTOP | libc::SIGTRAP => goes_on(thread, 0),
            signal => goes_on(thread, signal),
        }
    }
}

/// What stops a thread at the begin and at the end of a system call, under `PTRACE_O_TRACESYSGOOD`.
const AT_A_CALL: c_int = libc::SIGTRAP | 0x80;

/// A thread may be gone by now: another one has ended the process.
fn goes_on(thread: pid_t, signal: c_int) {
    let done = request(libc::PTRACE_SYSCALL, thread, signal);
    assert!(done.as_ref().map_or_else(|error| error.raw_os_error() == Some(libc::ESRCH), |()| true), "{done:?}");
}

fn request(what: c_uint, thread: pid_t, data: c_int) -> std::io::Result<()> {
    // SAFETY: none of the requests made here reads or writes memory of this process.
    match unsafe { libc::ptrace(what, thread, 0, data) } {
        -1 => Err(Error::last_os_error()),
        _ => Ok(()),
    }
}

/// The next of the threads that this thread traces, and how it stands. Tests of the same process may trace others.
fn waited(thread: pid_t) -> (pid_t, c_int) {
    let mut status = 0;
    // SAFETY: the status is written to a variable of this function.
    let thread = unsafe { libc::waitpid(thread, &mut status, libc::__WALL | libc::__WNOTHREAD) };
    assert!(thread > 0, "{}", Error::last_os_error());
    (thread, status)
}

/// The write-class call that a thread is about to make, when it is one.
fn entered(thread: pid_t) -> Option<Traced> {
    let line = fs::read_to_string(format!("/proc/{thread}/syscall")).ok()?;
    let mut words = line.split_whitespace();
    let number: c_long = words.next()?.parse().ok()?;
    let arguments: Vec<u64> = words.filter_map(|word| u64::from_str_radix(word.strip_prefix("0x")?, 16).ok()).collect();
    let kind = WRITE_CLASS.iter().find(|kind| kind.number == number)?;
    if !opens_to_write(kind.name, &arguments) {
        return None;
    }
    let descriptor = kind.by_descriptor.then(|| format!("/proc/{thread}/fd/{}", arguments[0]));
    let path = descriptor.and_then(|link| fs::read_link(link).ok());
    Some(Traced { name: kind.name, path })
}

/// False for an `open` that neither creates nor empties a file.
fn opens_to_write(name: &str, arguments: &[u64]) -> bool {
    let flags = match name {
        "open" => arguments[1],
        "openat" => arguments[2],
        _ => return true,
    };
    flags & (libc::O_CREAT | libc::O_TRUNC) as u64 != 0
}
