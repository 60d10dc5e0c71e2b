//! What the tests have in common: a CA on the bench, and the openssl program beside it.

use orgkey_types::{Period, Timestamp};
use orgkey_x509::*;
use std::{path::Path, process::Command, time::Duration};
use tempfile::TempDir;

pub const NOW: &str = "2026-11-22T12:00:00Z";

pub fn at(text: &str) -> Timestamp {
    Timestamp::try_from(text.to_owned()).unwrap()
}

pub fn now() -> Timestamp {
    at(NOW)
}

pub fn years(count: i64) -> Validity {
    Validity { not_before: now(), not_after: now().after(Period::Years(count)).unwrap() }
}

pub fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub fn serial() -> Serial {
    Serial::random().unwrap()
}

pub struct Ca {
    pub key: PrivateKey,
    pub root: Certificate,
}

pub fn ca(kind: KeyKind, subject: &str) -> Ca {
    let key = PrivateKey::generate(kind).unwrap();
    let profile = CaProfile { subject: name(subject), valid: years(10), path_len: None };
    let root = self_signed(&key, &profile, &serial()).unwrap();
    Ca { key, root }
}

impl Ca {
    pub fn issuer(&self) -> Issuer<'_> {
        Issuer::new(&self.root, &self.key).unwrap()
    }

    pub fn issue(&self, key: &PublicKey, issuance: &Issuance) -> Certificate {
        issue(&self.issuer(), Applicant::Key(key), issuance).unwrap()
    }

    /// A CA below this one.
    pub fn below(&self, subject: &str, path_len: Option<u8>) -> Ca {
        let key = PrivateKey::generate(KeyKind::P256).unwrap();
        let wanted = Issuance { path_len, ..issuance(Template::SubordinateCa, subject) };
        let root = issue(&self.issuer(), Applicant::Key(key.public()), &wanted).unwrap();
        Ca { key, root }
    }
}

pub fn issuance(template: Template, subject: &str) -> Issuance {
    let san = match template {
        Template::Server => vec!["DNS:www.example.org".parse().unwrap()],
        Template::Smime => vec!["email:ada@example.org".parse().unwrap()],
        Template::Client | Template::SubordinateCa => Vec::new(),
    };
    Issuance {
        subject: Some(name(subject)),
        san,
        template,
        valid: years(1),
        path_len: None,
        crl_points: vec!["http://crl.example.org/ca.crl".into()],
        serial: serial(),
        signs_only: false,
    }
}

/// A folder with files in it, and the openssl program of the machine.
pub struct Judge(TempDir);

impl Judge {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn put(&self, file: &str, content: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.0.path().join(file), content).unwrap();
        self
    }

    pub fn get(&self, file: &str) -> Vec<u8> {
        std::fs::read(self.0.path().join(file)).unwrap()
    }

    /// Runs openssl with the arguments, cut at spaces; whether it ended well, and what it said.
    pub fn says(&self, arguments: &str) -> (bool, String) {
        let words: Vec<&str> = arguments.split(' ').collect();
        self.runs(&words)
    }

    pub fn runs(&self, arguments: &[&str]) -> (bool, String) {
        let done = Command::new("openssl").args(arguments).current_dir(self.path()).output().unwrap();
        let text = [done.stdout, done.stderr].concat();
        (done.status.success(), String::from_utf8_lossy(&text).into_owned())
    }

    /// Runs it and wants success.
    pub fn agrees(&self, arguments: &str) -> String {
        let (good, text) = self.says(arguments);
        assert!(good, "openssl {arguments}: {text}");
        text
    }
}

/// What the work takes of the processor on this thread: a busy machine changes nothing in it.
pub fn cpu_time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let spent = || {
        let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::new(spent.tv_sec.unsigned_abs(), u32::try_from(spent.tv_nsec).unwrap())
    };
    let start = spent();
    let answer = work();
    (answer, spent() - start)
}

/// Highest resident memory of this process so far, in bytes, where the system tells.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib << 10)
}

/// `-attime` of the bench.
pub fn attime() -> String {
    format!("-attime {}", now().seconds() + 60)
}
