//! Frames of DER (X.690): what is enough to cut foreign bytes into parts and to put copied parts together.
//!
//! Why not the `der` crate for this: it knows no UniversalString, so a name with one could not be read, and its types
//! encode anew what has to be copied. Extensions that we understand do go through it (`extension`).

use orgkey_types::{Code, Failure, Outcome};

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OID: u8 = 0x06;
pub(crate) const ENUMERATED: u8 = 0x0a;
pub(crate) const UTF8: u8 = 0x0c;
pub(crate) const PRINTABLE: u8 = 0x13;
pub(crate) const IA5: u8 = 0x16;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// `[number]`, constructed.
pub(crate) const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// One element: its identifier octet, its content and all of it.
#[derive(Clone, Copy)]
pub(crate) struct Element<'a> {
    pub(crate) tag: u8,
    pub(crate) content: &'a [u8],
    pub(crate) whole: &'a [u8],
}

/// Reads elements one after the other. It never looks inside on its own, so depth costs nothing.
#[derive(Clone)]
pub(crate) struct Cursor<'a>(&'a [u8]);

pub(crate) fn damaged(what: &str) -> Failure {
    Failure::about(Code::CertificateDamaged, what)
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    /// The next element. Indefinite lengths, long tags and lengths past the end are refused.
    pub(crate) fn next(&mut self) -> Outcome<Element<'a>> {
        let (head, length) = header(self.0).ok_or_else(|| damaged("DER"))?;
        let end = head.checked_add(length).ok_or_else(|| damaged("DER"))?;
        let (whole, rest) = self.0.split_at_checked(end).ok_or_else(|| Failure::about(Code::FileTruncated, "DER"))?;
        let content = whole.get(head..).unwrap_or_default();
        self.0 = rest;
        Ok(Element { tag: whole.first().copied().unwrap_or_default(), content, whole })
    }

    /// The next element, which has to have this tag.
    pub(crate) fn element(&mut self, tag: u8) -> Outcome<Element<'a>> {
        match self.peek() {
            Some(found) if found == tag => self.next(),
            _ => Err(damaged("DER")),
        }
    }

    /// The next element if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8) -> Outcome<Option<Element<'a>>> {
        if self.peek() == Some(tag) { self.next().map(Some) } else { Ok(None) }
    }

    /// Inside of the next element, which has to have this tag.
    pub(crate) fn enter(&mut self, tag: u8) -> Outcome<Cursor<'a>> {
        self.element(tag).map(|element| Cursor(element.content))
    }

    /// Nothing may follow.
    pub(crate) fn end(&self) -> Outcome<()> {
        if self.is_empty() { Ok(()) } else { Err(damaged("DER")) }
    }
}

/// Octets of the head, and the length it states.
fn header(bytes: &[u8]) -> Option<(usize, usize)> {
    let (tag, first) = (*bytes.first()?, *bytes.get(1)?);
    if tag & 0x1f == 0x1f {
        return None;
    }
    match first {
        0..=0x7f => Some((2, usize::from(first))),
        0x81..=0x84 => {
            let count = usize::from(first & 0x7f);
            let octets = bytes.get(2..2 + count)?;
            let length = octets.iter().fold(0, |length, octet| length << 8 | usize::from(*octet));
            Some((2 + count, length))
        }
        _ => None,
    }
}

/// Writes DER to the end of a vector. The length of a constructed element is put in when it is closed.
pub(crate) struct Der(Vec<u8>);

impl Der {
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }

    pub(crate) fn done(self) -> Vec<u8> {
        self.0
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn primitive(&mut self, tag: u8, content: &[u8]) {
        self.head(tag, content.len());
        self.raw(content);
    }

    pub(crate) fn head(&mut self, tag: u8, length: usize) {
        self.0.push(tag);
        let (octets, used) = length_octets(length);
        self.raw(octets.get(..used).unwrap_or_default());
    }

    /// An element around what `inside` writes. The content moves once, by the octets of its length.
    pub(crate) fn wrap<T>(&mut self, tag: u8, inside: impl FnOnce(&mut Self) -> T) -> T {
        self.0.push(tag);
        let start = self.0.len();
        let answer = inside(self);
        let (octets, used) = length_octets(self.0.len() - start);
        self.0.splice(start..start, octets.into_iter().take(used));
        answer
    }

    pub(crate) fn bit_string(&mut self, octets: &[u8]) {
        self.head(BIT_STRING, octets.len() + 1);
        self.0.push(0);
        self.raw(octets);
    }

    /// A number that is not negative, in its shortest form.
    pub(crate) fn unsigned(&mut self, number: u64) {
        let octets = number.to_be_bytes();
        let start = octets.iter().position(|octet| *octet != 0).unwrap_or(7);
        let shortest = octets.get(start..).unwrap_or_default();
        let sign: &[u8] = if shortest.first().is_some_and(|first| *first >= 0x80) { &[0] } else { &[] };
        self.head(INTEGER, sign.len() + shortest.len());
        self.raw(sign);
        self.raw(shortest);
    }
}

fn length_octets(length: usize) -> ([u8; 9], usize) {
    let mut octets = [0; 9];
    let bytes = length.to_be_bytes();
    let skip = if length < 0x80 { 8 } else { bytes.iter().position(|byte| *byte != 0).unwrap_or(7) };
    let used = bytes.len() - skip.min(bytes.len());
    let [first, rest @ ..] = &mut octets;
    *first = if length < 0x80 { length as u8 } else { 0x80 | used as u8 };
    for (place, byte) in rest.iter_mut().zip(bytes.iter().skip(skip)) {
        *place = *byte;
    }
    (octets, used + 1)
}
