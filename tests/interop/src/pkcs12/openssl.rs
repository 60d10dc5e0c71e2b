use super::{Ca, Place, Program, Proof, Words};
use crate::run;
use std::process::Command;

/// The command line of OpenSSL 3.0.
pub struct Openssl;

fn openssl(place: &Place, words: &[&str]) -> Result<Vec<u8>, String> {
    run(Command::new("openssl").args(words.within(place)), "openssl", b"").checked()
}

impl Program for Openssl {
    fn name(&self) -> &'static str {
        "OpenSSL 3.0"
    }

    fn open(&self, file: &[u8], password: &str) -> Result<Proof, String> {
        let place = Place::new();
        place.file("file.p12", file);
        place.file("password", password.as_bytes());
        let read = ["pkcs12", "-legacy", "-in", "@file.p12", "-passin", "file:@password"];
        openssl(&place, &[&read[..], &["-nodes", "-nocerts", "-out", "@key.pem"]].concat())?;
        openssl(&place, &["req", "-new", "-key", "@key.pem", "-subj", "/CN=Probe"]).map(Proof::Request)
    }
}

impl Openssl {
    /// How many certificates it shows.
    ///
    /// # Errors
    /// What the program says.
    pub fn certificates(&self, file: &[u8], password: &str) -> Result<usize, String> {
        let place = Place::new();
        place.file("file.p12", file);
        place.file("password", password.as_bytes());
        let read = ["pkcs12", "-legacy", "-in", "@file.p12", "-passin", "file:@password", "-nokeys"];
        let shown = openssl(&place, &read)?;
        Ok(String::from_utf8_lossy(&shown).matches("-----BEGIN CERTIFICATE-----").count())
    }

    /// A file of the CA's key and its self-signed certificate; `form` are the words that choose the algorithms.
    ///
    /// # Panics
    /// When OpenSSL does not make it.
    pub fn make(&self, ca: &Ca, password: &str, form: &[&str]) -> Vec<u8> {
        let place = Place::new();
        place.file("key.pem", &ca.key.private_key_to_pem_pkcs8().unwrap());
        place.file("certificate.pem", &ca.self_signed.to_pem().unwrap());
        place.file("password", password.as_bytes());
        let write =
            ["pkcs12", "-export", "-inkey", "@key.pem", "-in", "@certificate.pem", "-passout", "file:@password"];
        let name = ["-name", "Organizational CA", "-out", "@file.p12"];
        openssl(&place, &[&write[..], &name, form].concat()).unwrap();
        place.read("file.p12").unwrap()
    }
}
