use openssl::{
    asn1::Asn1Time,
    bn::BigNum,
    ec::{EcGroup, EcKey},
    hash::MessageDigest,
    nid::Nid,
    pkey::{Id, PKey, Private},
    rsa::Rsa,
    x509::{
        X509, X509Name, X509Req,
        extension::{BasicConstraints, KeyUsage},
    },
};
use orgkey_pkcs12::{Contents, NamedCertificate, PasswordKind, Preset, write};
use orgkey_types::{Passphrase, Secret};
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// Kinds of keys that a CA can have.
pub const KINDS: [&str; 7] = ["rsa2048", "rsa3072", "rsa4096", "p256", "p384", "p521", "ed25519"];

/// One password of each kind that the table tells apart.
pub fn passwords() -> [(PasswordKind, String); 3] {
    [
        (PasswordKind::Ascii, "correct horse 42".to_owned()),
        (PasswordKind::Unicode, "p\u{e4}ssw\u{f6}rd-\u{5bc6}\u{7801}".to_owned()),
        (PasswordKind::Long, "0123456789".repeat(100)),
    ]
}

fn key(kind: &str) -> PKey<Private> {
    let rsa = |bits| PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap();
    let curve = |nid| PKey::from_ec_key(EcKey::generate(&EcGroup::from_curve_name(nid).unwrap()).unwrap()).unwrap();
    match kind {
        "rsa2048" => rsa(2048),
        "rsa3072" => rsa(3072),
        "rsa4096" => rsa(4096),
        "p256" => curve(Nid::X9_62_PRIME256V1),
        "p384" => curve(Nid::SECP384R1),
        "p521" => curve(Nid::SECP521R1),
        _ => PKey::generate_ed25519().unwrap(),
    }
}

/// A CA as the product writes it: one key, two certificates of it, and that of an uninvolved root.
pub struct Ca {
    /// Its key.
    pub key: PKey<Private>,
    /// The trust anchor.
    pub self_signed: X509,
    public_key: X509,
    other: X509,
}

impl Ca {
    /// With a key of that kind.
    ///
    /// # Panics
    /// When OpenSSL does not make it.
    pub fn new(kind: &str) -> Self {
        let (pair, root) = (key(kind), key("rsa2048"));
        Self {
            self_signed: certificate(&pair, "Example CA", 1),
            public_key: certificate(&pair, "Example CA", 2),
            other: certificate(&root, "Example Root", 3),
            key: pair,
        }
    }

    /// The file that this program writes.
    ///
    /// # Panics
    /// When it is refused.
    pub fn file(&self, preset: Preset, password: &str) -> Vec<u8> {
        let ders = [&self.self_signed, &self.public_key, &self.other].map(|certificate| certificate.to_der().unwrap());
        let names = [Some("Organizational CA"), Some("Organizational CA"), None];
        let certificates: Vec<NamedCertificate> = ders
            .iter()
            .zip(names)
            .map(|(der, friendly_name)| NamedCertificate { der, friendly_name, matches_key: friendly_name.is_some() })
            .collect();
        let key = Secret::new(self.key.private_key_to_pkcs8().unwrap());
        let contents = Contents { key: &key, key_name: "Organizational CA", certificates: &certificates };
        write(&contents, preset, &Passphrase::new(password.to_owned())).unwrap()
    }

    /// Whether the request is signed by this CA's key.
    ///
    /// # Panics
    /// When it is no request.
    pub fn signed(&self, request: &[u8]) -> bool {
        let request = X509Req::from_pem(request).unwrap();
        request.verify(&self.key).unwrap_or(false)
    }
}

fn certificate(key: &PKey<Private>, name: &str, serial: u32) -> X509 {
    let mut subject = X509Name::builder().unwrap();
    subject.append_entry_by_text("CN", name).unwrap();
    let subject = subject.build();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_serial_number(&BigNum::from_u32(serial).unwrap().to_asn1_integer().unwrap()).unwrap();
    builder.set_subject_name(&subject).unwrap();
    builder.set_issuer_name(&subject).unwrap();
    builder.set_pubkey(key).unwrap();
    builder.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::days_from_now(365).unwrap()).unwrap();
    builder.append_extension(BasicConstraints::new().critical().ca().build().unwrap()).unwrap();
    builder.append_extension(KeyUsage::new().critical().key_cert_sign().crl_sign().build().unwrap()).unwrap();
    let digest = if key.id() == Id::ED25519 { MessageDigest::null() } else { MessageDigest::sha256() };
    builder.sign(key, digest).unwrap();
    builder.build()
}

/// A folder for one question to one program.
pub struct Place(TempDir);

impl Place {
    /// Short, because sockets of agents lie in it, and closed to others, because GnuPG asks for that.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn new() -> Self {
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        Self(builder.prefix("p").rand_bytes(6).tempdir().unwrap())
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A file in it.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    /// What a program wrote into it.
    ///
    /// # Errors
    /// Where it wrote nothing.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        fs::read(self.path(name)).map_err(|error| format!("{name}: {error}"))
    }
}

impl Default for Place {
    fn default() -> Self {
        Self::new()
    }
}

/// Words of a command line in which `@name` stands for a path in the place.
pub trait Words {
    /// The words with their paths.
    fn within(&self, place: &Place) -> Vec<String>;
}

impl Words for [&str] {
    fn within(&self, place: &Place) -> Vec<String> {
        let path = |name: &str| place.path(name).display().to_string();
        let word = |word: &&str| match word.split_once('@') {
            Some((before, name)) => format!("{before}{}", path(name)),
            None => (*word).to_owned(),
        };
        self.iter().map(word).collect()
    }
}
