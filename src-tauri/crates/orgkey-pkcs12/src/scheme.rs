use crate::{
    ber::{self, Node},
    cipher::{self, Cipher},
    hash::{Hash, Purpose},
    limits, oids,
    password::{Spellings, first_that},
};
use orgkey_types::{Code, Failure, Outcome};
use zeroize::Zeroizing;

/// How a part of a file is encrypted under the password.
pub enum Scheme {
    /// RFC 7292 appendix C: SHA-1 and a cipher of its time.
    Classic { cipher: Cipher, salt: Vec<u8>, rounds: u64 },
    /// RFC 8018 section 6.2 with PBKDF2.
    Pbes2 { cipher: Cipher, vector: Vec<u8>, stretch: Pbkdf2 },
    /// Something that this program cannot open; told by name.
    Unknown(String),
}

/// Parameters of PBKDF2.
pub struct Pbkdf2 {
    pub hash: Hash,
    pub salt: Vec<u8>,
    pub rounds: u64,
    /// None where the file leaves it to the cipher.
    pub key_bytes: Option<i64>,
}

impl Scheme {
    /// Of an `AlgorithmIdentifier`.
    pub fn read(node: &Node) -> Outcome<Self> {
        let parts = node.sequence()?;
        let oid = ber::at(parts, 0)?.oid()?;
        let components = oid.components().as_slice();
        if components == oids::PBES2 {
            return Self::pbes2(ber::at(parts, 1)?);
        }
        match cipher::CLASSIC.iter().find(|(known, _)| *known == components) {
            Some((_, cipher)) => Self::classic(*cipher, ber::at(parts, 1)?),
            None => Ok(Self::Unknown(oid.to_string())),
        }
    }

    fn classic(cipher: Cipher, parameters: &Node) -> Outcome<Self> {
        let parts = parameters.sequence()?;
        Ok(Self::Classic { cipher, salt: salt(ber::at(parts, 0)?)?, rounds: rounds(ber::at(parts, 1)?)? })
    }

    fn pbes2(parameters: &Node) -> Outcome<Self> {
        let parts = parameters.sequence()?;
        let stretch = match Pbkdf2::read(ber::at(parts, 0)?)? {
            Ok(stretch) => stretch,
            Err(name) => return Ok(Self::Unknown(name)),
        };
        let (cipher, vector) = match encryption(ber::at(parts, 1)?)? {
            Ok(found) => found,
            Err(name) => return Ok(Self::Unknown(name)),
        };
        let cipher = cipher.with_key_of(stretch.key_bytes);
        Ok(Self::Pbes2 { cipher, vector, stretch })
    }

    /// As it is shown: `AES-256-CBC, PBKDF2 with HMAC-SHA-256`.
    pub fn name(&self) -> String {
        match self {
            Self::Classic { cipher, .. } => format!("{}, PKCS#12 derivation with SHA-1", cipher.name()),
            Self::Pbes2 { cipher, stretch, .. } => {
                format!("{}, PBKDF2 with HMAC-{}", cipher.name(), stretch.hash.name())
            }
            Self::Unknown(name) => name.clone(),
        }
    }

    pub fn rounds(&self) -> u64 {
        match self {
            Self::Classic { rounds, .. } => *rounds,
            Self::Pbes2 { stretch, .. } => stretch.rounds,
            Self::Unknown(_) => 0,
        }
    }

    /// The plain text under the first spelling that gives a SEQUENCE; none where no spelling does.
    ///
    /// # Errors
    /// [`Code::AlgorithmUnsupported`] for what this program does not know.
    pub fn decrypt(&self, spellings: &mut Spellings, text: &[u8]) -> Outcome<Option<Zeroizing<Vec<u8>>>> {
        match self {
            Self::Classic { cipher, salt, rounds } => Ok(first_that(&mut spellings.classic, |password| {
                let key = Hash::Sha1.derive(Purpose::Key, password, salt, *rounds, cipher.key_bytes());
                let vector = Hash::Sha1.derive(Purpose::Vector, password, salt, *rounds, cipher.vector_bytes());
                sequence(cipher.decrypt(&key, &vector, text)?)
            })),
            Self::Pbes2 { cipher, vector, stretch } => Ok(first_that(&mut spellings.plain, |password| {
                sequence(cipher.decrypt(&stretch.key(password, cipher.key_bytes())?, vector, text)?)
            })),
            Self::Unknown(name) => Err(Failure::about(Code::AlgorithmUnsupported, name)),
        }
    }
}

