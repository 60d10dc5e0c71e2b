//! Splits bytes into packets without looking inside (RFC 9580 §4.2). The bytes of a packet are the truth and are
//! passed on as they are; the library that judges them gets a copy.
//!
//! Deliberately absent: decompression and decryption. Nothing here recurses.

use crate::limits;
use orgkey_types::{Code, Failure, Outcome};
use zeroize::Zeroize;

pub(crate) mod tag {
    pub const PKESK: u8 = 1;
    pub const SIGNATURE: u8 = 2;
    pub const SKESK: u8 = 3;
    pub const ONE_PASS: u8 = 4;
    pub const SECRET_KEY: u8 = 5;
    pub const PUBLIC_KEY: u8 = 6;
    pub const SECRET_SUBKEY: u8 = 7;
    pub const COMPRESSED: u8 = 8;
    pub const ENCRYPTED: u8 = 9;
    pub const MARKER: u8 = 10;
    pub const LITERAL: u8 = 11;
    pub const USER_ID: u8 = 13;
    pub const PUBLIC_SUBKEY: u8 = 14;
    pub const USER_ATTRIBUTE: u8 = 17;
    pub const SEIPD: u8 = 18;
    pub const AEAD: u8 = 20;
    pub const PADDING: u8 = 21;
}

/// One packet with its original header.
#[derive(Clone)]
pub(crate) struct Packet {
    pub tag: u8,
    header: usize,
    raw: Vec<u8>,
}

impl Packet {
    /// A packet whose header has the form of another one: GnuPG and PGP write the old format, PGP with two octets of
    /// length where one would do. A key that goes from public to secret packet and back keeps its bytes that way.
    pub fn like(model: &Packet, tag: u8, body: &[u8]) -> Self {
        let old = model.raw.first().is_some_and(|byte| byte & 0x40 == 0) && tag < 16;
        let make = if old { old_header } else { new_header };
        let is_wide = model.header > make(tag, model.body().len(), 0).len();
        Self::with_header(make(tag, body.len(), if is_wide { model.header } else { 0 }), tag, body)
    }

    fn with_header(mut raw: Vec<u8>, tag: u8, body: &[u8]) -> Self {
        let header = raw.len();
        raw.reserve_exact(body.len());
        raw.extend_from_slice(body);
        Self { tag, header, raw }
    }

    /// Header and body as they stand in the file.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The body without the header.
    pub fn body(&self) -> &[u8] {
        self.raw.get(self.header..).unwrap_or_default()
    }

    /// Whether it is a primary key or subkey, public or secret.
    pub fn is_key(&self) -> bool {
        matches!(self.tag, tag::SECRET_KEY | tag::PUBLIC_KEY | tag::SECRET_SUBKEY | tag::PUBLIC_SUBKEY)
    }
}

/// Secret packets pass through here too, also open ones.
impl Drop for Packet {
    fn drop(&mut self) {
        if matches!(self.tag, tag::SECRET_KEY | tag::SECRET_SUBKEY) {
            self.raw.zeroize();
        }
    }
}

/// A header of at least `octets`, if a form of that length exists.
fn new_header(tag: u8, length: usize, octets: usize) -> Vec<u8> {
    let mut header = vec![0xC0 | tag];
    match length {
        0..192 if octets <= 2 => header.push(length as u8),
        192..8384 if octets <= 3 => header.extend([((length - 192) >> 8) as u8 + 192, (length - 192) as u8]),
        _ => {
            header.push(0xFF);
            header.extend((length as u32).to_be_bytes());
        }
    }
    header
}

fn old_header(tag: u8, length: usize, octets: usize) -> Vec<u8> {
    let lead = 0x80 | tag << 2;
    let mut header = Vec::new();
    match length {
        0..0x100 if octets <= 2 => header.extend([lead, length as u8]),
        0..0x1_0000 if octets <= 3 => {
            header.push(lead | 1);
            header.extend((length as u16).to_be_bytes());
        }
        _ => {
            header.push(lead | 2);
            header.extend((length as u32).to_be_bytes());
        }
    }
    header
}

