//! Mail programs for S/MIME, each with a user's bundle: OpenSSL's `cms` and gpgsm of GnuPG 2.2. Each reads what the other
//! has signed and encrypted.

use crate::{
    pkcs12::{Place, Words, launch_agent},
    run,
};
use std::process::Command;

/// What a program said of a mail: the text, after decryption and a signature that held; or what went wrong.
pub type Read = Result<Vec<u8>, String>;

/// OpenSSL's command line with the certificate and key of one user.
pub struct Cms(Place);

impl Cms {
    /// Opens a bundle.
    ///
    /// # Panics
    /// When OpenSSL does not open it.
    pub fn with(bundle: &[u8], password: &str, anchor: &[u8]) -> Self {
        let place = Place::new();
        place.file("bundle.p12", bundle);
        place.file("password", password.as_bytes());
        place.file("anchor.pem", anchor);
        let cms = Self(place);
        let open = ["pkcs12", "-legacy", "-in", "@bundle.p12", "-passin", "file:@password", "-nodes"];
        cms.openssl(&[&open[..], &["-nocerts", "-out", "@key.pem"]].concat()).unwrap();
        cms.openssl(&[&open[..], &["-nokeys", "-clcerts", "-out", "@own.pem"]].concat()).unwrap();
        cms
    }

    /// The certificate of its user.
    ///
    /// # Panics
    /// When it is not there.
    pub fn certificate(&self) -> Vec<u8> {
        self.0.read("own.pem").unwrap()
    }

    /// A mail to whoever has that certificate.
    ///
    /// # Panics
    /// When OpenSSL does not make it.
    pub fn write(&self, text: &[u8], to: &[u8]) -> Vec<u8> {
        self.0.file("text", text);
        self.0.file("to.pem", to);
        let sign =
            ["cms", "-sign", "-binary", "-nodetach", "-in", "@text", "-signer", "@own.pem", "-inkey", "@key.pem"];
        self.openssl(&[&sign[..], &["-outform", "DER", "-out", "@signed"]].concat()).unwrap();
        let encrypt = ["cms", "-encrypt", "-binary", "-aes256", "-in", "@signed", "-outform", "DER", "-out", "@mail"];
        self.openssl(&[&encrypt[..], &["@to.pem"]].concat()).unwrap();
        self.0.read("mail").unwrap()
    }

    /// Decrypts a mail and verifies its signature up to the anchor.
    ///
    /// # Errors
    /// What OpenSSL says.
    pub fn read(&self, mail: &[u8]) -> Read {
        self.0.file("mail", mail);
        let decrypt = ["cms", "-decrypt", "-inform", "DER", "-in", "@mail", "-recip", "@own.pem", "-inkey", "@key.pem"];
        self.openssl(&[&decrypt[..], &["-out", "@signed"]].concat())?;
        let verify = ["cms", "-verify", "-binary", "-inform", "DER", "-in", "@signed", "-CAfile", "@anchor.pem"];
        self.openssl(&[&verify[..], &["-out", "@text"]].concat())?;
        self.0.read("text")
    }

    fn openssl(&self, words: &[&str]) -> Read {
        run(Command::new("openssl").args(words.within(&self.0)), "openssl", b"").checked()
    }
}

/// gpgsm with the certificate and key of one user.
pub struct Gpgsm(Place, String);

impl Gpgsm {
    /// Imports a bundle and trusts the anchor, as its user would on being asked.
    ///
    /// # Panics
    /// When gpgsm does not take it.
    pub fn with(bundle: &[u8], password: &str, anchor: &[u8]) -> Self {
        let gpgsm = Self(Place::new(), password.to_owned());
        launch_agent(&gpgsm.0);
        gpgsm.0.file("bundle.p12", bundle);
        gpgsm.0.file("anchor.pem", anchor);
        let told = ["x509", "-in", "@anchor.pem", "-noout", "-fingerprint", "-sha1"].within(&gpgsm.0);
        let told = run(Command::new("openssl").args(told), "openssl", b"").checked().unwrap();
        let told = String::from_utf8(told).unwrap();
        let (_, fingerprint) = told.trim().split_once('=').unwrap();
        gpgsm.0.file("trustlist.txt", format!("{fingerprint} S relax\n").as_bytes());
        gpgsm.gpgsm(&["--import", "@bundle.p12"]).unwrap();
        gpgsm
    }

    /// A mail to the address in that certificate.
    ///
    /// # Panics
    /// When gpgsm does not make it.
    pub fn write(&self, text: &[u8], to: &[u8], address: &str) -> Vec<u8> {
        self.0.file("text", text);
        self.0.file("to.pem", to);
        self.gpgsm(&["--import", "@to.pem"]).unwrap();
        self.gpgsm(&["--yes", "--output", "@signed", "--sign", "@text"]).unwrap();
        let words = ["--yes", "--output", "@mail", "--recipient"].within(&self.0);
        let rest = ["--encrypt", "@signed"].within(&self.0);
        let words: Vec<String> = words.into_iter().chain([address.to_owned()]).chain(rest).collect();
        self.run(words).unwrap();
        self.0.read("mail").unwrap()
    }

    /// Decrypts a mail and verifies its signature up to the anchor.
    ///
    /// # Errors
    /// What gpgsm says.
    pub fn read(&self, mail: &[u8]) -> Read {
        self.0.file("mail", mail);
        self.gpgsm(&["--yes", "--output", "@signed", "--decrypt", "@mail"])?;
        self.gpgsm(&["--yes", "--output", "@text", "--verify", "@signed"])?;
        self.0.read("text")
    }

    fn gpgsm(&self, words: &[&str]) -> Read {
        self.run(words.within(&self.0))
    }

    fn run(&self, words: Vec<String>) -> Read {
        let quiet = ["--homedir", "@", "--batch", "--no-tty", "--pinentry-mode", "loopback", "--passphrase-fd", "0"];
        let quiet = [&quiet[..], &["--disable-dirmngr", "--disable-crl-checks"]].concat().within(&self.0);
        run(Command::new("gpgsm").args(quiet).args(words), "gpgsm", self.1.as_bytes()).checked()
    }
}

impl Drop for Gpgsm {
    fn drop(&mut self) {
        let words = ["--homedir", "@", "--kill", "all"].within(&self.0);
        let _ = Command::new("gpgconf").args(words).output();
    }
}