impl Pbkdf2 {
    /// Of an `AlgorithmIdentifier`; the inner error is the name of what is not known.
    pub fn read(node: &Node) -> Outcome<Result<Self, String>> {
        let parts = node.sequence()?;
        let oid = ber::at(parts, 0)?.oid()?;
        if oid.components().as_slice() != oids::PBKDF2 {
            return Ok(Err(oid.to_string()));
        }
        let parts = ber::at(parts, 1)?.sequence()?;
        let (salt, rounds) = (salt(ber::at(parts, 0)?)?, rounds(ber::at(parts, 1)?)?);
        let key_bytes = match parts.get(2).filter(|part| part.tag == ber::INTEGER) {
            Some(part) => Some(part.integer()?.unwrap_or(i64::MAX)),
            None => None,
        };
        let Some(hash) = parts.get(2..).unwrap_or_default().iter().find(|part| part.tag == ber::SEQUENCE) else {
            return Ok(Ok(Self { hash: Hash::Sha1, salt, rounds, key_bytes }));
        };
        let oid = ber::at(hash.sequence()?, 0)?.oid()?;
        let hash = Hash::by_hmac_oid(oid.components().as_slice()).ok_or_else(|| oid.to_string());
        Ok(hash.map(|hash| Self { hash, salt, rounds, key_bytes }))
    }

    /// None where the length in the file is not that of the cipher.
    fn key(&self, password: &[u8], size: usize) -> Option<Zeroizing<Vec<u8>>> {
        let fits = self.key_bytes.is_none_or(|asked| usize::try_from(asked) == Ok(size));
        fits.then(|| self.hash.pbkdf2(password, &self.salt, self.rounds, size).ok())?
    }
}

/// Cipher and initial vector of PBES2; the inner error is the name of what is not known.
fn encryption(node: &Node) -> Outcome<Result<(Cipher, Vec<u8>), String>> {
    let parts = node.sequence()?;
    let oid = ber::at(parts, 0)?.oid()?;
    let components = oid.components().as_slice();
    if components == oids::RC2_CBC {
        return rc2(ber::at(parts, 1)?).map(|found| found.ok_or_else(|| oid.to_string()));
    }
    match cipher::PBES2.iter().find(|(known, _)| *known == components) {
        Some((_, cipher)) => Ok(Ok((*cipher, ber::at(parts, 1)?.octets()?.into_owned()))),
        None => Ok(Err(oid.to_string())),
    }
}

/// RFC 8018 appendix B.2.3: the number stands for the effective bits by a table.
fn rc2(parameters: &Node) -> Outcome<Option<(Cipher, Vec<u8>)>> {
    let parts = parameters.sequence()?;
    let bits = match ber::at(parts, 0)?.integer()? {
        Some(160) => 40,
        Some(120) => 64,
        Some(58) => 128,
        _ => return Ok(None),
    };
    Ok(Some((Cipher::Rc2(bits), ber::at(parts, 1)?.octets()?.into_owned())))
}

/// What decrypts to anything else was decrypted with a wrong key: padding alone fits once in 256 times.
fn sequence(plain: Zeroizing<Vec<u8>>) -> Option<Zeroizing<Vec<u8>>> {
    let (node, _) = ber::read(&plain, &mut ber::Budget::new()).ok()?;
    node.sequence().is_ok().then(|| plain.clone())
}

/// A salt of bearable length.
pub fn salt(node: &Node) -> Outcome<Vec<u8>> {
    let salt = node.octets()?;
    if salt.len() > limits::SALT_BYTES { Err(ber::damaged("a salt too long")) } else { Ok(salt.into_owned()) }
}

/// Rounds of a derivation: one or more.
pub fn rounds(node: &Node) -> Outcome<u64> {
    match node.integer()? {
        None => Ok(u64::MAX),
        Some(rounds @ 1..) => Ok(rounds.unsigned_abs()),
        Some(_) => Err(Failure::about(Code::FileDamaged, "rounds").because("a derivation of no rounds")),
    }
}
