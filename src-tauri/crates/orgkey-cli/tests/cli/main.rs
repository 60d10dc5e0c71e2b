//! The command line as it is typed: the calls that the help shows, exit codes, both forms of an answer, and where
//! passphrases may come from.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod administrator;
mod audit;
mod ca;
mod ca_restored;
mod calls;
mod exits;
mod health;
mod json;
mod maintenance;
mod passphrases;
mod register;
mod user;

use orgkey_test_support::{FILE_PASSPHRASE, PASSPHRASE, WRONG_PASSPHRASE};
use serde_json::Value;
use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// A folder in which somebody types.
struct Desk(TempDir);

impl Desk {
    /// With three passphrase files and nothing else.
    fn empty() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for (name, text) in
            [("admin", PASSPHRASE), ("export", FILE_PASSPHRASE), ("wrong", WRONG_PASSPHRASE), ("weak", "12345")]
        {
            fs::write(desk.path(name), format!("{text}\nnot part of it\n")).unwrap();
        }
        desk
    }

    /// With a vault `v` of the administrator alice.
    fn with_vault() -> Self {
        let desk = Self::empty();
        desk.done("vault create v --organization Example --domain example.org --admin alice --passphrase-file admin --derivation floor");
        desk
    }

    /// With a vault that has an Organization Key.
    fn with_key() -> Self {
        let desk = Self::with_vault();
        desk.done("--vault v --passphrase-file admin org-key generate --user-id keys@example.org");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Types a line; its words are separated by spaces.
    fn types(&self, line: &str, input: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_orgkey"));
        command.current_dir(self.0.path()).env("ORGKEY_STATE_DIR", self.path("state")).args(line.split(' '));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Where the program reads nothing its end of the pipe may be closed already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    /// Types a line that must succeed; gives what it says.
    #[track_caller]
    fn done(&self, line: &str) -> String {
        let output = self.types(line, "");
        assert_eq!(output.status.code(), Some(0), "orgkey {line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Types a line with `--json`; gives exit code and answer.
    #[track_caller]
    fn json(&self, line: &str) -> (i32, Value) {
        let output = self.types(&format!("{line} --json"), "");
        let answer = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("orgkey {line} answers no JSON"));
        (output.status.code().unwrap(), answer)
    }
}
