use super::{Place, Program, Proof, Words};
use crate::run;
use std::process::Command;

/// keytool of Java 17.
pub struct Java;

fn keytool(place: &Place, words: &[&str]) -> Result<Vec<u8>, String> {
    // Else a password outside ASCII is read in the locale of whoever runs the tests.
    let mut command = Command::new("keytool");
    command.args(["-J-Dfile.encoding=UTF-8", "-J-Duser.language=en"]).args(words.within(place));
    run(&mut command, "openjdk-17-jre-headless", b"").checked()
}

impl Program for Java {
    fn name(&self) -> &'static str {
        "Java 17"
    }

    fn open(&self, file: &[u8], password: &str) -> Result<Proof, String> {
        let place = Place::new();
        place.file("file.p12", file);
        place.file("password", password.as_bytes());
        let store = ["-keystore", "@file.p12", "-storetype", "PKCS12", "-storepass:file", "@password"];
        let request = ["-certreq", "-alias", "organizational ca", "-file", "@request.pem"];
        keytool(&place, &[&request[..], &store].concat())?;
        place.read("request.pem").map(Proof::Request)
    }
}

impl Java {
    /// A file with a new key of that algorithm (`RSA`, `EC`, `Ed25519`); `form` are options of the virtual machine.
    ///
    /// # Panics
    /// When keytool does not make it.
    pub fn make(&self, algorithm: &str, password: &str, form: &[&str]) -> Vec<u8> {
        let place = Place::new();
        place.file("password", password.as_bytes());
        let pair =
            ["-genkeypair", "-alias", "ca", "-keyalg", algorithm, "-dname", "CN=Example CA", "-keystore", "@file.p12"];
        let store = ["-storetype", "PKCS12", "-storepass:file", "@password"];
        keytool(&place, &[form, &pair, &store].concat()).unwrap();
        place.read("file.p12").unwrap()
    }
}
