use crate::{
    ber::{self, Node},
    hash::{Hash, Purpose},
    inspect::{MacInfo, MacKind},
    limits, oids,
    password::{Spellings, first_that},
    scheme::{self, Pbkdf2},
};
use orgkey_types::{Code, Failure, Outcome};

/// What tells that a file is as it was written: `MacData` of RFC 7292 section 4.
pub struct Mac {
    kind: Kind,
    digest: Vec<u8>,
}

enum Kind {
    /// RFC 7292 appendix B.
    Classic {
        hash: Hash,
        salt: Vec<u8>,
        rounds: u64,
    },
    /// RFC 9879: PBKDF2 and HMAC, each with its hash.
    Pbmac1 {
        stretch: Pbkdf2,
        key_bytes: usize,
        hash: Hash,
    },
    Unknown(String),
}

impl Mac {
    /// Of `MacData`.
    pub fn read(node: &Node) -> Outcome<Self> {
        let parts = node.sequence()?;
        let info = ber::at(parts, 0)?.sequence()?;
        let algorithm = ber::at(info, 0)?.sequence()?;
        let digest = ber::at(info, 1)?.octets()?.into_owned();
        let oid = ber::at(algorithm, 0)?.oid()?;
        let components = oid.components().as_slice();
        // Salt and rounds of the outer structure mean nothing beside PBMAC1 (RFC 9879 section 4).
        let kind = if components == oids::PBMAC1 {
            pbmac1(ber::at(algorithm, 1)?)?
        } else if let Some(hash) = Hash::by_oid(components) {
            let rounds = parts.get(2).map_or(Ok(1), scheme::rounds)?;
            Kind::Classic { hash, salt: scheme::salt(ber::at(parts, 1)?)?, rounds }
        } else {
            Kind::Unknown(oid.to_string())
        };
        Ok(Self { kind, digest })
    }

    pub fn info(&self) -> MacInfo {
        let (algorithm, rounds, kind) = match &self.kind {
            Kind::Classic { hash, rounds, .. } => (format!("HMAC-{}", hash.name()), *rounds, MacKind::Classic),
            Kind::Pbmac1 { stretch, hash, .. } => {
                let algorithm = format!("HMAC-{}, PBKDF2 with HMAC-{}", hash.name(), stretch.hash.name());
                (algorithm, stretch.rounds, MacKind::Pbmac1)
            }
            Kind::Unknown(name) => (name.clone(), 0, MacKind::Classic),
        };
        MacInfo { algorithm, rounds, kind }
    }

    pub fn rounds(&self) -> u64 {
        self.info().rounds
    }

    /// Whether the content is what was written under this password.
    ///
    /// # Errors
    /// [`Code::AlgorithmUnsupported`] for a MAC that this program does not know.
    pub fn holds(&self, spellings: &mut Spellings, content: &[u8]) -> Outcome<bool> {
        let found = match &self.kind {
            Kind::Classic { hash, salt, rounds } => first_that(&mut spellings.classic, |password| {
                let key = hash.derive(Purpose::Mac, password, salt, *rounds, hash.size());
                self.fits(*hash, &key, content)
            }),
            Kind::Pbmac1 { stretch, key_bytes, hash } => first_that(&mut spellings.plain, |password| {
                let key = stretch.hash.pbkdf2(password, &stretch.salt, stretch.rounds, *key_bytes).ok()?;
                self.fits(*hash, &key, content)
            }),
            Kind::Unknown(name) => return Err(Failure::about(Code::AlgorithmUnsupported, name)),
        };
        Ok(found.is_some())
    }

    fn fits(&self, hash: Hash, key: &[u8], content: &[u8]) -> Option<()> {
        let digest = hash.hmac(key, content).ok()?;
        (digest.len() == self.digest.len() && openssl::memcmp::eq(&digest, &self.digest)).then_some(())
    }
}

/// PBMAC1-params of RFC 8018 appendix A.5, with the key length that RFC 9879 asks for.
fn pbmac1(parameters: &Node) -> Outcome<Kind> {
    let parts = parameters.sequence()?;
    let stretch = match Pbkdf2::read(ber::at(parts, 0)?)? {
        Ok(stretch) => stretch,
        Err(name) => return Ok(Kind::Unknown(name)),
    };
    let oid = ber::at(ber::at(parts, 1)?.sequence()?, 0)?.oid()?;
    let Some(hash) = Hash::by_hmac_oid(oid.components().as_slice()) else {
        return Ok(Kind::Unknown(oid.to_string()));
    };
    let key_bytes = match stretch.key_bytes {
        Some(limits::MAC_KEY_SHORTEST..=limits::MAC_KEY_LONGEST) => stretch.key_bytes.unwrap_or_default(),
        Some(long) if long > limits::MAC_KEY_LONGEST => return Err(Failure::about(Code::TooExpensive, "MAC key")),
        Some(_) => return Err(Code::MacKeyShort.into()),
        None => return Err(Failure::from(Code::MacKeyShort).because("no key length")),
    };
    Ok(Kind::Pbmac1 { stretch, key_bytes: usize::try_from(key_bytes).unwrap_or_default(), hash })
}
