//! Two processes and one vault. The second process is this test binary again, told by its environment what to do.

use crate::support::{NOW, PASSPHRASE, Place, refusal};
use orgkey_types::Code;
use orgkey_vault::{Access, LockedVault};
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

const FOLDER: &str = "ORGKEY_TEST_VAULT";

/// What the second process does: opens the vault to write, begins an operation, and then a change for each line that
/// it is sent. Run by itself it has no vault and does nothing.
#[test]
fn second_process() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let place = Place { root: tempfile::tempdir().unwrap(), folder: folder.into() };
    let mut vault = place.open(PASSPHRASE, Access::Write).unwrap();
    let _intent = vault.begin("export-keypair", "AAAA", serde_json::json!({}), NOW).unwrap();
    println!("\nready");
    for line in std::io::stdin().lock().lines() {
        vault.set_setting("line", &line.unwrap(), NOW).unwrap();
        println!("\nready");
    }
}

struct Second {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Second {
    fn start(place: &Place) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "processes::second_process", "--nocapture", "--test-threads=1"])
            .env(FOLDER, &place.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut second = Self { child, input, output };
        second.wait_until_ready();
        second
    }

    fn wait_until_ready(&mut self) {
        let mut line = String::new();
        while line.trim() != "ready" {
            line.clear();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the second process ended");
        }
    }

    fn write(&mut self, line: &str) {
        writeln!(self.input, "{line}").unwrap();
        self.wait_until_ready();
    }

    /// SIGKILL: no destructor runs.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn the_second_opener_is_told_who_writes_and_may_read() {
    let place = Place::with_vault();
    let mut second = Second::start(&place);
    let busy = refusal(place.open(PASSPHRASE, Access::Write));
    let holder = format!("test {} on ", second.child.id());
    assert_eq!(busy.code, Code::VaultBusy);
    assert!(busy.subject.unwrap().starts_with(&holder));
    let shown = LockedVault::open(&place.folder).unwrap().holder().unwrap().unwrap();
    assert_eq!((shown.pid, shown.administrator.as_str()), (second.child.id(), "Ada"));

    let mut reader = place.open(PASSPHRASE, Access::WriteOrRead).unwrap();
    assert!(!reader.writable());
    assert_eq!(reader.holder().map(|holder| holder.pid), Some(second.child.id()));
    assert_eq!(reader.set_setting("mine", "x", NOW).unwrap_err().code, Code::VaultReadOnly);
    for line in ["one", "two"] {
        second.write(line);
        assert_eq!(reader.setting("line").unwrap().as_deref(), Some(line), "a reader sees what was committed");
    }
    second.kill();
}

#[test]
fn after_a_kill_the_lock_is_free_the_data_is_there_and_the_open_intent_is_reported() {
    let place = Place::with_vault();
    let mut second = Second::start(&place);
    second.write("kept");
    second.kill();
    assert!(place.file("writer.json").exists(), "the card of the dead process, which nobody believes");
    assert!(LockedVault::open(&place.folder).unwrap().holder().unwrap().is_none());
    let vault = place.open(PASSPHRASE, Access::Write).unwrap();
    assert_eq!(vault.setting("line").unwrap().as_deref(), Some("kept"));
    assert_eq!(vault.notices().iter().map(|notice| notice.code).collect::<Vec<_>>(), [Code::OperationInterrupted]);
    assert_eq!(vault.verify_audit().unwrap().seq, 3);
    vault.lock();
    assert!(!place.file("writer.json").exists());
}

#[test]
fn a_reader_sees_what_a_killed_writer_had_committed() {
    let place = Place::with_vault();
    let mut second = Second::start(&place);
    second.write("kept");
    second.kill();
    assert_eq!(place.open(PASSPHRASE, Access::Read).unwrap().setting("line").unwrap().as_deref(), Some("kept"));
}
