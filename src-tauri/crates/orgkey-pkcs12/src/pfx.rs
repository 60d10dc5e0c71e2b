use crate::{
    bags::{self, Bag},
    ber::{self, Budget, Node},
    inspect::Encoding,
    limits,
    mac::Mac,
    oids,
    scheme::Scheme,
};
use orgkey_types::{Code, Failure, Outcome};

/// A file that passed every bound that needs no password.
pub struct Pfx {
    pub encoding: Encoding,
    pub mac: Option<Mac>,
    /// What the MAC covers: the content of the outer OCTET STRING.
    pub content: Vec<u8>,
    pub safes: Vec<Safe>,
    pub total_rounds: u64,
    pub budget: Budget,
}

/// One part of the authenticated safe.
pub enum Safe {
    Plain(Vec<Bag>),
    Encrypted { scheme: Scheme, text: Vec<u8> },
}

/// Whether the bytes begin as a PKCS#12 file does: version 3, then what it carries.
pub fn begins_as_pkcs12(bytes: &[u8]) -> bool {
    let length_octets = match bytes.get(1) {
        Some(first @ 0x81..=0x88) => usize::from(first & 0x7f),
        Some(_) => 0,
        None => return false,
    };
    let start = bytes.get(2 + length_octets..).unwrap_or_default();
    bytes.starts_with(&[0x30]) && start.starts_with(&[ber::INTEGER, 1, 3, 0x30])
}

impl Pfx {
    /// # Errors
    /// [`Code::NotPkcs12`], [`Code::FileTruncated`], [`Code::FileDamaged`] for what is none or half of one,
    /// [`Code::FileTooLarge`], [`Code::TooComplex`], [`Code::TooExpensive`], [`Code::MacKeyShort`] for what nobody
    /// should be asked a password for, and [`Code::AlgorithmUnsupported`] where a public key instead of a password
    /// guards the file.
    pub fn read(bytes: &[u8]) -> Outcome<Self> {
        if bytes.len() > limits::FILE_BYTES {
            return Err(Code::FileTooLarge.into());
        }
        if !begins_as_pkcs12(bytes) {
            return Err(Code::NotPkcs12.into());
        }
        let mut budget = Budget::new();
        let (file, _) = ber::read(bytes, &mut budget)?;
        let parts = file.sequence()?;
        let content = authenticated(ber::at(parts, 1)?)?;
        let mac = parts.get(2).map(Mac::read).transpose()?;
        let mut count = 0;
        let (safes, ber) = safes(&content, &mut budget, &mut count)?;
        let encoding = if file.ber || ber { Encoding::Ber } else { Encoding::Der };
        let total_rounds = affordable(mac.as_ref(), &safes)?;
        Ok(Self { encoding, mac, content, safes, total_rounds, budget })
    }

    /// Bags in sight without a password.
    pub fn plain_bags(&self) -> usize {
        self.safes.iter().map(|safe| if let Safe::Plain(bags) = safe { bags.len() } else { 0 }).sum()
    }
}

/// Content of the outer `ContentInfo`.
fn authenticated(info: &Node) -> Outcome<Vec<u8>> {
    let parts = info.sequence()?;
    let oid = ber::at(parts, 0)?.oid()?;
    match oid.components().as_slice() {
        oids::DATA => Ok(ber::at(parts, 1)?.explicit()?.octets()?.into_owned()),
        oids::SIGNED_DATA => Err(Failure::about(Code::AlgorithmUnsupported, "signed PKCS#12")),
        _ => Err(ber::damaged("neither data nor signed data")),
    }
}

fn safes(content: &[u8], budget: &mut Budget, count: &mut usize) -> Outcome<(Vec<Safe>, bool)> {
    let (node, _) = ber::read(content, budget).map_err(inner)?;
    let infos = node.sequence()?;
    if infos.len() > limits::SAFES {
        return Err(Failure::about(Code::TooComplex, "parts"));
    }
    let mut ber = node.ber;
    let mut safes = Vec::with_capacity(infos.len());
    for info in infos {
        let (safe, safe_ber) = safe(info, budget, count)?;
        ber |= safe_ber;
        safes.push(safe);
    }
    Ok((safes, ber))
}

fn safe(info: &Node, budget: &mut Budget, count: &mut usize) -> Outcome<(Safe, bool)> {
    let parts = info.sequence()?;
    let oid = ber::at(parts, 0)?.oid()?;
    match oid.components().as_slice() {
        oids::DATA => {
            let content = ber::at(parts, 1)?.explicit()?.octets()?;
            let (bags, ber) = bags::read(&content, budget, count)?;
            Ok((Safe::Plain(bags), ber))
        }
        oids::ENCRYPTED_DATA => Ok((encrypted(ber::at(parts, 1)?.explicit()?)?, false)),
        oids::ENVELOPED_DATA => {
            let scheme = Scheme::Unknown("encrypted to a public key".into());
            Ok((Safe::Encrypted { scheme, text: Vec::new() }, false))
        }
        _ => Err(ber::damaged("a part of unknown kind")),
    }
}

/// `EncryptedData` of RFC 5652 section 8.
fn encrypted(data: &Node) -> Outcome<Safe> {
    let info = ber::at(data.sequence()?, 1)?.sequence()?;
    let scheme = Scheme::read(ber::at(info, 1)?)?;
    let text = ber::at(info, 2)?.string(ber::CONTEXT_0).map_err(|_| ber::damaged("no encrypted content"))?;
    Ok(Safe::Encrypted { scheme, text: text.into_owned() })
}

/// Inside an element of known length, a missing end is damage and not a cut file.
pub fn inner(failure: Failure) -> Failure {
    if failure.code == Code::FileTruncated { ber::damaged("content ends before its elements do") } else { failure }
}

/// Rounds of all derivations. The sum counts, not the largest: twenty bags of a million cost as much as one of
/// twenty million.
fn affordable(mac: Option<&Mac>, safes: &[Safe]) -> Outcome<u64> {
    let mac = mac.map_or(0, Mac::rounds);
    let parts = safes.iter().map(|safe| match safe {
        Safe::Encrypted { scheme, .. } => scheme.rounds(),
        Safe::Plain(bags) => bags::rounds(bags),
    });
    let total = parts.fold(mac, u64::saturating_add);
    if total > limits::TOTAL_ROUNDS { Err(too_expensive(total)) } else { Ok(total) }
}

/// More rounds than a file may cost.
pub fn too_expensive(rounds: u64) -> Failure {
    Failure::about(Code::TooExpensive, "rounds").because(rounds)
}
