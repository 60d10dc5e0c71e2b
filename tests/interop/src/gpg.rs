use crate::{Judge, run};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// GnuPG 2.2.
#[derive(Default)]
pub struct Gpg;

/// A home folder with its agent, for one question.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        // Short, because the agent's socket lies in it and such names end at 108 bytes.
        let mut builder = tempfile::Builder::new();
        // GnuPG warns of a home that others can enter, and hides behind the warning what it has to say.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        Self(builder.prefix("g").rand_bytes(5).tempdir().unwrap())
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn gpg(&self, passphrase: Option<&str>, words: &[&str]) -> Result<Vec<u8>, String> {
        let mut command = Command::new("gpg");
        command.arg("--homedir").arg(self.0.path()).args(["--batch", "--no-tty", "--quiet", "--trust-model", "always"]);
        if let Some(passphrase) = passphrase {
            let file = self.file("passphrase", passphrase.as_bytes());
            command.args(["--pinentry-mode", "loopback", "--passphrase-file"]).arg(file);
        }
        run(command.args(words), "gnupg", b"").checked()
    }

    /// Of the first key in the ring.
    fn fingerprint(&self) -> Result<String, String> {
        let list = String::from_utf8_lossy(&self.gpg(None, &["--with-colons", "--list-keys"])?).into_owned();
        let line = list.lines().find(|line| line.starts_with("fpr:")).ok_or("no key")?;
        Ok(line.split(':').nth(9).unwrap_or_default().to_owned())
    }

    /// gpg skips what it does not know and may still end well: what counts is a key in the ring.
    fn import(&self, file: &Path, passphrase: Option<&str>) -> Result<(), String> {
        let said = self.gpg(passphrase, &["--import", file.to_str().unwrap()]);
        let list = if passphrase.is_some() { "--list-secret-keys" } else { "--list-keys" };
        match self.gpg(None, &["--with-colons", list])? {
            keys if !keys.is_empty() => Ok(()),
            _ => Err(said.err().unwrap_or_else(|| "nothing imported".to_owned())),
        }
    }
}

/// The agent keeps passphrases for minutes; it ends with its home.
impl Drop for Home {
    fn drop(&mut self) {
        let _ = Command::new("gpgconf").arg("--homedir").arg(self.0.path()).args(["--kill", "all"]).output();
    }
}

impl Judge for Gpg {
    fn name(&self) -> &'static str {
        "GnuPG 2.2"
    }

    fn encrypt(&self, public: &Path, text: &[u8]) -> Result<Vec<u8>, String> {
        let home = Home::new();
        home.import(public, None)?;
        let text = home.file("text", text);
        let recipient = home.fingerprint()?;
        home.gpg(None, &["--recipient", &recipient, "--output", "-", "--encrypt", text.to_str().unwrap()])
    }

    fn decrypt(&self, keypair: &Path, passphrase: &str, message: &[u8]) -> Result<Vec<u8>, String> {
        let home = Home::new();
        home.import(keypair, Some(passphrase))?;
        let message = home.file("message", message);
        home.gpg(Some(passphrase), &["--decrypt", message.to_str().unwrap()])
    }

    fn sign(&self, keypair: &Path, passphrase: &str, text: &[u8]) -> Result<Vec<u8>, String> {
        let home = Home::new();
        home.import(keypair, Some(passphrase))?;
        let text = home.file("text", text);
        home.gpg(Some(passphrase), &["--output", "-", "--detach-sign", text.to_str().unwrap()])
    }

    fn verify(&self, public: &Path, text: &[u8], signature: &[u8]) -> Result<(), String> {
        let home = Home::new();
        home.import(public, None)?;
        let (text, signature) = (home.file("text", text), home.file("signature", signature));
        home.gpg(None, &["--verify", signature.to_str().unwrap(), text.to_str().unwrap()]).map(drop)
    }
}

