//! A process with an open vault, which takes one step for each line that it is sent: see `src/bin/orgkey-session.rs`.

use crate::place::Place;
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// The running process. Dropped, it is killed.
pub struct Session {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Session {
    /// Starts `program` in the place.
    pub fn start(program: &str, place: &Place) -> Self {
        let mut command = Command::new(program);
        command.current_dir(place.root()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, input, output }
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Takes a step and returns what it answered.
    pub fn step(&mut self, step: &str) -> String {
        writeln!(self.input, "{step}").unwrap();
        let mut answer = String::new();
        self.output.read_line(&mut answer).unwrap();
        assert!(!answer.is_empty(), "the process ended at {step}");
        answer.trim().to_owned()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
