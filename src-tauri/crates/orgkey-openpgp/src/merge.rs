//! Puts two states of one key together. What comes from outside must prove itself: anybody can append to a public key.

use crate::{
    inspect::FoundKey,
    packets::{Packet, tag},
    transferable::{Section, Transferable},
    view::{SectionView, View},
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use serde::Serialize;
use std::collections::HashSet;

/// Most packets that are taken over without proof (certifications by others, unknown packets) in one merge.
const UNPROVEN_PACKETS: usize = 500;

/// How an incoming public key stands to the stored one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// Nothing new, nothing missing.
    Same,
    /// Has what the stored key lacks.
    Newer,
    /// Lacks what the stored key has.
    Older,
    /// Both.
    Mixed,
}

/// The outcome of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Stored packets first and unchanged in each section, new ones behind them.
    pub public: Vec<u8>,
    /// How the incoming key stood to the stored one.
    pub relation: Relation,
    /// How many packets are new.
    pub added_packets: u32,
}

/// Adds to `stored` what is new in `incoming`. Both are binary transferable public keys of one fingerprint. Self-
/// signatures that do not hold, and user IDs and subkeys without one that holds, are left out; at most 500 packets that
/// cannot be proven are taken over, else none of them.
///
/// # Errors
/// [`Code::KeyMismatch`] for another fingerprint; those of reading a key.
pub fn merge_public(stored: &[u8], incoming: &[u8], now: Timestamp) -> Outcome<Merged> {
    let difference = Difference::of(&Transferable::from_public(stored)?, &Transferable::from_public(incoming)?)?;
    let public = difference.merged.to_bytes();
    crate::keypair::summarize_public(&public, now)?;
    Ok(Merged { public, relation: difference.relation(), added_packets: difference.added })
}

/// What a merge found.
pub(crate) struct Difference {
    pub merged: Transferable,
    pub added: u32,
    /// Packets of the incoming key that were new and did not prove themselves, whether taken over or not.
    pub unproven: u32,
    /// Packets of the stored key that the incoming one lacks.
    pub missing: u32,
}

impl Difference {
    pub fn of(stored: &Transferable, incoming: &Transferable) -> Outcome<Self> {
        if stored.primary()?.fingerprint != incoming.primary()?.fingerprint {
            return Err(Failure::about(Code::KeyMismatch, &incoming.primary()?.fingerprint));
        }
        let view = View::of(incoming)?;
        let mut difference = Self { merged: stored.clone(), added: 0, unproven: 0, missing: 0 };
        let rest: usize = incoming.sections.iter().map(|section| section.rest.len()).sum();
        let proven: usize = view.sections.iter().map(|section| section.own.len()).sum();
        let take_unproven = rest - proven <= UNPROVEN_PACKETS;
        for (section, seen) in incoming.sections.iter().zip(&view.sections) {
            difference.add(section, seen, take_unproven);
        }
        difference.missing = missing(stored, incoming);
        Ok(difference)
    }

    pub fn relation(&self) -> Relation {
        match (self.added > 0, self.missing > 0) {
            (false, false) => Relation::Same,
            (true, false) => Relation::Newer,
            (false, true) => Relation::Older,
            (true, true) => Relation::Mixed,
        }
    }

    fn add(&mut self, section: &Section, seen: &SectionView, take_unproven: bool) {
        let at = self.merged.sections.iter().position(|known| known.is_about(section));
        let known: HashSet<Vec<u8>> = at
            .and_then(|at| self.merged.sections.get(at))
            .map(|known| known.rest.iter().map(identity).collect())
            .unwrap_or_default();
        let own: HashSet<usize> = seen.own.iter().map(|(position, _)| *position).collect();
        let takes_others = take_unproven && (at.is_some() || !own.is_empty());
        let mut new = Vec::new();
        for (position, packet) in section.rest.iter().enumerate() {
            if known.contains(&identity(packet)) {
                continue;
            }
            let is_proven = own.contains(&position);
            self.unproven += u32::from(!is_proven);
            if is_proven || (takes_others && !is_false(position, packet, section, seen)) {
                new.push(packet.clone());
            }
        }
        match at.and_then(|at| self.merged.sections.get_mut(at)) {
            Some(known) => {
                self.added += new.len() as u32;
                known.rest.extend(new);
            }
            None if own.is_empty() => self.unproven += 1,
            None => {
                self.added += new.len() as u32 + 1;
                insert(&mut self.merged, Section { head: section.head.clone(), key: section.key.clone(), rest: new });
            }
        }
    }
}

