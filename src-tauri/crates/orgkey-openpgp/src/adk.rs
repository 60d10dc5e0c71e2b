//! Additional Decryption Keys: a key names one in the hashed area of its self-signatures, and PGP's programs then encrypt
//! to it as well. RFC 9580 keeps the subpacket (type 10) only as a place holder; its content is PGP's own: an octet of
//! class, one of algorithm, and a version 4 fingerprint (reference/pgp-server.md §5.3).
//!
//! In the unhashed area anybody can write one: PGP 5.5 to 6.5.3 believed it (CERT VU#747124). Such a one is told as an
//! attack, and never kept in a signature that is made here.

use crate::{
    inspect::FoundKey,
    judge,
    packets::{Packet, tag},
    transferable::Transferable,
    view::{SectionView, View},
};
use openpgp::{
    packet::{
        Signature,
        signature::{
            SignatureBuilder,
            subpacket::{Subpacket, SubpacketArea, SubpacketAreas, SubpacketTag, SubpacketValue},
        },
    },
    parse::Parse,
};
use orgkey_types::{Code, Failure, Fingerprint, Outcome, Timestamp};
use sequoia_openpgp as openpgp;

const TYPE: SubpacketTag = SubpacketTag::PlaceholderForBackwardCompatibility;
/// The class that PGP writes.
const CLASS: u8 = 0x80;
/// Octets of a version 4 fingerprint.
const FINGERPRINT: usize = 20;

/// A key that can stand as Additional Decryption Key of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adk {
    fingerprint: Fingerprint,
    algorithm: u8,
}

impl Adk {
    /// # Errors
    /// [`Code::VersionUnsupported`] for a key that is not of version 4: the subpacket has no room for its fingerprint;
    /// [`Code::NoEncryptionKey`]; [`Code::KeyRevoked`], [`Code::KeyExpired`]; [`Code::NoSelfSignatures`].
    pub fn of(found: &FoundKey, now: Timestamp) -> Outcome<Self> {
        let key = Transferable::from_public(found.public())?;
        let (layout, summary) = (key.primary()?, &found.summary);
        let about = |code| Err(Failure::about(code, summary.fingerprint.key_id()));
        if layout.version != 4 {
            return Err(Failure::about(Code::VersionUnsupported, format!("key version {}", layout.version)));
        }
        judge::require_self_signatures(summary)?;
        match () {
            () if summary.revoked => about(Code::KeyRevoked),
            () if summary.has_ended(now) => about(Code::KeyExpired),
            () if !summary.encrypts() => about(Code::NoEncryptionKey),
            () => Ok(Self { fingerprint: layout.fingerprint.clone(), algorithm: layout.algorithm }),
        }
    }

    /// Of a key that was looked at before, by its bytes.
    ///
    /// # Errors
    /// Those of reading a key.
    pub fn from_public(public: &[u8]) -> Outcome<Self> {
        let key = Transferable::from_public(public)?;
        let layout = key.primary()?;
        Ok(Self { fingerprint: layout.fingerprint.clone(), algorithm: layout.algorithm })
    }

    /// Its fingerprint.
    pub fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    fn subpacket(&self) -> openpgp::Result<Subpacket> {
        let mut body = vec![CLASS, self.algorithm];
        body.extend_from_slice(openpgp::Fingerprint::from_hex(self.fingerprint.as_str())?.as_bytes());
        // Not critical: a program that does not know it must still take the signature.
        Subpacket::new(SubpacketValue::Unknown { tag: TYPE, body }, false)
    }
}

/// What becomes of the Additional Decryption Keys of a key whose self-signatures are made anew.
#[derive(Debug, Clone, Copy)]
pub enum AdkChange<'a> {
    /// They stay.
    Keep,
    /// This one stands for all; or none.
    To(Option<&'a Adk>),
}

impl AdkChange<'_> {
    /// In the hashed area.
    pub(crate) fn apply(self, builder: SignatureBuilder) -> openpgp::Result<SignatureBuilder> {
        let Self::To(adk) = self else { return Ok(builder) };
        builder.modify_hashed_area(|area| {
            let mut area = without(area);
            if let Some(adk) = adk {
                area.add(adk.subpacket()?)?;
            }
            Ok(area)
        })
    }
}

/// What a signature is made from takes over nothing that anybody could have written into the old one.
pub(crate) fn without_unhashed(builder: SignatureBuilder) -> openpgp::Result<SignatureBuilder> {
    builder.modify_unhashed_area(|area| Ok(without(area)))
}

fn without(mut area: SubpacketArea) -> SubpacketArea {
    area.remove_all(TYPE);
    area
}

/// The Additional Decryption Keys that a key names in its self-signatures in force, each once.
///
/// # Errors
/// Those of reading a key.
pub fn adks(public: &[u8]) -> Outcome<Vec<Fingerprint>> {
    let key = Transferable::from_public(public)?;
    if !key.packets().any(|packet| count(packet, SubpacketAreas::hashed_area) > 0) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for signature in View::of(&key)?.sections.iter().filter_map(in_force) {
        for fingerprint in signature.hashed_area().subpackets(TYPE).filter_map(named) {
            if !found.contains(&fingerprint) {
                found.push(fingerprint);
            }
        }
    }
    Ok(found)
}

/// How many signatures of a key carry one in the unhashed area.
pub(crate) fn unhashed(key: &Transferable) -> usize {
    key.packets().filter(|packet| count(packet, SubpacketAreas::unhashed_area) > 0).count()
}

fn count(packet: &Packet, area: impl Fn(&SubpacketAreas) -> &SubpacketArea) -> usize {
    if packet.tag != tag::SIGNATURE {
        return 0;
    }
    match openpgp::Packet::from_bytes(packet.raw()) {
        Ok(openpgp::Packet::Signature(signature)) => area(&signature).subpackets(TYPE).count(),
        _ => 0,
    }
}

/// The youngest signature of a section.
fn in_force(section: &SectionView) -> Option<&Signature> {
    section.own.iter().map(|(_, signature)| signature).max_by_key(|signature| signature.signature_creation_time())
}

fn named(subpacket: &Subpacket) -> Option<Fingerprint> {
    let SubpacketValue::Unknown { body, .. } = subpacket.value() else { return None };
    let fingerprint = body.get(2..2 + FINGERPRINT)?;
    openpgp::Fingerprint::from_bytes(4, fingerprint).ok()?.to_hex().parse().ok()
}
