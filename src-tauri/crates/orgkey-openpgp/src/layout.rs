//! Where the public part of a key packet ends (RFC 9580 §5.5.2, §5.6). Needed to turn a secret packet into the public
//! packet with the same bytes, and to name a key before anything is parsed deeper.

use crate::limits;
use openssl::{hash::MessageDigest, sha};
use orgkey_types::{Code, Failure, Fingerprint, Outcome, Timestamp};

/// What stands in front of a key packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    pub version: u8,
    pub created: Timestamp,
    /// Number of the algorithm (RFC 9580 §9.1).
    pub algorithm: u8,
    /// How many octets of the body are public.
    pub public_length: usize,
    pub fingerprint: Fingerprint,
}

/// Reads the layout of a key packet's body.
///
/// # Errors
/// [`Code::VersionUnsupported`], [`Code::FileDamaged`] when the parts do not fit, [`Code::AlgorithmUnsupported`] when
/// the end of the public part cannot be known, [`Code::TooComplex`] for absurd integers.
pub(crate) fn read(body: &[u8], is_secret: bool) -> Outcome<Layout> {
    let mut cursor = Cursor { body, at: 0 };
    let version = cursor.number(1)? as u8;
    if !matches!(version, 2..=4 | 6) {
        return Err(Failure::about(Code::VersionUnsupported, format!("key version {version}")));
    }
    let created = Timestamp::from_seconds(i64::from(cursor.number(4)?));
    if version < 4 {
        cursor.skip(2)?; // days of validity, retired with version 4
    }
    let algorithm = cursor.number(1)? as u8;
    let public_length = public_end(&mut cursor, version, algorithm, is_secret)?;
    if (is_secret && public_length >= body.len()) || (!is_secret && public_length != body.len()) {
        return Err(damaged());
    }
    let public = body.get(..public_length).ok_or_else(damaged)?;
    Ok(Layout { version, created, algorithm, public_length, fingerprint: fingerprint(version, public)? })
}

fn public_end(cursor: &mut Cursor<'_>, version: u8, algorithm: u8, is_secret: bool) -> Outcome<usize> {
    let stated = if version == 6 { Some(cursor.number(4)? as usize) } else { None };
    let start = cursor.at;
    let known = material(cursor, algorithm)?;
    match (stated, known) {
        (Some(length), true) if start.saturating_add(length) != cursor.at => Err(damaged()),
        (Some(length), _) => Ok(start.saturating_add(length)),
        (None, true) => Ok(cursor.at),
        (None, false) if is_secret => {
            Err(Failure::about(Code::AlgorithmUnsupported, format!("algorithm number {algorithm}")))
        }
        (None, false) => Ok(cursor.body.len()),
    }
}

