use super::Bench;
use crate::{Done, median};
use openssl::pkey::{PKey, Private};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// The same CA in the hands of the `openssl` program: a key that lies open in a folder, and `index.txt` as the
/// database.
pub(super) struct OpensslCa {
    folder: PathBuf,
    pub(super) key: PKey<Private>,
    requests: Vec<String>,
}

/// Takes the names of the request over, as our template does.
const SETTINGS: &str = "\
[ca]
default_ca = bench
[bench]
database = index.txt
new_certs_dir = certs
rand_serial = yes
default_md = sha256
default_days = 365
policy = any
unique_subject = no
copy_extensions = copy
x509_extensions = server
[any]
commonName = supplied
organizationName = optional
countryName = optional
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:http://crl.example.org/ca.crl
";
const CA: &[&str] = &["ca", "-batch", "-notext", "-config", "ca.cnf", "-cert", "ca.pem", "-keyfile", "ca.key"];

impl OpensslCa {
    pub(super) fn new(bench: &Bench) -> Done<Self> {
        let folder = bench.folder.join("openssl");
        fs::create_dir_all(folder.join("certs"))?;
        let key = PKey::private_key_from_pkcs8(bench.pkcs8.expose())?;
        let write = |name: &str, content: &[u8]| fs::write(folder.join(name), content);
        write("ca.cnf", SETTINGS.as_bytes())?;
        write("index.txt", b"")?;
        write("ca.key", &key.private_key_to_pem_pkcs8()?)?;
        write("ca.pem", bench.public_key.pem().as_bytes())?;
        write("self-signed.pem", bench.self_signed.pem().as_bytes())?;
        let mut requests = Vec::new();
        for (number, request) in bench.requests.iter().enumerate() {
            requests.push(format!("{number}.csr"));
            write(&format!("{number}.csr"), request.as_bytes())?;
        }
        Ok(Self { folder, key, requests })
    }

    /// All requests in one process, with its database.
    pub(super) fn issue_all(&self) -> Done {
        let requests: Vec<&str> = self.requests.iter().map(String::as_str).collect();
        self.run(&[CA, &["-infiles"], &requests].concat())
    }

    /// Certificates in its database: a request that it passes over is no failure to the program.
    pub(super) fn issued(&self) -> Done<usize> {
        Ok(fs::read_to_string(self.folder.join("index.txt"))?.lines().filter(|line| line.starts_with('V')).count())
    }

    /// Median of one request, a process each, without a database.
    pub(super) fn issue_each(&self, runs: usize) -> Done<Duration> {
        let sign = ["-CA", "ca.pem", "-CAkey", "ca.key", "-days", "365", "-extfile", "ca.cnf", "-extensions", "server"];
        let mut requests = self.requests.iter();
        median(runs, || {
            let request = requests.next().ok_or("too few requests")?;
            self.run(
                &[&["x509", "-req", "-copy_extensions", "copy", "-out", "one.pem", "-in", request], &sign[..]].concat(),
            )
        })
    }

    /// Median of one revocation, a process each.
    pub(super) fn revoke_each(&self, runs: usize) -> Done<Duration> {
        let mut issued = fs::read_dir(self.folder.join("certs"))?;
        median(runs, || {
            let file = issued.next().ok_or("too few certificates")??.path();
            self.run(&[CA, &["-crl_reason", "superseded", "-revoke", &file.to_string_lossy()]].concat())
        })
    }

    pub(super) fn run(&self, words: &[&str]) -> Done {
        run(&self.folder, words)
    }
}

fn run(folder: &Path, words: &[&str]) -> Done {
    let output = Command::new("openssl").args(words).current_dir(folder).output()?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
}
