use crate::Done;
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use tempfile::TempDir;

/// GnuPG with one key in a home of its own. Its agent keeps no passphrase, so that each run pays the whole price.
pub struct Gnupg {
    home: TempDir,
    passphrase: String,
}

impl Gnupg {
    /// A home with a new key of that kind.
    pub fn with_key(user_id: &str, signing: &str, encryption: &str, passphrase: &str) -> Done<Self> {
        let gnupg = Self::empty(passphrase)?;
        gnupg.run(&["--quick-generate-key", user_id, signing, "cert,sign", "never"], b"")?;
        let list = String::from_utf8(gnupg.run(&["--with-colons", "--list-keys"], b"")?)?;
        let fingerprint =
            list.lines().find_map(|line| line.strip_prefix("fpr:")).and_then(|line| line.split(':').nth(8));
        gnupg.run(&["--quick-add-key", fingerprint.ok_or("gpg made no key")?, encryption, "encr", "never"], b"")?;
        Ok(gnupg)
    }

    fn empty(passphrase: &str) -> Done<Self> {
        let home = tempfile::Builder::new().prefix("g").tempdir()?;
        std::fs::write(home.path().join("gpg-agent.conf"), "max-cache-ttl 0\ndefault-cache-ttl 0\n")?;
        Ok(Self { home, passphrase: passphrase.to_owned() })
    }

    /// What `gpg --export-secret-keys` writes.
    pub fn export(&self) -> Done<Vec<u8>> {
        self.run(&["--armor", "--export-secret-keys"], b"")
    }

    /// Exports, imports into an empty home, and decrypts a message there.
    pub fn export_and_prove(&self) -> Done {
        let file = self.write("keypair.asc", &self.export()?)?;
        let message = self.run(&["--trust-model", "always", "--default-recipient-self", "--encrypt"], b"probe")?;
        let message = self.write("probe.pgp", &message)?;
        let elsewhere = Self::empty(&self.passphrase)?;
        elsewhere.run(&["--import", &file.to_string_lossy()], b"")?;
        let opened = elsewhere.run(&["--decrypt", &message.to_string_lossy()], b"")?;
        if opened == b"probe" { Ok(()) } else { Err("gpg decrypted something else".into()) }
    }

    /// Keys of other people.
    pub fn import(&self, keys: &[u8]) -> Done {
        let file = self.write("ring.pgp", keys)?;
        self.run(&["--import", &file.to_string_lossy()], b"").map(drop)
    }

    /// Certifies every user ID of a key.
    pub fn certify(&self, fingerprint: &str) -> Done {
        self.run(&["--quick-sign-key", fingerprint], b"").map(drop)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Done<PathBuf> {
        let file = self.home.path().join(name);
        std::fs::write(&file, bytes)?;
        Ok(file)
    }

    /// The passphrase is the first line of standard input; what follows is the input itself.
    fn run(&self, words: &[&str], input: &[u8]) -> Done<Vec<u8>> {
        let mut command = gpg(self.home.path());
        command
            .args(["--batch", "--no-tty", "--quiet", "--yes", "--pinentry-mode", "loopback", "--passphrase-fd", "0"])
            .args(words);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(&[self.passphrase.as_bytes(), b"\n", input].concat())?;
        }
        let output = child.wait_with_output()?;
        if output.status.success() { Ok(output.stdout) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
    }
}

impl Drop for Gnupg {
    fn drop(&mut self) {
        let _ = Command::new("gpgconf").arg("--homedir").arg(self.home.path()).args(["--kill", "all"]).status();
    }
}

fn gpg(home: &Path) -> Command {
    let mut command = Command::new("gpg");
    command.arg("--homedir").arg(home);
    command
}
