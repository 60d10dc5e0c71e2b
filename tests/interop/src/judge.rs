use std::{fmt, path::Path};

/// Protects every file that is handed to a judge.
pub const KEYPAIR_PASSPHRASE: &str = "copper meadow thirteen sails";
/// What is encrypted and signed.
pub const MESSAGE: &[u8] = b"The spare keys are in the second drawer.\n";

/// Another program that reads keys.
pub trait Judge {
    /// Its name and version, as the window says it.
    fn name(&self) -> &'static str;

    /// Encrypts to the public key in that file.
    ///
    /// # Errors
    /// What the program says.
    fn encrypt(&self, public: &Path, text: &[u8]) -> Result<Vec<u8>, String>;

    /// Opens the keypair with the passphrase and decrypts with it.
    ///
    /// # Errors
    /// What the program says.
    fn decrypt(&self, keypair: &Path, passphrase: &str, message: &[u8]) -> Result<Vec<u8>, String>;

    /// Opens the keypair with the passphrase and signs with it, detached.
    ///
    /// # Errors
    /// What the program says.
    fn sign(&self, keypair: &Path, passphrase: &str, text: &[u8]) -> Result<Vec<u8>, String>;

    /// Verifies a detached signature with the public key in that file.
    ///
    /// # Errors
    /// What the program says.
    fn verify(&self, public: &Path, text: &[u8], signature: &[u8]) -> Result<(), String>;
}

/// What a judge makes of a pair of files.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It encrypted to the public key, decrypted with the keypair, signed with it and verified with the public key;
    /// with another passphrase it did not.
    Opens,
    /// It cannot use the public key at all.
    RefusesPublic(String),
    /// It uses the public key, but not the keypair.
    RefusesKeypair(String),
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Opens => f.write_str("opens"),
            Self::RefusesPublic(why) => write!(f, "refuses the public key: {}", why.trim()),
            Self::RefusesKeypair(why) => write!(f, "refuses the keypair: {}", why.trim()),
        }
    }
}

/// Has a judge use a keypair with its public key.
///
/// # Panics
/// When the judge half uses it: decrypts to something else, opens with a wrong passphrase, or signs what it then
/// cannot verify. Nothing of that is a matter of taste.
pub fn judge(judge: &dyn Judge, public: &Path, keypair: &Path) -> Verdict {
    let name = judge.name();
    let message = match judge.encrypt(public, MESSAGE) {
        Ok(message) => message,
        Err(why) => return Verdict::RefusesPublic(why),
    };
    let wrong = judge.decrypt(keypair, "granite whisper forty kites", &message);
    assert!(wrong.is_err(), "{name} opens {} with a wrong passphrase", keypair.display());
    match judge.decrypt(keypair, KEYPAIR_PASSPHRASE, &message) {
        Ok(text) => assert_eq!(text, MESSAGE, "{name}"),
        Err(why) => return Verdict::RefusesKeypair(why),
    }
    let signature = judge
        .sign(keypair, KEYPAIR_PASSPHRASE, MESSAGE)
        .unwrap_or_else(|why| panic!("{name} decrypts but does not sign: {why}"));
    judge
        .verify(public, MESSAGE, &signature)
        .unwrap_or_else(|why| panic!("{name} does not verify its own signature: {why}"));
    assert!(judge.verify(public, b"another text", &signature).is_err(), "{name} verifies anything");
    Verdict::Opens
}
