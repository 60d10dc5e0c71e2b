//! The contents of all armor blocks of a file, a line at a time. `armor` reads a whole file at once and keeps its blocks
//! apart; both hold a wrong checksum for damage.

use crate::{
    armor::{BASE64, Crc24, between, damaged},
    keyring::unreadable,
};
use base64::Engine;
use orgkey_types::{Code, Failure, Outcome};
use std::io::{BufRead, Read};
use zeroize::Zeroizing;

/// Longest line, in bytes. Armor has 76 (RFC 9580 §6.2); what is longer outside of a block is passed over in pieces.
const LINE: u64 = 64 << 10;

pub(crate) struct Dearmor<R> {
    source: R,
    /// Inside a block: its label.
    block: Option<Vec<u8>>,
    in_headers: bool,
    /// Letters that do not make whole octets yet.
    letters: Zeroizing<Vec<u8>>,
    crc: Crc24,
    checksum: Option<Vec<u8>>,
    any: bool,
}

impl<R: BufRead> Dearmor<R> {
    pub fn new(source: R) -> Self {
        let letters = Zeroizing::new(Vec::new());
        Self { source, block: None, in_headers: false, letters, crc: Crc24::new(), checksum: None, any: false }
    }

    /// Appends what the next lines carry; false at the end of the file.
    ///
    /// # Errors
    /// [`Code::NotOpenPgp`] without any block, [`Code::FileTruncated`] when one does not end, [`Code::FileDamaged`].
    pub fn more(&mut self, into: &mut Vec<u8>) -> Outcome<bool> {
        let before = into.len();
        while into.len() == before {
            let mut line = Zeroizing::new(Vec::new());
            self.source.by_ref().take(LINE).read_until(b'\n', &mut line).map_err(unreadable)?;
            match (line.is_empty(), self.block.is_some()) {
                (true, true) => return Err(Failure::about(Code::FileTruncated, "armor")),
                (true, false) if !self.any => return Err(Code::NotOpenPgp.into()),
                (true, false) => return Ok(false),
                (false, true) => self.inside(line.trim_ascii(), into)?,
                (false, false) => self.outside(line.trim_ascii()),
            }
        }
        Ok(true)
    }

    fn outside(&mut self, line: &[u8]) {
        let Some(label) = between(line, b"-----BEGIN ", b"-----") else { return };
        // The text of a cleartext signature is no armor.
        if label.starts_with(b"PGP ") && label != b"PGP SIGNED MESSAGE" {
            (self.block, self.in_headers, self.any) = (Some(label.to_vec()), true, true);
            (self.crc, self.checksum) = (Crc24::new(), None);
        }
    }

    fn inside(&mut self, line: &[u8], into: &mut Vec<u8>) -> Outcome<()> {
        if let Some(end) = between(line, b"-----END ", b"-----") {
            if self.block.take().as_deref() != Some(end) {
                return Err(damaged("armor end line"));
            }
            self.decode(self.letters.len(), into)?;
            return self.compare();
        }
        match line {
            [] => self.in_headers = false,
            _ if self.in_headers && line.contains(&b':') => {}
            [b'=', sum @ ..] if sum.len() == 4 => self.checksum = Some(sum.to_vec()),
            _ => {
                self.in_headers = false;
                self.letters.extend(line.iter().filter(|letter| !letter.is_ascii_whitespace()));
                self.decode(self.letters.len() / 4 * 4, into)?;
            }
        }
        Ok(())
    }

    fn decode(&mut self, letters: usize, into: &mut Vec<u8>) -> Outcome<()> {
        let before = into.len();
        let ready = self.letters.get(..letters).unwrap_or_default();
        BASE64.decode_vec(ready, into).map_err(|_| damaged("armor"))?;
        self.crc.add(into.get(before..).unwrap_or_default());
        self.letters.drain(..letters);
        Ok(())
    }

    fn compare(&mut self) -> Outcome<()> {
        let Some(expected) = self.checksum.take() else { return Ok(()) };
        let expected = BASE64.decode(expected).map_err(|_| damaged("armor checksum"))?;
        if expected == self.crc.octets() { Ok(()) } else { Err(damaged("armor checksum")) }
    }
}
