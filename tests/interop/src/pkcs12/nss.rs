use super::{Place, Program, Proof, Words};
use crate::run;
use std::process::Command;

/// pk12util and certutil of NSS 3.87.
pub struct Nss;

/// A key database without password.
struct Database(Place);

impl Database {
    fn new() -> Result<Self, String> {
        let place = Place::new();
        std::fs::create_dir(place.path("db")).map_err(|error| error.to_string())?;
        let database = Self(place);
        database.run("certutil", &["-N", "-d", "sql:@db", "--empty-password"])?;
        Ok(database)
    }

    fn run(&self, program: &str, words: &[&str]) -> Result<Vec<u8>, String> {
        run(Command::new(program).args(words.within(&self.0)), "libnss3-tools", b"").checked()
    }

    fn import(&self, file: &[u8], password: &str) -> Result<(), String> {
        self.0.file("file.p12", file);
        self.0.file("password", password.as_bytes());
        self.run("pk12util", &["-i", "@file.p12", "-d", "sql:@db", "-w", "@password", "-K", ""]).map(drop)
    }

    /// Identifier of the first private key.
    fn key(&self) -> Result<String, String> {
        let list = String::from_utf8_lossy(&self.run("certutil", &["-K", "-d", "sql:@db"])?).into_owned();
        let identifier = |word: &&str| word.len() == 40 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        list.split_whitespace().find(identifier).map(str::to_owned).ok_or_else(|| "no private key".to_owned())
    }
}

impl Program for Nss {
    fn name(&self) -> &'static str {
        "NSS 3.87"
    }

    fn open(&self, file: &[u8], password: &str) -> Result<Proof, String> {
        let database = Database::new()?;
        database.import(file, password)?;
        let key = database.key()?;
        let request = ["-R", "-k", &key, "-s", "CN=Probe", "-a", "-d", "sql:@db", "-o", "@request.pem"];
        database.run("certutil", &request)?;
        // A text for people stands before the PEM.
        let text = String::from_utf8_lossy(&database.0.read("request.pem")?).into_owned();
        let start = text.find("-----BEGIN").ok_or("no request")?;
        Ok(Proof::Request(text.as_bytes()[start..].to_vec()))
    }
}

impl Nss {
    /// A file of NSS's own with what is in another one; `form` are the words that choose the algorithms.
    ///
    /// # Panics
    /// When NSS does not make it.
    pub fn make(&self, from: &[u8], password: &str, form: &[&str]) -> Vec<u8> {
        let database = Database::new().unwrap();
        database.import(from, password).unwrap();
        let write = ["-o", "@out.p12", "-n", "Organizational CA", "-d", "sql:@db", "-w", "@password", "-K", ""];
        database.run("pk12util", &[&write[..], form].concat()).unwrap();
        database.0.read("out.p12").unwrap()
    }
}