/// All packets of `bytes`.
///
/// # Errors
/// [`Code::NotOpenPgp`] when the first octet opens no packet, [`Code::FileDamaged`] when a later one does not or a
/// length form is not allowed there, [`Code::FileTruncated`] when the last packet is not whole, [`Code::TooComplex`].
pub(crate) fn split(bytes: &[u8]) -> Outcome<Vec<Packet>> {
    let (mut rest, mut packets) = (bytes, Vec::new());
    while let Some(first) = rest.first() {
        let known = if packets.is_empty() { opens_a_file(*first) } else { first & 0x80 != 0 && tag_of(*first) != 0 };
        if !known {
            return Err(if packets.is_empty() { Code::NotOpenPgp } else { Code::FileDamaged }.into());
        }
        if packets.is_empty() && !has_known_version(rest) {
            return Err(Code::NotOpenPgp.into());
        }
        if packets.len() == limits::PACKETS {
            return Err(Failure::about(Code::TooComplex, "packets"));
        }
        let (header, whole) = measure(rest)?;
        let (raw, after) = rest.split_at_checked(whole).ok_or(Code::FileTruncated)?;
        packets.push(Packet { tag: tag_of(*first), header, raw: raw.to_vec() });
        rest = after;
    }
    if packets.is_empty() { Err(Code::NotOpenPgp.into()) } else { Ok(packets) }
}

/// The first packet of `bytes`, and what follows it. None where there is no whole one.
pub(crate) fn first(bytes: &[u8]) -> Option<(Packet, &[u8])> {
    let lead = *bytes.first()?;
    let (header, whole) = measure(bytes).ok().filter(|_| lead & 0x80 != 0)?;
    let (raw, after) = bytes.split_at_checked(whole)?;
    Some((Packet { tag: tag_of(lead), header, raw: raw.to_vec() }, after))
}

pub(crate) fn tag_of(first: u8) -> u8 {
    if first & 0x40 != 0 { first & 0x3F } else { first >> 2 & 0x0F }
}

fn opens_a_file(first: u8) -> bool {
    use tag::*;
    let tags = [
        PKESK,
        SIGNATURE,
        SKESK,
        ONE_PASS,
        SECRET_KEY,
        PUBLIC_KEY,
        SECRET_SUBKEY,
        COMPRESSED,
        ENCRYPTED,
        MARKER,
        LITERAL,
        PUBLIC_SUBKEY,
        SEIPD,
        AEAD,
        PADDING,
    ];
    first & 0x80 != 0 && tags.contains(&tag_of(first))
}

/// Whether a signature packet has a version that was ever given out: the first octet of a PNG picture looks like one, and
/// only the version tells that it is none. What ends before it is not judged here.
fn has_known_version(bytes: &[u8]) -> bool {
    let version = measure(bytes).ok().and_then(|(header, _)| bytes.get(header));
    let signature = bytes.first().is_some_and(|first| tag_of(*first) == tag::SIGNATURE);
    !signature || version.is_none_or(|version| (2..=6).contains(version))
}

/// Length of the header and of the whole packet at the start of `bytes`.
pub(crate) fn measure(bytes: &[u8]) -> Outcome<(usize, usize)> {
    let first = *bytes.first().ok_or(Code::FileTruncated)?;
    let streams = matches!(tag_of(first), tag::COMPRESSED | tag::ENCRYPTED | tag::LITERAL | tag::SEIPD | tag::AEAD);
    if first & 0x40 == 0 {
        let octets = match first & 3 {
            3 if streams => return Ok((1, bytes.len())),
            3 => return Err(Failure::about(Code::FileDamaged, "packet of indeterminate length")),
            kind => 1usize << kind,
        };
        let length = number(bytes, 1, octets)?;
        return Ok((1 + octets, length.saturating_add(1 + octets)));
    }
    measure_new(bytes, streams)
}

