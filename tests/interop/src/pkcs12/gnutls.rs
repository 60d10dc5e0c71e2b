use super::{Ca, Place, Program, Proof, Words};
use crate::run;
use std::process::Command;

/// certtool of GnuTLS 3.7. It takes passwords from its arguments or a terminal only; these are made up.
pub struct Gnutls;

fn certtool(place: &Place, words: &[&str]) -> Result<Vec<u8>, String> {
    run(Command::new("certtool").args(words.within(place)), "gnutls-bin", b"").checked()
}

impl Program for Gnutls {
    fn name(&self) -> &'static str {
        "GnuTLS 3.7"
    }

    fn open(&self, file: &[u8], password: &str) -> Result<Proof, String> {
        let place = Place::new();
        place.file("file.p12", file);
        place.file("template", b"cn = Probe\n");
        let password = format!("--password={password}");
        certtool(&place, &["--p12-info", "--inder", "--infile", "@file.p12", &password, "--outfile", "@all.pem"])?;
        let all = String::from_utf8_lossy(&place.read("all.pem")?).into_owned();
        let start =
            all.find("-----BEGIN ENCRYPTED PRIVATE KEY").or(all.find("-----BEGIN PRIVATE KEY")).ok_or("no key")?;
        place.file("key.pem", &all.as_bytes()[start..]);
        let request = ["--generate-request", "--load-privkey", "@key.pem", "--template", "@template", &password];
        let said = String::from_utf8_lossy(&certtool(&place, &request)?).into_owned();
        let start = said.find("-----BEGIN").ok_or("no request")?;
        Ok(Proof::Request(said.as_bytes()[start..].to_vec()))
    }
}

impl Gnutls {
    /// A file of the CA's key and its self-signed certificate; `form` are the words that choose the algorithms.
    ///
    /// # Panics
    /// When certtool does not make it.
    pub fn make(&self, ca: &Ca, password: &str, form: &[&str]) -> Vec<u8> {
        let place = Place::new();
        place.file("key.pem", &ca.key.private_key_to_pem_pkcs8().unwrap());
        place.file("certificate.pem", &ca.self_signed.to_pem().unwrap());
        let password = format!("--password={password}");
        let load = ["--to-p12", "--load-privkey", "@key.pem", "--load-certificate", "@certificate.pem"];
        let write = ["--p12-name=Organizational CA", "--outder", "--outfile", "@file.p12", &password];
        certtool(&place, &[&load[..], &write, form].concat()).unwrap();
        place.read("file.p12").unwrap()
    }
}