/// Moves over the public material; says whether the algorithm is known.
fn material(cursor: &mut Cursor<'_>, algorithm: u8) -> Outcome<bool> {
    match algorithm {
        1..=3 => cursor.integers(2)?,
        16 | 20 => cursor.integers(3)?,
        17 => cursor.integers(4)?,
        18 => {
            cursor.field()?;
            cursor.integers(1)?;
            cursor.field()?;
        }
        19 | 22 => {
            cursor.field()?;
            cursor.integers(1)?;
        }
        25 | 27 | 32 | 33 => cursor.skip(32)?,
        26 => cursor.skip(56)?,
        28 => cursor.skip(57)?,
        30 => cursor.skip(32 + 1952)?,
        31 => cursor.skip(57 + 2592)?,
        34 => cursor.skip(64)?,
        35 => cursor.skip(32 + 1184)?,
        36 => cursor.skip(56 + 1568)?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// RFC 9580 §5.5.4; version 3 hashes the two integers without their lengths, with MD5.
fn fingerprint(version: u8, public: &[u8]) -> Outcome<Fingerprint> {
    let digest = match version {
        6 => {
            let mut hasher = sha::Sha256::new();
            hasher.update(&[0x9B]);
            hasher.update(&(public.len() as u32).to_be_bytes());
            hasher.update(public);
            hasher.finish().to_vec()
        }
        4 => {
            let mut hasher = sha::Sha1::new();
            hasher.update(&[0x99]);
            hasher.update(&u16::try_from(public.len()).map_err(|_| damaged())?.to_be_bytes());
            hasher.update(public);
            hasher.finish().to_vec()
        }
        _ => {
            let mut cursor = Cursor { body: public, at: 8 };
            let numbers = [cursor.integer()?, cursor.integer()?].concat();
            openssl::hash::hash(MessageDigest::md5(), &numbers)
                .map_err(|error| Failure::about(Code::VersionUnsupported, "key version 3").because(error))?
                .to_vec()
        }
    };
    digest.iter().map(|octet| format!("{octet:02X}")).collect::<String>().parse()
}

struct Cursor<'a> {
    body: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Outcome<&'a [u8]> {
        let end = self.at.saturating_add(length);
        let taken = self.body.get(self.at..end).ok_or_else(damaged)?;
        self.at = end;
        Ok(taken)
    }

    fn skip(&mut self, length: usize) -> Outcome<()> {
        self.take(length).map(|_| ())
    }

    fn number(&mut self, octets: usize) -> Outcome<u32> {
        Ok(self.take(octets)?.iter().fold(0, |value, octet| value << 8 | u32::from(*octet)))
    }

    /// A field that starts with its length in one octet.
    fn field(&mut self) -> Outcome<()> {
        let length = self.number(1)? as usize;
        self.skip(length)
    }

    /// A multiprecision integer (RFC 9580 §3.2).
    fn integer(&mut self) -> Outcome<&'a [u8]> {
        let bits = self.number(2)? as usize;
        if bits > limits::INTEGER_BITS {
            return Err(Failure::about(Code::TooComplex, format!("integer of {bits} bits")));
        }
        self.take(bits.div_ceil(8))
    }

    fn integers(&mut self, count: usize) -> Outcome<()> {
        (0..count).try_for_each(|_| self.integer().map(|_| ()))
    }
}

fn damaged() -> Failure {
    Failure::about(Code::FileDamaged, "key packet")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_key_of_rfc_9580_has_the_fingerprint_that_the_rfc_prints() {
        // Appendix A.3, "Sample Version 6 Certificate": creation time, Ed25519, 32 octets.
        let mut body = vec![6, 0x63, 0x87, 0x7f, 0xe3, 27, 0, 0, 0, 32];
        body.extend([
            0xf9, 0x4d, 0xa7, 0xbb, 0x48, 0xd6, 0x0a, 0x61, 0xe5, 0x67, 0x70, 0x6a, 0x65, 0x87, 0xd0, 0x33, 0x19, 0x99,
            0xbb, 0x9d, 0x89, 0x1a, 0x08, 0x24, 0x2e, 0xad, 0x84, 0x54, 0x3d, 0xf8, 0x95, 0xa3,
        ]);
        let layout = read(&body, false).unwrap();
        let printed = "CB186C4F0609A697E4D52DFA6C722B0C1F1E27C18A56708F6525EC27BAD9ACC9";
        assert_eq!(layout.fingerprint.as_str(), printed);
    }

    #[test]
    fn key_packets_that_do_not_fit_are_refused() {
        let cases: &[(&[u8], bool, Code)] = &[
            (b"", false, Code::FileDamaged),
            (b"\x05\0\0\0\0\x01", false, Code::VersionUnsupported),
            (b"\x04\0\0\0\0\x01\0\x08\xff\0\x02\x03x", false, Code::FileDamaged),
            (b"\x04\0\0\0\0\x01\0\x08\xff\0\x02\x03", true, Code::FileDamaged),
            (b"\x04\0\0\0\0\x01\xff\xff\xff", false, Code::TooComplex),
            (b"\x04\0\0\0\0\x63abc", true, Code::AlgorithmUnsupported),
            (b"\x06\0\0\0\0\x1b\xff\xff\xff\xffabc", false, Code::FileDamaged),
        ];
        for (body, secret, code) in cases {
            assert_eq!(read(body, *secret).err().map(|failure| failure.code), Some(*code), "{body:x?}");
        }
    }
}
