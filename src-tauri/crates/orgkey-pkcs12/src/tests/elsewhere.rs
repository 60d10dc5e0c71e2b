//! Files that other projects keep for their own tests. They are not ours to hand on, so they are looked for where
//! `ORGKEY_PKCS12_CORPUS` points: any folder with `.p12` and `.pfx` files below it. Tried were those of GnuTLS 3.7.9,
//! NSS 3.87.1, OpenSSL 3.0.20, pyca/cryptography 50, pyHanko 0.38, Google's Cloud SDK, and the crates openssl, tokio-native-tls,
//! p12-keystore, pkcs12 and cms.

// Which file opened how stands in the log of the run.
#![allow(clippy::print_stderr)]

use crate::{OpenPolicy, inspect, open};
use orgkey_types::{Code, Failure, Passphrase};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// As their projects' tests give them.
const PASSWORDS: &[&str] = &[
    "",
    "password",
    "1234",
    "changeit",
    "cryptography",
    "secret",
    "exportsecret",
    "mypass",
    "foobar123",
    "123456",
    "Red Hat Enterprise Linux 7.4",
    "foobar",
    "nss",
    "nssnss",
    "12345",
    "cassandra",
    "hunter42",
    "notasecret",
    "CaudFocwijRupogDoicsApfiHadManUgNa",
    "v3-certs",
    "\u{3c3}\u{3cd}\u{3bd}\u{3b8}\u{3b7}\u{3bc}\u{3b1} \u{3b3}\u{3bd}\u{3ce}\u{3c1}\u{3b9}\u{3c3}\u{3bc}\u{3b1}",
    "\u{3ad}\u{3bd}\u{3b1}-\u{3b4}\u{3cd}\u{3bf}",
    "\u{3ad}\u{3bd}\u{3b1}_\u{3b4}\u{3cd}\u{3bf}_\u{3c4}\u{3c1}\u{3af}\u{3b1}_\u{3c4}\u{3ad}\u{3c3}\u{3c3}\u{3b5}\u{3c1}\u{3b1}",
    "\u{41f}\u{430}\u{440}\u{43e}\u{43b}\u{44c} \u{434}\u{43b}\u{44f} PFX",
];

/// End of the path, what it is refused with, and why that is right.
#[rustfmt::skip]
const REFUSED: &[(&str, Code, &str)] = &[
    ("gost01.p12",          Code::AlgorithmUnsupported, "its MAC is of GOST R 34.11-94"),
    ("gost12.p12",          Code::AlgorithmUnsupported, "its MAC is of GOST R 34.11-2012"),
    ("gost12-2.p12",        Code::AlgorithmUnsupported, "its MAC is of GOST R 34.11-2012"),
    ("example11.pfx",       Code::AlgorithmUnsupported, "its MAC is of BLAKE2b"),
    ("mem-leak.p12",        Code::FileDamaged,          "it was damaged to find a leak in GnuTLS"),
    ("bad1.p12",            Code::FileDamaged,          "a part without content, made to crash OpenSSL"),
    ("bad2.p12",            Code::FileDamaged,          "a part without content, made to crash OpenSSL"),
    ("bad3.p12",            Code::FileDamaged,          "a part without content, made to crash OpenSSL"),
    ("garbage-pkcs12.p12",  Code::NotPkcs12,            "it is none"),
];

#[test]
fn files_kept_by_other_projects_open_or_are_refused_for_a_reason() {
    let Some(folder) = std::env::var_os("ORGKEY_PKCS12_CORPUS") else {
        eprintln!("not run: ORGKEY_PKCS12_CORPUS names no folder with PKCS#12 files of other projects");
        return;
    };
    let mut files = Vec::new();
    collect(Path::new(&folder), &mut files);
    assert!(!files.is_empty(), "no PKCS#12 file below ORGKEY_PKCS12_CORPUS");
    files.sort();
    let (mut opened, mut unexplained) = (0, Vec::new());
    for path in &files {
        match try_all(&fs::read(path).unwrap()) {
            Ok(said) => {
                opened += 1;
                eprintln!("{}: {said}", path.display());
            }
            Err(failure) => match reason(path, failure.code) {
                Some(why) => eprintln!("{}: {}, because {why}", path.display(), failure.code.name()),
                None => unexplained.push(format!("{}: {failure}", path.display())),
            },
        }
    }
    eprintln!("{opened} of {} opened", files.len());
    assert!(unexplained.is_empty(), "{unexplained:#?}");
}

fn reason(path: &Path, code: Code) -> Option<&'static str> {
    REFUSED.iter().find(|(end, expected, _)| path.ends_with(end) && *expected == code).map(|row| row.2)
}

/// The first password that opens; a file without MAC is opened on purpose.
fn try_all(file: &[u8]) -> Result<String, Failure> {
    let seen = inspect(file)?;
    let policy = OpenPolicy { accept_missing_mac: seen.mac.is_none() };
    let mut refused = Failure::from(Code::WrongPassphrase);
    for password in PASSWORDS {
        match open(file, &Passphrase::new((*password).to_owned()), policy) {
            Ok(found) => {
                let (keys, certificates) = (found.keys.len(), found.certificates.len());
                return Ok(format!(
                    "{password:?}: {keys} keys, {certificates} certificates, {} others",
                    found.other_bags
                ));
            }
            Err(failure) if failure.code == Code::WrongPassphrase => {}
            Err(failure) => refused = failure,
        }
    }
    Err(refused)
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "p12" || ending == "pfx") {
            into.push(path);
        }
    }
}
