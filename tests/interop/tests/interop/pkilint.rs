//! What a CA of this program makes, before a linter of another maker.

use orgkey_interop::{KEYPAIR_PASSPHRASE, Vault, pkilint, run};
use orgkey_pkcs12::{OpenPolicy, open};
use orgkey_types::Passphrase;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Common name, alternative name and template of what is issued.
const ISSUED: &[(&str, &str, &str)] = &[
    ("www.example.org", "DNS:www.example.org", "server"),
    ("backup.example.org", "DNS:backup.example.org", "server"),
    ("Ada Example", "email:ada@example.org", "client"),
    ("Grace Example", "email:grace@example.org", "smime"),
    ("Branch CA Lyon", "", "subordinate-ca"),
];
const SUBJECT: &str = "CN=Tree CA,OU=Keys,O=Example,L=Berlin,C=DE";

/// A CA with everything that it makes in its life.
struct Made {
    vault: Vault,
    kind: &'static str,
}

impl Made {
    fn ca(&self, words: &[&str]) -> serde_json::Value {
        let folder = self.vault.path("example.orgvault");
        self.vault.answer(&[&["--vault", folder.to_str().unwrap(), "ca"], words].concat())
    }

    /// Runs a verb that writes a file and gives its path.
    fn written(&self, words: &[&str], name: &str) -> PathBuf {
        let path = self.vault.path(name);
        self.ca(&[words, &["--to", path.to_str().unwrap()]].concat());
        path
    }

    fn certificate(&self, ca: &str, which: &str, name: &str) -> PathBuf {
        self.written(&["export", ca, "--private-key", "no", "--certificate", which], name)
    }

