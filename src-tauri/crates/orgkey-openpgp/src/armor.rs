//! ASCII armor (RFC 9580 §6) for files that hold several blocks, as PGP Desktop writes them. Sequoia's reader stops
//! after the first block and does not look at the checksum; here a wrong checksum means a damaged file.

use crate::limits;
use base64::{
    Engine,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use orgkey_types::{Code, Failure, Outcome};
use sequoia_openpgp::armor::{Kind, Writer};
use std::io::Write;
use zeroize::Zeroizing;

/// One block of a file.
pub(crate) struct Block {
    /// The words after `BEGIN`: `PGP PRIVATE KEY BLOCK`.
    pub label: String,
    /// What the block carries; wiped, because it may be an open secret key.
    pub bytes: Zeroizing<Vec<u8>>,
}

/// The blocks of an armored file, and whether there is text after the first of them.
pub(crate) struct Armored {
    pub blocks: Vec<Block>,
    pub text_after: bool,
}

pub(crate) const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Reads every block of `text`.
///
/// # Errors
/// [`Code::NotOpenPgp`] without any block, [`Code::FileTruncated`] when one does not end, [`Code::FileDamaged`] for
/// foreign characters, a wrong checksum or a wrong end line, [`Code::TooComplex`] for too many blocks.
pub(crate) fn read(text: &[u8]) -> Outcome<Armored> {
    let mut lines = text.split(|byte| *byte == b'\n');
    let mut found = Armored { blocks: Vec::new(), text_after: false };
    while let Some(line) = lines.next() {
        let Some(label) = between(line, b"-----BEGIN ", b"-----").filter(|label| label.starts_with(b"PGP ")) else {
            found.text_after |= !found.blocks.is_empty() && !line.trim_ascii().is_empty();
            continue;
        };
        // The text of a cleartext signature is no armor; its signature follows as a block of its own.
        if label == b"PGP SIGNED MESSAGE" {
            continue;
        }
        if found.blocks.len() == limits::BLOCKS {
            return Err(Failure::about(Code::TooComplex, "armor blocks"));
        }
        found.blocks.push(read_block(label, &mut lines)?);
    }
    if found.blocks.is_empty() { Err(Code::NotOpenPgp.into()) } else { Ok(found) }
}

fn read_block<'a>(label: &[u8], lines: &mut impl Iterator<Item = &'a [u8]>) -> Outcome<Block> {
    let (mut encoded, mut checksum, mut in_headers) = (Zeroizing::new(Vec::new()), None, true);
    for line in lines {
        let line = line.trim_ascii();
        if let Some(end) = between(line, b"-----END ", b"-----") {
            return if end == label { close(label, &encoded, checksum) } else { Err(damaged("armor end line")) };
        }
        match line {
            [] => in_headers = false,
            _ if in_headers && line.contains(&b':') => {}
            [b'=', sum @ ..] if sum.len() == 4 => checksum = Some(sum),
            _ => {
                in_headers = false;
                encoded.extend(line.iter().filter(|byte| !byte.is_ascii_whitespace()));
            }
        }
    }
    Err(Failure::about(Code::FileTruncated, "armor"))
}

fn close(label: &[u8], encoded: &[u8], checksum: Option<&[u8]>) -> Outcome<Block> {
    let bytes = Zeroizing::new(BASE64.decode(encoded).map_err(|_| damaged("armor"))?);
    if let Some(expected) = checksum {
        let expected = BASE64.decode(expected).map_err(|_| damaged("armor checksum"))?;
        if expected != crc24(&bytes) {
            return Err(damaged("armor checksum"));
        }
    }
    Ok(Block { label: String::from_utf8_lossy(label).into_owned(), bytes })
}

pub(crate) fn damaged(part: &str) -> Failure {
    Failure::about(Code::FileDamaged, part)
}

pub(crate) fn between<'a>(line: &'a [u8], start: &[u8], end: &[u8]) -> Option<&'a [u8]> {
    line.trim_ascii().strip_prefix(start)?.strip_suffix(end)
}

/// CRC-24 as OpenPGP defines it (RFC 9580 §6.1.1).
fn crc24(bytes: &[u8]) -> [u8; 3] {
    let mut crc = Crc24::new();
    crc.add(bytes);
    crc.octets()
}

/// The same in pieces.
pub(crate) struct Crc24(u32);

impl Crc24 {
    pub fn new() -> Self {
        Self(0x00B7_04CE)
    }

    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 ^= u32::from(*byte) << 16;
            for _ in 0..8 {
                self.0 <<= 1;
                if self.0 & 0x0100_0000 != 0 {
                    self.0 ^= 0x0186_4CFB;
                }
            }
        }
    }

    pub fn octets(&self) -> [u8; 3] {
        let [_, a, b, c] = self.0.to_be_bytes();
        [a, b, c]
    }
}

/// Appends one armored block to `text`. The checksum is written: GnuPG wants it, and it tells damage from a wrong
/// passphrase.
pub(crate) fn write(text: &mut Vec<u8>, kind: Kind, bytes: &[u8]) -> Outcome<()> {
    let failed = |error: &dyn std::fmt::Display| Failure::from(Code::Internal).because(error);
    let mut writer = Writer::new(text, kind).map_err(|error| failed(&error))?;
    writer.write_all(bytes).map_err(|error| failed(&error))?;
    writer.finalize().map_err(|error| failed(&error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> String {
        let mut text = Vec::new();
        write(&mut text, Kind::SecretKey, b"not a key, only bytes").unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn blocks_in_one_file_are_all_read_and_text_around_them_is_not() {
        let text = format!("Dear admin,\r\n{0}\r\nand\n{0}", sample().replace('\n', "\r\n"));
        let found = read(text.as_bytes()).unwrap();
        assert_eq!(found.blocks.len(), 2);
        assert!(found.text_after);
        assert_eq!(found.blocks[1].label, "PGP PRIVATE KEY BLOCK");
        assert_eq!(found.blocks[1].bytes.as_slice(), b"not a key, only bytes");
    }

    #[test]
    fn what_is_wrong_with_an_armor_has_its_own_code() {
        let good = sample();
        let cases = [
            (good.replace("END PGP PRIVATE", "END PGP PUBLIC"), Code::FileDamaged),
            (good.replacen("bm90", "bm91", 1), Code::FileDamaged),
            (good.replacen("bm90", "b!90", 1), Code::FileDamaged),
            (good.split("-----END").next().unwrap().to_owned(), Code::FileTruncated),
            (good.replace("BEGIN", "BEGAN"), Code::NotOpenPgp),
            (String::new(), Code::NotOpenPgp),
        ];
        for (text, code) in cases {
            assert_eq!(read(text.as_bytes()).err().map(|failure| failure.code), Some(code), "{text}");
        }
    }

    #[test]
    fn the_checksum_is_the_one_of_the_standard() {
        // Known value of the CRC-24/OPENPGP catalogue for its check input.
        assert_eq!(crc24(b"123456789"), [0x21, 0xcf, 0x02]);
        assert!(sample().lines().any(|line| line.starts_with('=') && line.len() == 5));
    }
}
