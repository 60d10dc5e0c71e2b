//! A transferable key (RFC 9580 §10.1) as what it is: a row of packets in sections. A section is a key, user ID or
//! user attribute with the signatures that follow it. Nothing is reordered and nothing is dropped.

use crate::{
    layout::{self, Layout},
    limits,
    packets::{Packet, tag},
};
use orgkey_types::{Code, Failure, Fingerprint, Outcome, Secret};

/// A packet that opens a section, and the ones up to the next.
#[derive(Clone)]
pub(crate) struct Section {
    pub head: Packet,
    /// The layout, when the head is a key.
    pub key: Option<Layout>,
    pub rest: Vec<Packet>,
}

/// The public packets of one key.
#[derive(Clone)]
pub(crate) struct Transferable {
    pub sections: Vec<Section>,
}

/// A secret packet of a file, whole and as it came.
#[derive(Debug)]
pub(crate) struct SecretPacket {
    pub fingerprint: Fingerprint,
    pub packet: Secret,
}

impl Transferable {
    /// Builds the public form of one key from its packets; secret packets become public ones with the same bytes, and
    /// are handed out beside.
    pub fn from_packets(packets: Vec<Packet>) -> Outcome<(Self, Vec<SecretPacket>)> {
        let (mut sections, mut secrets): (Vec<Section>, Vec<SecretPacket>) = (Vec::new(), Vec::new());
        if packets.len() > limits::KEY_PACKETS {
            return Err(Failure::about(Code::TooComplex, "packets in one key"));
        }
        for packet in packets {
            check_size(&packet)?;
            if packet.is_key() {
                let (section, secret) = key_section(packet)?;
                secrets.extend(secret);
                sections.push(section);
            } else if matches!(packet.tag, tag::USER_ID | tag::USER_ATTRIBUTE) {
                sections.push(Section { head: packet, key: None, rest: Vec::new() });
            } else {
                let last = sections.last_mut().ok_or_else(|| Failure::about(Code::FileDamaged, "packet order"))?;
                last.rest.push(packet);
            }
        }
        check_counts(&sections)?;
        Ok((Self { sections }, secrets))
    }

    /// The packets of a binary public key.
    pub fn from_public(bytes: &[u8]) -> Outcome<Self> {
        let (key, secrets) = Self::from_packets(crate::packets::split(bytes)?)?;
        if secrets.is_empty() { Ok(key) } else { Err(Failure::about(Code::Internal, "secret packet in a public key")) }
    }

    /// The primary key.
    pub fn primary(&self) -> Outcome<&Layout> {
        let first = self.sections.first().filter(|section| section.head.tag == tag::PUBLIC_KEY);
        first.and_then(|section| section.key.as_ref()).ok_or_else(|| Failure::about(Code::NotAKey, "no primary key"))
    }

    /// Layouts of the primary key and the subkeys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &Layout> {
        self.sections.iter().filter_map(|section| section.key.as_ref())
    }

    /// All packets in order.
    pub fn packets(&self) -> impl Iterator<Item = &Packet> {
        self.sections.iter().flat_map(|section| std::iter::once(&section.head).chain(&section.rest))
    }

    /// The bytes of all packets in order.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.packets().flat_map(|packet| packet.raw().iter().copied()).collect()
    }

    /// How many packets are signatures.
    pub fn signatures(&self) -> usize {
        self.packets().filter(|packet| packet.tag == tag::SIGNATURE).count()
    }
}

impl Section {
    /// Whether both sections are about the same key, user ID or attribute.
    pub fn is_about(&self, other: &Section) -> bool {
        match (&self.key, &other.key) {
            (Some(mine), Some(theirs)) => mine.fingerprint == theirs.fingerprint,
            (None, None) => self.head.tag == other.head.tag && self.head.body() == other.head.body(),
            _ => false,
        }
    }
}

/// The section of a key packet; of a secret one also the packet itself.
fn key_section(packet: Packet) -> Outcome<(Section, Option<SecretPacket>)> {
    let public_tag = match packet.tag {
        tag::SECRET_KEY => tag::PUBLIC_KEY,
        tag::SECRET_SUBKEY => tag::PUBLIC_SUBKEY,
        _ => {
            let key = layout::read(packet.body(), false)?;
            return Ok((Section { head: packet, key: Some(key), rest: Vec::new() }, None));
        }
    };
    let key = layout::read(packet.body(), true)?;
    let public = packet.body().get(..key.public_length).unwrap_or_default();
    let head = Packet::like(&packet, public_tag, public);
    let secret = SecretPacket { fingerprint: key.fingerprint.clone(), packet: Secret::new(packet.raw().to_vec()) };
    Ok((Section { head, key: Some(key), rest: Vec::new() }, Some(secret)))
}

fn check_size(packet: &Packet) -> Outcome<()> {
    let (limit, name) = match packet.tag {
        tag::USER_ID => (limits::USER_ID_BYTES, "user ID"),
        _ => (limits::KEY_PACKET_BYTES, "packet"),
    };
    let size = packet.body().len();
    if size > limit { Err(Failure::about(Code::TooComplex, format!("{name} of {size} bytes"))) } else { Ok(()) }
}

fn check_counts(sections: &[Section]) -> Outcome<()> {
    let keys = sections.iter().filter(|section| section.key.is_some()).count();
    if keys > limits::SUBKEYS + 1 {
        return Err(Failure::about(Code::TooComplex, "subkeys"));
    }
    if sections.len() - keys > limits::USER_IDS {
        return Err(Failure::about(Code::TooComplex, "user IDs"));
    }
    Ok(())
}