/// A signature that claims to be the key's own and does not hold. Behind a key nobody else has anything to sign;
/// certifications of user IDs may be by others.
fn is_false(position: usize, packet: &Packet, section: &Section, seen: &SectionView) -> bool {
    packet.tag == tag::SIGNATURE && (section.key.is_some() || seen.false_claims.contains(&position))
}

/// Two packets are the same whatever the form of their headers.
fn identity(packet: &Packet) -> Vec<u8> {
    [&[packet.tag], packet.body()].concat()
}

fn missing(stored: &Transferable, incoming: &Transferable) -> u32 {
    let mut missing = 0;
    for section in &stored.sections {
        match incoming.sections.iter().find(|other| other.is_about(section)) {
            None => missing += 1 + section.rest.len() as u32,
            Some(other) => {
                let there: HashSet<Vec<u8>> = other.rest.iter().map(identity).collect();
                missing += section.rest.iter().filter(|packet| !there.contains(&identity(packet))).count() as u32;
            }
        }
    }
    missing
}

/// User IDs stand before the first subkey, subkeys at the end (RFC 9580 §10.1).
fn insert(key: &mut Transferable, section: Section) {
    let is_subkey = |other: &Section| other.head.tag == tag::PUBLIC_SUBKEY;
    let end = key.sections.len();
    let at = if is_subkey(&section) { end } else { key.sections.iter().position(is_subkey).unwrap_or(end) };
    key.sections.insert(at, section);
}

/// Joins the blocks of one file that are about the same key, before anything is judged: the one with more signatures
/// keeps its order, new packets of the other follow in each section. Between equals the later block wins, because a
/// public block behind a secret one has the original public packets.
pub(crate) fn join(first: &Transferable, second: &Transferable) -> Outcome<Transferable> {
    let swap = second.signatures() >= first.signatures();
    let (mut base, other) = if swap { (second.clone(), first) } else { (first.clone(), second) };
    for section in &other.sections {
        let Some(known) = base.sections.iter_mut().find(|known| known.is_about(section)) else {
            insert(&mut base, section.clone());
            continue;
        };
        let there: HashSet<Vec<u8>> = known.rest.iter().map(identity).collect();
        known.rest.extend(section.rest.iter().filter(|packet| !there.contains(&identity(packet))).cloned());
    }
    let packets = base.packets().cloned().collect();
    Ok(Transferable::from_packets(packets)?.0)
}

/// Completes a secret block without self-signatures (half of a PGP Desktop export) with the public part that the vault
/// has already.
///
/// # Errors
/// [`Code::KeyMismatch`] for another fingerprint; [`Code::NoSelfSignatures`] when a subkey of the secret block is not
/// in the stored key.
pub fn complete_with(found: FoundKey, stored_public: &[u8], now: Timestamp) -> Outcome<FoundKey> {
    let stored = Transferable::from_public(stored_public)?;
    let merged = Difference::of(&stored, &Transferable::from_public(&found.public)?)?.merged;
    for secret in &found.secrets {
        if !merged.keys().any(|layout| layout.fingerprint == secret.fingerprint) {
            return Err(Failure::about(Code::NoSelfSignatures, &secret.fingerprint));
        }
    }
    FoundKey::new(&merged, found.secrets, now)
}
