use super::{Place, Program, Proof, Words};
use crate::run;
use std::process::Command;

/// gpgsm of GnuPG 2.2.
pub struct Gpgsm;

/// A home folder with its agent, which ends with it.
struct Home(Place);

impl Home {
    fn new() -> Self {
        let home = Self(Place::new());
        launch_agent(&home.0);
        home
    }

    fn gpgsm(&self, words: &[&str], password: &str) -> Result<Vec<u8>, String> {
        let quiet = ["--homedir", "@", "--batch", "--no-tty", "--pinentry-mode", "loopback", "--passphrase-fd", "0"];
        let offline = ["--disable-dirmngr", "--disable-crl-checks"];
        let words = [&quiet[..], &offline, words].concat().within(&self.0);
        run(Command::new("gpgsm").args(words), "gpgsm", password.as_bytes()).checked()
    }

    /// Fingerprint of the certificate whose private key the agent has.
    fn secret(&self) -> Result<String, String> {
        let list = String::from_utf8_lossy(&self.gpgsm(&["--with-colons", "--list-secret-keys"], "")?).into_owned();
        let mut lines = list.lines().skip_while(|line| !line.starts_with("crs:"));
        let fingerprint = lines.find(|line| line.starts_with("fpr:")).and_then(|line| line.split(':').nth(9));
        fingerprint.map(str::to_owned).ok_or_else(|| "no private key".to_owned())
    }
}

/// gpgsm gives an agent that it begins itself five seconds to come up: on a busy machine that was too little. Begun
/// before, the agent has been waited for twice; whether it is there is for gpgsm to say.
pub(crate) fn launch_agent(home: &Place) {
    let words = ["--homedir", "@", "--launch", "gpg-agent"].within(home);
    let _ = Command::new("gpgconf").args(words).output();
}

impl Drop for Home {
    fn drop(&mut self) {
        let words = ["--homedir", "@", "--kill", "all"].within(&self.0);
        let _ = Command::new("gpgconf").args(words).output();
    }
}

impl Program for Gpgsm {
    fn name(&self) -> &'static str {
        "gpgsm 2.2"
    }

    fn open(&self, file: &[u8], password: &str) -> Result<Proof, String> {
        let home = Home::new();
        home.0.file("file.p12", file);
        home.gpgsm(&["--import", "@file.p12"], password)?;
        home.secret().map(|_| Proof::Listed)
    }
}

impl Gpgsm {
    /// A file of gpgsm's own with what is in another one.
    ///
    /// # Panics
    /// When gpgsm does not make it.
    pub fn make(&self, from: &[u8], password: &str) -> Vec<u8> {
        let home = Home::new();
        home.0.file("file.p12", from);
        home.gpgsm(&["--import", "@file.p12"], password).unwrap();
        let fingerprint = home.secret().unwrap();
        home.gpgsm(&["--output", "@out.p12", "--export-secret-key-p12", &fingerprint], password).unwrap();
        home.0.read("out.p12").unwrap()
    }
}
