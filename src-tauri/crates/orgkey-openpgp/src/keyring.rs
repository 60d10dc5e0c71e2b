//! A keyring of any length, key after key, with no more than one key in memory. [`crate::inspect()`] reads a whole file
//! and joins the blocks that are about one key; this reads what is too large for that.
//!
//! A key that is over a budget is left out with its reason, and reading goes on behind it.

use crate::{
    dearmor::Dearmor,
    limits,
    packets::{self, tag},
};
use orgkey_types::{Code, Failure, Outcome, Secret};
use std::io::{BufRead, ErrorKind, Read};

/// Bytes that are fetched at a time.
const STEP: usize = 64 << 10;
/// Longest header of a packet (RFC 9580 §4.2): a tag, and five octets of length.
const HEADER: usize = 6;

/// The keys of a keyring, one by one: the bytes of all packets of a key.
pub struct Keyring<R> {
    source: Source<R>,
    /// Fetched and not yet passed on, from `at`.
    buffer: Vec<u8>,
    at: usize,
    key: Vec<u8>,
    packets: usize,
    refused: Option<Failure>,
    over: bool,
}

enum Source<R> {
    Binary(R),
    Armored(Dearmor<R>),
}

impl<R: BufRead> Keyring<R> {
    /// Tells by the first octet whether the file is armored.
    ///
    /// # Errors
    /// [`Code::FileUnreadable`].
    pub fn new(mut reader: R) -> Outcome<Self> {
        let binary = reader.fill_buf().map_err(unreadable)?.first().is_some_and(|first| first & 0x80 != 0);
        let source = if binary { Source::Binary(reader) } else { Source::Armored(Dearmor::new(reader)) };
        Ok(Self { source, buffer: Vec::new(), at: 0, key: Vec::new(), packets: 0, refused: None, over: false })
    }

    fn key(&mut self) -> Outcome<Option<Outcome<Secret>>> {
        while self.has(1)? {
            self.has(HEADER)?;
            let rest = self.rest();
            let opens = opens_key(rest)?;
            if opens && (self.packets > 0 || self.refused.is_some()) {
                return Ok(Some(self.close()));
            }
            if !opens && self.packets == 0 && self.refused.is_none() && !is_noise(rest) {
                return Err(Failure::about(Code::NotAKey, "packet order"));
            }
            self.packet()?;
        }
        let anything = self.packets > 0 || self.refused.is_some();
        Ok(anything.then(|| self.close()))
    }

    /// Takes one packet over, or past when the key is over its budget.
    fn packet(&mut self) -> Outcome<()> {
        let (_, whole) = packets::measure(self.rest())?;
        self.packets += 1;
        let too_much = if whole > limits::KEY_PACKET_BYTES + HEADER {
            Some(format!("packet of {whole} bytes"))
        } else if self.packets > limits::KEY_PACKETS {
            Some("packets in one key".to_owned())
        } else if self.key.len().saturating_add(whole) > limits::KEYRING_KEY_BYTES {
            Some("bytes in one key".to_owned())
        } else {
            None
        };
        if let Some(reason) = too_much {
            self.refused.get_or_insert_with(|| Failure::about(Code::TooComplex, reason));
            self.key = Vec::new();
        }
        if self.refused.is_some() {
            return self.pass(whole);
        }
        if !self.has(whole)? {
            return Err(Code::FileTruncated.into());
        }
        let packet = self.buffer.get(self.at..self.at + whole).unwrap_or_default();
        self.key.extend_from_slice(packet);
        self.at += whole;
        Ok(())
    }

    fn pass(&mut self, mut bytes: usize) -> Outcome<()> {
        while bytes > 0 {
            if !self.has(1)? {
                return Err(Code::FileTruncated.into());
            }
            let here = self.rest().len().min(bytes);
            self.at += here;
            bytes -= here;
        }
        Ok(())
    }

    fn close(&mut self) -> Outcome<Secret> {
        self.packets = 0;
        let key = std::mem::take(&mut self.key);
        match self.refused.take() {
            Some(failure) => Err(failure),
            None => Ok(Secret::new(key)),
        }
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.at..).unwrap_or_default()
    }

    /// Fetches until so many bytes are there, or the file is over.
    fn has(&mut self, bytes: usize) -> Outcome<bool> {
        while self.rest().len() < bytes {
            self.buffer.drain(..self.at);
            self.at = 0;
            if !self.source.more(&mut self.buffer)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl<R: BufRead> Source<R> {
    fn more(&mut self, into: &mut Vec<u8>) -> Outcome<bool> {
        match self {
            Self::Armored(source) => source.more(into),
            Self::Binary(source) => {
                let before = into.len();
                source.by_ref().take(STEP as u64).read_to_end(into).map_err(unreadable)?;
                Ok(into.len() > before)
            }
        }
    }
}

impl<R: BufRead> Iterator for Keyring<R> {
    type Item = Outcome<Secret>;

    /// After an error of the file itself there is nothing more; one about a key is followed by the next key.
    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        match self.key() {
            Ok(Some(key)) => Some(key),
            Ok(None) => {
                self.over = true;
                None
            }
            Err(failure) => {
                self.over = true;
                Some(Err(failure))
            }
        }
    }
}

fn opens_key(bytes: &[u8]) -> Outcome<bool> {
    match bytes.first() {
        Some(first) if first & 0x80 != 0 => Ok(matches!(packets::tag_of(*first), tag::PUBLIC_KEY | tag::SECRET_KEY)),
        _ => Err(Code::FileDamaged.into()),
    }
}

fn is_noise(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|first| matches!(packets::tag_of(*first), tag::MARKER | tag::PADDING))
}

pub(crate) fn unreadable(error: std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::IsADirectory => Failure::from(Code::NotAFile),
        _ => Failure::from(Code::FileUnreadable).because(error),
    }
}
