//! The built program `orgkey`, called as a person would call it.

use std::{
    env, fs,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::OnceLock,
};

/// Where the program lies: the one named by `ORGKEY_UNDER_TEST`, or the one beside these tests, built when missing.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| match env::var_os("ORGKEY_UNDER_TEST") {
        Some(named) => named.into(),
        None => beside_these_tests(),
    })
}

fn beside_these_tests() -> PathBuf {
    let tests = env::current_exe().unwrap();
    let folder = tests.ancestors().find(|folder| folder.join("deps").is_dir()).expect("the folder of the profile");
    let binary = folder.join("orgkey");
    if !binary.exists() {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo).args(["build", "-p", "orgkey-cli"]).status().unwrap();
        assert!(built.success(), "cargo build -p orgkey-cli");
    }
    binary
}

/// How a call ended.
pub struct Ended {
    /// Exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Ended {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            signal: output.status.signal(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The answer under `--json`.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.told()))
    }

    /// The code and the cause of the failure that was answered under `--json`.
    pub fn failure(&self) -> (String, String) {
        let error = &self.json()["error"];
        let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
        (text("code"), text("cause"))
    }

    /// Everything, for the message of an assertion.
    pub fn told(&self) -> String {
        let Self { code, signal, stdout, stderr } = self;
        format!("exit {code:?}, signal {signal:?}\n--- stdout\n{stdout}\n--- stderr\n{stderr}")
    }

    /// The same, when it ended with that exit code.
    #[must_use]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}", self.told());
        self
    }
}

/// One call of the program: its arguments and the folder that it runs in.
#[derive(Clone)]
pub struct Call {
    folder: PathBuf,
    arguments: Vec<String>,
}

impl Call {
    /// `line` is split at spaces; an argument with spaces in it has `_` in their place.
    pub fn new(folder: &Path, line: &str) -> Self {
        let arguments = line.split_whitespace().map(|word| word.replace('_', " ")).collect();
        Self { folder: folder.to_owned(), arguments }
    }

    /// Runs it to its end.
    pub fn run(&self) -> Ended {
        Ended::of(&self.prepared(Command::new(binary())).output().unwrap())
    }

    /// The same arguments and surroundings on another command, such as `strace orgkey`.
    pub fn prepared(&self, mut command: Command) -> Command {
        let inside = |name: &str| self.folder.join(name);
        fs::create_dir_all(inside("tmp")).unwrap();
        command.args(&self.arguments).current_dir(&self.folder).stdin(Stdio::null()).env_clear();
        command.env("ORGKEY_STATE_DIR", inside("state")).env("HOME", inside("home")).env("TMPDIR", inside("tmp"));
        command.env("PATH", env::var_os("PATH").unwrap_or_default());
        command
    }
}