/// New format, with chains of partial lengths for packets that stream (RFC 9580 §4.2.1.4).
fn measure_new(bytes: &[u8], streams: bool) -> Outcome<(usize, usize)> {
    let (mut at, mut header) = (1usize, None);
    loop {
        let lead = number(bytes, at, 1)?;
        let (octets, length, last) = match lead {
            0..192 => (1, lead, true),
            192..224 => (2, ((lead - 192) << 8) + number(bytes, at + 1, 1)? + 192, true),
            255 => (5, number(bytes, at + 1, 4)?, true),
            _ if streams => (1, 1usize << (lead & 0x1F), false),
            _ => return Err(Failure::about(Code::FileDamaged, "packet of partial lengths")),
        };
        header.get_or_insert(1 + octets);
        at = at.saturating_add(octets).saturating_add(length);
        if last || at >= bytes.len() {
            // A chain that ends without its last part is longer than the file.
            let whole = if last { at } else { at.saturating_add(1) };
            return Ok((header.unwrap_or(2), whole));
        }
    }
}

fn number(bytes: &[u8], at: usize, octets: usize) -> Outcome<usize> {
    let digits = bytes.get(at..at + octets).ok_or(Code::FileTruncated)?;
    Ok(digits.iter().fold(0, |value, octet| value << 8 | usize::from(*octet)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_every_form_lead_back_to_the_same_body() {
        let models: [&[u8]; 5] =
            [b"\xca\x03PGP", b"\xa8\x03PGP", b"\xa9\x00\x03PGP", b"\xaa\0\0\0\x03PGP", b"\xca\xff\0\0\0\x03PGP"];
        for (model, length) in models
            .iter()
            .flat_map(|model| [0usize, 1, 191, 192, 255, 256, 8383, 8384, 65_535, 65_536].map(|length| (model, length)))
        {
            let model = &split(model).unwrap()[0];
            let packet = Packet::like(model, tag::USER_ID, &vec![7; length]);
            let read = split(&[model.raw(), packet.raw()].concat()).unwrap();
            assert_eq!((read[1].body().len(), read[1].tag, read[1].raw()), (length, tag::USER_ID, packet.raw()));
        }
    }

    #[test]
    fn a_header_longer_than_needed_stays_so_in_a_packet_made_after_it() {
        let cases: [(&[u8], &[u8]); 4] = [
            (b"\xa8\x03PGP", b"\xb4\x02hi"),
            (b"\xa9\x00\x03PGP", b"\xb5\x00\x02hi"),
            (b"\xca\x03PGP", b"\xcd\x02hi"),
            (b"\xca\xff\0\0\0\x03PGP", b"\xcd\xff\0\0\0\x02hi"),
        ];
        for (model, expected) in cases {
            assert_eq!(Packet::like(&split(model).unwrap()[0], tag::USER_ID, b"hi").raw(), expected);
        }
    }

    #[test]
    fn lengths_that_lie_are_refused_with_the_right_word() {
        let cases: &[(&[u8], Code)] = &[
            (b"", Code::NotOpenPgp),
            (b"\xff\xff\xff\xff\xff\xff", Code::NotOpenPgp),
            (b"hello", Code::NotOpenPgp),
            (b"\x89PNG\r\n\x1a\n", Code::NotOpenPgp),
            (b"\xc6\x05ab", Code::FileTruncated),
            (b"\xc6\xff\xff\xff\xff\xff", Code::FileTruncated),
            (b"\xc6\xff\xff", Code::FileTruncated),
            (b"\xc6\xe1ab\x00", Code::FileDamaged),
            (b"\x9b\x01", Code::FileDamaged),
            (b"\xca\x03PGP\x00", Code::FileDamaged),
            (b"\xcb\xe1ab", Code::FileTruncated),
            (b"\xcb\xfe", Code::FileTruncated),
        ];
        for (bytes, code) in cases {
            assert_eq!(split(bytes).err().map(|failure| failure.code), Some(*code), "{bytes:x?}");
        }
    }

    #[test]
    fn a_streamed_packet_may_come_in_parts() {
        let read = split(b"\xcb\xe1ab\xe0c\x01d\xca\x03PGP").unwrap();
        assert_eq!(read.iter().map(|packet| (packet.tag, packet.raw().len())).collect::<Vec<_>>(), [(11, 8), (10, 5)]);
    }
}
