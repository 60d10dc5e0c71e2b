use crate::{
    bags::Content,
    pfx::{Pfx, Safe},
};
use orgkey_types::Outcome;

/// What can be told of a file without its password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// How it is written down.
    pub encoding: Encoding,
    /// None: nothing tells whether the file was changed.
    pub mac: Option<MacInfo>,
    /// The parts of the file, in its order.
    pub safes: Vec<SafeInfo>,
    /// Rounds of all key derivations in sight; keys inside encrypted parts come on top when it is opened.
    pub total_rounds: u64,
    /// DER of the certificates that are not encrypted.
    pub plain_certificates: Vec<Vec<u8>>,
}

/// How the structure is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// With definite lengths throughout.
    Der,
    /// With indefinite lengths or strings in pieces, as NSS writes.
    Ber,
}

/// The MAC over the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MacInfo {
    /// For people: `HMAC-SHA-256`; an object identifier where this program does not know it.
    pub algorithm: String,
    /// Of its key derivation.
    pub rounds: u64,
    /// How its key is derived.
    pub kind: MacKind,
}

/// How its key comes from the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MacKind {
    /// By RFC 7292 appendix B.
    Classic,
    /// By PBKDF2 (RFC 9879).
    Pbmac1,
}

/// One part of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeInfo {
    /// None where anybody can read it.
    pub encrypted: Option<Protection>,
    /// What is in sight; empty for an encrypted part.
    pub bags: Vec<BagInfo>,
}

/// Encryption under the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protection {
    /// For people: `AES-256-CBC, PBKDF2 with HMAC-SHA-256`; an object identifier where this program does not know it.
    pub algorithm: String,
    /// Of its key derivation.
    pub rounds: u64,
}

/// One bag in sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BagInfo {
    /// What it carries.
    pub kind: BagKind,
    /// As whoever wrote the file called it.
    pub friendly_name: Option<String>,
    /// The same for a key and its certificates.
    pub local_key_id: Option<Vec<u8>>,
    /// Of a shrouded key.
    pub protection: Option<Protection>,
}

/// Kinds of bags (RFC 7292 section 4.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BagKind {
    /// A private key that anybody can read.
    Key,
    /// A private key under the password.
    ShroudedKey,
    /// An X.509 certificate.
    Certificate,
    /// A CRL.
    RevocationList,
    /// A value that is neither key nor certificate.
    Secret,
    /// By object identifier.
    Other(String),
}

/// Says what is in a file, without a password.
///
/// # Errors
/// [`Code::NotPkcs12`], [`Code::FileTruncated`], [`Code::FileDamaged`], [`Code::FileTooLarge`], [`Code::TooComplex`],
/// [`Code::TooExpensive`], [`Code::MacKeyShort`]; [`Code::AlgorithmUnsupported`] for a file that is signed instead.
///
/// [`Code::NotPkcs12`]: orgkey_types::Code::NotPkcs12
/// [`Code::FileTruncated`]: orgkey_types::Code::FileTruncated
/// [`Code::FileDamaged`]: orgkey_types::Code::FileDamaged
/// [`Code::FileTooLarge`]: orgkey_types::Code::FileTooLarge
/// [`Code::TooComplex`]: orgkey_types::Code::TooComplex
/// [`Code::TooExpensive`]: orgkey_types::Code::TooExpensive
/// [`Code::MacKeyShort`]: orgkey_types::Code::MacKeyShort
/// [`Code::AlgorithmUnsupported`]: orgkey_types::Code::AlgorithmUnsupported
pub fn inspect(bytes: &[u8]) -> Outcome<Inspection> {
    let pfx = Pfx::read(bytes)?;
    Ok(Inspection {
        encoding: pfx.encoding,
        mac: pfx.mac.as_ref().map(crate::mac::Mac::info),
        total_rounds: pfx.total_rounds,
        plain_certificates: pfx.safes.iter().flat_map(certificates).collect(),
        safes: pfx.safes.iter().map(safe).collect(),
    })
}

fn safe(safe: &Safe) -> SafeInfo {
    match safe {
        Safe::Plain(bags) => SafeInfo { encrypted: None, bags: bags.iter().map(crate::bags::Bag::info).collect() },
        Safe::Encrypted { scheme, .. } => {
            let protection = Protection { algorithm: scheme.name(), rounds: scheme.rounds() };
            SafeInfo { encrypted: Some(protection), bags: Vec::new() }
        }
    }
}

fn certificates(safe: &Safe) -> Vec<Vec<u8>> {
    let Safe::Plain(bags) = safe else { return Vec::new() };
    let found = bags.iter().filter_map(|bag| match &bag.content {
        Content::Certificate(der) => Some(der.clone()),
        _ => None,
    });
    found.collect()
}