    /// A request by OpenSSL's own program, with a key of the same kind as the CA's.
    fn request(&self, common_name: &str) -> PathBuf {
        let path = self.vault.path(&format!("{common_name}.csr"));
        let key: &[&str] = match self.kind {
            "p256" => &["ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
            "ed25519" => &["ed25519"],
            _ => &["rsa:2048"],
        };
        let mut openssl = Command::new("openssl");
        openssl.args(["req", "-new", "-nodes", "-subj", &format!("/C=DE/O=Example/CN={common_name}"), "-newkey"]);
        openssl.args(key).arg("-keyout").arg(self.vault.path("key.pem")).arg("-out").arg(&path);
        run(&mut openssl, "openssl", b"").checked().unwrap();
        path
    }

    fn issued(&self, (common_name, alternative_name, template): (&str, &str, &str)) -> PathBuf {
        let request = self.request(common_name);
        let mut words = vec!["issue", "Tree", "--csr", request.to_str().unwrap(), "--template", template];
        words.extend(["--crl-point", "http://crl.example.org/tree.crl"]);
        if !alternative_name.is_empty() {
            words.extend(["--san", alternative_name]);
        }
        self.written(&words, &format!("{common_name}.pem"))
    }

    /// Revokes for every reason that a list can give, and puts on hold.
    fn revoke_for_every_reason(&self, any: &Path) {
        let reasons = [
            "unspecified",
            "key-compromise",
            "ca-compromise",
            "affiliation-changed",
            "superseded",
            "cessation-of-operation",
            "privilege-withdrawn",
        ];
        for reason in reasons {
            let since = if reason == "key-compromise" { &["--invalid-since", "2026-01-02"][..] } else { &[] };
            let serial = self.serial_of_one_more(any, reason);
            self.ca(&[&["revoke", "Tree", "--serial", &serial, "--reason", reason], since].concat());
        }
        let serial = self.serial_of_one_more(any, "hold");
        self.ca(&["hold", "Tree", "--serial", &serial]);
    }

    fn serial_of_one_more(&self, request: &Path, name: &str) -> String {
        let path = self.vault.path(&format!("{name}.pem"));
        let words = ["issue", "Tree", "--csr", request.to_str().unwrap(), "--to", path.to_str().unwrap()];
        self.ca(&words)["certificate"]["serial"].as_str().unwrap().to_owned()
    }

    /// Every certificate of a CA as its backup holds them: among them the one by which the old CA certifies the new.
    fn in_backup(&self, ca: &str) -> Vec<PathBuf> {
        let file = self.written(&["export", ca, "--private-key", "yes", "--preset", "legacy"], &format!("{ca}.pfx"));
        let password = Passphrase::new(KEYPAIR_PASSPHRASE.to_owned());
        let opened = open(&fs::read(file).unwrap(), &password, OpenPolicy::default()).unwrap();
        let certificates = opened.certificates.iter().enumerate().map(|(number, certificate)| {
            let path = self.vault.path(&format!("{ca}-{number}.der"));
            fs::write(&path, &certificate.der).unwrap();
            path
        });
        certificates.collect()
    }
}

fn nothing_is_found(kind: &'static str) {
    let made = Made { vault: Vault::new(), kind };
    made.ca(&["create", "--name", "Tree", "--subject", SUBJECT, "--key", kind]);
    let root = made.certificate("Tree", "self-signed", "root.pem");
    let issuer = made.certificate("Tree", "public-key", "public.pem");
    let leaves: Vec<PathBuf> = ISSUED.iter().map(|row| made.issued(*row)).collect();
    let empty = made.written(&["crl", "Tree"], "empty.crl");
    made.revoke_for_every_reason(&made.request("again.example.org"));
    let full = made.written(&["crl", "Tree", "--format", "pem"], "full.pem");
    made.ca(&["renew", "Tree", "--valid", "12y"]);
    let renewed =
        ["self-signed", "public-key"].map(|which| made.certificate("Tree", which, &format!("new-{which}.pem")));
    made.ca(&["replace", "Tree", "--key", kind, "--new-name", "Oak", "--subject", "CN=Oak CA,O=Example,C=DE"]);
    let backup = made.in_backup("Oak");
    assert_eq!(backup.len(), 3, "its two certificates and the one that the old CA signed");

    let all = [&[root.clone(), issuer.clone()], &leaves[..], &renewed, &backup].concat();
    let alone = all.iter().map(|file| (file, pkilint::certificate(file)));
    let below = leaves.iter().chain([&issuer]).map(|file| (file, pkilint::below(&root, file)));
    let lists = [&empty, &full].map(|file| (file, pkilint::list(file)));
    let found: Vec<_> = alone.chain(below).chain(lists).filter(|(_, found)| !found.is_empty()).collect();
    assert!(found.is_empty(), "{kind}: {found:#?}");
}

macro_rules! kinds {
    ($($test:ident: $kind:literal;)+) => {$(
        #[test]
        fn $test() {
            nothing_is_found($kind);
        }
    )+};
}

kinds! {
    nothing_is_wrong_with_what_a_ca_with_an_rsa_key_makes: "rsa2048";
    nothing_is_wrong_with_what_a_ca_with_a_p256_key_makes: "p256";
    nothing_is_wrong_with_what_a_ca_with_an_ed25519_key_makes: "ed25519";
}

/// The control: what is wrong is found, in each of the three ways in which it is asked.
#[test]
fn the_linter_finds_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let openssl = |words: &str| {
        let mut command = Command::new("openssl");
        command.current_dir(folder.path()).args(words.split_whitespace());
        run(&mut command, "openssl", b"").checked().unwrap();
    };
    let new = "req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256";
    openssl(&format!("{new} -keyout bad.key -subj /CN=Bad -addext basicConstraints=CA:TRUE -out bad.pem"));
    openssl(&format!("{new} -keyout other.key -subj /CN=Bad -out other.pem"));
    fs::write(folder.path().join("ca.cnf"), "[ca]\ndatabase=index.txt\ndefault_md=sha256\n").unwrap();
    fs::write(folder.path().join("index.txt"), "").unwrap();
    // Without extensions: no number, and nothing tells whose key signed it.
    openssl("ca -gencrl -config ca.cnf -name ca -keyfile bad.key -cert bad.pem -crldays 9 -out bad.crl");
    let [bad, other, list] = ["bad.pem", "other.pem", "bad.crl"].map(|name| folder.path().join(name));
    let found = [pkilint::certificate(&bad), pkilint::below(&bad, &other), pkilint::list(&list)];
    for (found, wanted) in found.iter().zip(["basic_constraints", "signature_verification", "crl"]) {
        assert!(found.iter().any(|code| code.contains(wanted)), "{wanted}: {found:?}");
    }
}
