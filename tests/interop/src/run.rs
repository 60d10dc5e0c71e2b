use std::{
    io::{ErrorKind, Write},
    process::{Command, Stdio},
};

/// What a program did.
#[derive(Debug)]
pub struct Ran {
    /// Its exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: Vec<u8>,
    /// Standard error.
    pub stderr: String,
}

impl Ran {
    /// Standard output, or what it complained about.
    ///
    /// # Errors
    /// Standard error, and standard output where that says nothing.
    pub fn checked(self) -> Result<Vec<u8>, String> {
        match self.code {
            Some(0) => Ok(self.stdout),
            _ if self.stderr.trim().is_empty() => Err(String::from_utf8_lossy(&self.stdout).into_owned()),
            _ => Err(self.stderr),
        }
    }
}

/// Runs a program to its end.
///
/// # Panics
/// When it is not installed; `package` is what to install.
pub fn run(command: &mut Command, package: &str, input: &[u8]) -> Ran {
    let name = command.get_program().to_string_lossy().into_owned();
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.unwrap_or_else(|error| match error.kind() {
        ErrorKind::NotFound => panic!("{name} is not installed: cargo xtask setup, or install the package {package}"),
        _ => panic!("{name}: {error}"),
    });
    let mut stdin = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        // A program that refuses its input early closes the pipe; its exit code tells.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().unwrap()
    });
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    Ran { code: output.status.code(), stdout: output.stdout, stderr }
}
