use crate::{Judge, run};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// `sq` 0.27 of Debian 12: Sequoia 1.12 on Nettle.
#[derive(Default)]
pub struct Sq;

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    /// Without a passphrase `sq` speaks through pipes.
    fn plain(&self, words: &[&str]) -> Result<Vec<u8>, String> {
        run(Command::new("sq").current_dir(self.0.path()).args(words), "sq", b"").checked()
    }

    /// It reads passphrases from a terminal and from nothing else: `script` gives it one, and ends when `sq` has asked
    /// more often than there are lines.
    fn asked(&self, words: &str, passphrase: &str) -> Result<Vec<u8>, String> {
        let script = ["-q", "-e", "-c", words, "/dev/null"];
        let typed = format!("{passphrase}\n");
        let mut command = Command::new("timeout");
        run(command.args(["20", "script"]).args(script).current_dir(self.0.path()), "bsdutils", typed.as_bytes())
            .checked()?;
        fs::read(self.path("out")).map_err(|error| error.to_string())
    }
}

impl Judge for Sq {
    fn name(&self) -> &'static str {
        "sq 0.27"
    }

    fn encrypt(&self, public: &Path, text: &[u8]) -> Result<Vec<u8>, String> {
        let desk = Desk::new();
        desk.file("text", text);
        desk.plain(&["encrypt", "--recipient-cert", public.to_str().unwrap(), "text"])
    }

    fn decrypt(&self, keypair: &Path, passphrase: &str, message: &[u8]) -> Result<Vec<u8>, String> {
        let desk = Desk::new();
        desk.file("message", message);
        fs::copy(keypair, desk.path("key")).unwrap();
        desk.asked("sq decrypt --recipient-key key --output out message", passphrase)
    }

    fn sign(&self, keypair: &Path, passphrase: &str, text: &[u8]) -> Result<Vec<u8>, String> {
        let desk = Desk::new();
        desk.file("text", text);
        fs::copy(keypair, desk.path("key")).unwrap();
        desk.asked("sq sign --detached --signer-key key --output out text", passphrase)
    }

    fn verify(&self, public: &Path, text: &[u8], signature: &[u8]) -> Result<(), String> {
        let desk = Desk::new();
        desk.file("text", text);
        desk.file("signature", signature);
        desk.plain(&["verify", "--signer-cert", public.to_str().unwrap(), "--detached", "signature", "text"]).map(drop)
    }
}

impl Sq {
    /// Makes a keypair of that cipher suite, without a passphrase.
    ///
    /// # Panics
    /// When `sq` does not make it.
    pub fn generate(&self, suite: &str) -> Vec<u8> {
        let desk = Desk::new();
        let user = "Example Org <keys@example.org>";
        desk.plain(&["key", "generate", "--userid", user, "--cipher-suite", suite, "--export", "key"]).unwrap();
        fs::read(desk.path("key")).unwrap()
    }
}