impl Gpg {
    /// What is in a message to the key of that file; its signature must be good.
    ///
    /// # Errors
    /// What gpg says.
    pub fn open(&self, keypair: &Path, passphrase: &str, message: &Path) -> Result<Vec<u8>, String> {
        let home = Home::new();
        home.import(keypair, Some(passphrase))?;
        let status = home.0.path().join("status");
        let (words, message) = (["--status-file", status.to_str().unwrap(), "--decrypt"], message.to_str().unwrap());
        let content = home.gpg(Some(passphrase), &[&words[..], &[message]].concat())?;
        let said = String::from_utf8_lossy(&fs::read(status).unwrap()).into_owned();
        if said.contains("[GNUPG:] GOODSIG ") { Ok(content) } else { Err(said) }
    }

    /// The primary fingerprints of the secret keys in a file.
    ///
    /// # Errors
    /// What gpg says.
    pub fn secret_keys(&self, file: &Path) -> Result<Vec<String>, String> {
        let home = Home::new();
        home.import(file, Some(""))?;
        let list = String::from_utf8_lossy(&home.gpg(None, &["--with-colons", "--list-secret-keys"])?).into_owned();
        let after_primary = |lines: &[&str]| lines[0].starts_with("sec:").then(|| lines[1].to_owned());
        let lines: Vec<&str> = list.lines().collect();
        let named = lines.windows(2).filter_map(after_primary);
        Ok(named.map(|line| line.split(':').nth(9).unwrap_or_default().to_owned()).collect())
    }

    /// Makes a keypair with GnuPG's own parameters (`Key-Type: RSA` …) and exports it armored under the passphrase.
    ///
    /// # Panics
    /// When GnuPG does not make it.
    pub fn generate(&self, parameters: &str, passphrase: &str) -> Vec<u8> {
        let home = Home::new();
        let user = "Name-Real: Example Org\nName-Email: keys@example.org\nExpire-Date: 1y\n%commit\n";
        let file = home.file("parameters", format!("{parameters}\n{user}").as_bytes());
        home.gpg(Some(passphrase), &["--generate-key", file.to_str().unwrap()]).unwrap();
        home.gpg(Some(passphrase), &["--armor", "--export-secret-keys"]).unwrap()
    }
}

/// A ring that trusts the Organization Key, at a moment of the test's choosing.
pub struct TrustingRing(Home);

impl TrustingRing {
    /// With the keys of those files; the Organization Key's owner is trusted to certify others.
    ///
    /// # Panics
    /// When GnuPG does not take them.
    pub fn new(files: &[&Path], organization: &str, now: i64) -> Self {
        let ring = Self(Home::new());
        ring.import(files, now);
        let trust = ring.0.file("trust", format!("{organization}:6:\n").as_bytes());
        ring.gpg(now, &["--import-ownertrust", trust.to_str().unwrap()]);
        ring
    }

    /// Newer states of the keys.
    ///
    /// # Panics
    /// When GnuPG does not take them.
    pub fn import(&self, files: &[&Path], now: i64) {
        for file in files {
            self.gpg(now, &["--import", file.to_str().unwrap()]);
        }
    }

    /// How valid GnuPG finds the first user ID of a key: `f` is fully, `-` not known.
    ///
    /// # Panics
    /// When the key is not there.
    pub fn validity(&self, user: &str, now: i64) -> String {
        self.gpg(now, &["--check-trustdb"]);
        let said = self.gpg(now, &["--with-colons", "--list-keys", user]);
        let line = said.lines().find(|line| line.starts_with("uid:")).unwrap();
        line.split(':').nth(1).unwrap().to_owned()
    }

    fn gpg(&self, now: i64, words: &[&str]) -> String {
        let mut command = Command::new("gpg");
        command.arg("--homedir").arg(self.0.0.path()).args(["--batch", "--no-tty", "--quiet"]);
        command.args(["--faked-system-time", &now.to_string()]).args(words);
        String::from_utf8(run(&mut command, "gnupg", b"").checked().unwrap()).unwrap()
    }
}
