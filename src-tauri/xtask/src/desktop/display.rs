use crate::Done;
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// A virtual X display; it ends with this value.
pub(crate) struct Display {
    server: Child,
    number: String,
}

impl Display {
    /// Starts one on a number that the server finds free, and waits until it answers.
    pub(crate) fn start() -> Done<Self> {
        let words = ["-displayfd", "1", "-screen", "0", "1600x1100x24", "-nolisten", "tcp", "-noreset"];
        let started =
            Command::new("Xvfb").args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut server = started.map_err(|error| format!("Xvfb did not start: {error}"))?;
        let mut number = String::new();
        if let Some(answers) = server.stdout.take() {
            // It writes its number when it is ready, and nothing (end of file) when it cannot start.
            let _ = BufReader::new(answers).read_line(&mut number);
        }
        let display = Self { server, number: number.trim().to_owned() };
        if display.number.is_empty() { Err("Xvfb ended without a display".into()) } else { Ok(display) }
    }

    /// What goes into `DISPLAY`.
    pub(crate) fn name(&self) -> String {
        format!(":{}", self.number)
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
