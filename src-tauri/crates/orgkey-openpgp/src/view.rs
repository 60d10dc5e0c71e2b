//! Sequoia's view of a key, made from a cleaned copy: only packets it knows, and only signatures that the primary key
//! itself made and that hold. Foreign, false, misplaced and pseudo-signatures (PGP's X.509 certificates, algorithm
//! 100) stay in the bytes and never reach the library's own sorting, which would cost the product of signatures and
//! components on a hostile file.

use crate::{
    limits,
    packets::{self, tag},
    transferable::{Section, Transferable},
};
use openpgp::{
    Cert, KeyHandle,
    packet::{Key, Signature, UserAttribute, UserID, key},
    parse::Parse,
    serialize::MarshalInto,
    types::{HashAlgorithm, SignatureType},
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use sequoia_openpgp as openpgp;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub(crate) type Primary = Key<key::PublicParts, key::PrimaryRole>;
pub(crate) type Subkey = Key<key::PublicParts, key::SubordinateRole>;

/// What opens a section, parsed.
pub(crate) enum Head {
    Primary(Primary),
    Subkey(Subkey),
    UserId(UserID),
    Attribute(UserAttribute),
    /// Kept, but not understood (a version 3 subkey, an unknown curve's point).
    Opaque,
}

/// A section with the signatures of the primary key that hold.
pub(crate) struct SectionView {
    pub head: Head,
    /// Position among the packets behind the head, and the signature.
    pub own: Vec<(usize, Signature)>,
    /// Positions of signatures that name the primary key as their maker and do not hold here.
    pub false_claims: Vec<usize>,
}

/// All sections of a key, in the order of the file.
pub(crate) struct View {
    pub sections: Vec<SectionView>,
    head_bytes: Vec<Vec<u8>>,
    own_bytes: Vec<Vec<u8>>,
}

impl View {
    /// Parses a copy and verifies every self-signature once.
    ///
    /// # Errors
    /// [`Code::VersionUnsupported`] for a primary key before version 4, [`Code::FileDamaged`] when it does not parse,
    /// [`Code::TooComplex`] when judging would cost too much.
    pub fn of(key: &Transferable) -> Outcome<Self> {
        let layout = key.primary()?;
        if layout.version < 4 {
            return Err(Failure::about(Code::VersionUnsupported, format!("key version {}", layout.version)));
        }
        let heads = key.sections.iter().map(head).collect::<Outcome<Vec<_>>>()?;
        let Some(Head::Primary(primary)) = heads.first() else {
            return Err(Failure::about(Code::FileDamaged, &layout.fingerprint));
        };
        let primary = primary.clone();
        let mut budget = Budget { signatures: limits::SELF_SIGNATURES, bytes: limits::HASHED_BYTES };
        let mut view = Self { sections: Vec::new(), head_bytes: Vec::new(), own_bytes: Vec::new() };
        for (section, head) in key.sections.iter().zip(heads) {
            let (own, false_claims) = own_signatures(section, &head, &primary, &mut budget)?;
            view.head_bytes.push(section.head.raw().to_vec());
            let raw = own.iter().filter_map(|(at, _)| section.rest.get(*at)).flat_map(|packet| packet.raw().to_vec());
            view.own_bytes.push(raw.collect());
            view.sections.push(SectionView { head, own, false_claims });
        }
        Ok(view)
    }

    /// The primary key.
    pub fn primary(&self) -> Outcome<&Primary> {
        match self.sections.first().map(|section| &section.head) {
            Some(Head::Primary(key)) => Ok(key),
            _ => Err(Failure::about(Code::FileDamaged, "primary key")),
        }
    }

    /// The library's certificate of what holds.
    pub fn cert(&self) -> Outcome<Cert> {
        let known = self.sections.iter().zip(self.head_bytes.iter().zip(&self.own_bytes));
        let mut bytes = Vec::new();
        for (section, (head, own)) in known {
            if !matches!(section.head, Head::Opaque) {
                bytes.extend_from_slice(head);
                bytes.extend_from_slice(own);
            }
        }
        Cert::from_bytes(&bytes).map_err(|error| Failure::from(Code::FileDamaged).because(error))
    }

    /// How many signatures name the primary key as their maker and do not hold: damage, or a stranger's work.
    pub fn false_claims(&self) -> usize {
        self.sections.iter().map(|section| section.false_claims.len()).sum()
    }

    /// When the youngest of the signatures that hold was made.
    pub fn youngest(&self) -> Option<SystemTime> {
        let all = self.sections.iter().flat_map(|section| &section.own);
        all.filter_map(|(_, signature)| signature.signature_creation_time()).max()
    }
}

/// What may still be spent on one key.
struct Budget {
    signatures: usize,
    bytes: usize,
}

impl Budget {
    fn spend(&mut self, bytes: usize) -> Outcome<()> {
        let left = self.signatures.checked_sub(1).zip(self.bytes.checked_sub(bytes));
        (self.signatures, self.bytes) = left.ok_or_else(|| Failure::about(Code::TooComplex, "self-signatures"))?;
        Ok(())
    }
}

fn head(section: &Section) -> Outcome<Head> {
    let body = section.head.body();
    match section.head.tag {
        tag::USER_ID => return Ok(Head::UserId(UserID::from(body))),
        tag::USER_ATTRIBUTE => return Ok(Head::Attribute(UserAttribute::from(body.to_vec()))),
        _ => {}
    }
    let parsed = openpgp::Packet::from_bytes(section.head.raw());
    let (head, again) = match parsed {
        Ok(openpgp::Packet::PublicKey(key)) => {
            let again = MarshalInto::to_vec(&key);
            (Head::Primary(key), again)
        }
        Ok(openpgp::Packet::PublicSubkey(key)) => {
            let again = MarshalInto::to_vec(&key);
            (Head::Subkey(key), again)
        }
        _ => return Ok(Head::Opaque),
    };
    // The library computes fingerprints from its own spelling of the numbers: it must be the spelling of the file.
    match again {
        Ok(again) if again == body => Ok(head),
        _ => Err(Failure::about(Code::FileDamaged, "key packet")),
    }
}

/// The signatures of a section that hold, and the positions of those that only claim to be the key's own.
type Sorted = (Vec<(usize, Signature)>, Vec<usize>);

fn own_signatures(section: &Section, head: &Head, primary: &Primary, budget: &mut Budget) -> Outcome<Sorted> {
    let (mut own, mut false_claims) = (Vec::new(), Vec::new());
    for (at, packet) in section.rest.iter().enumerate() {
        let Some(signature) = claimed(packet, primary) else { continue };
        budget.spend(section.head.body().len() + packet.body().len())?;
        if holds(&signature, primary, head) {
            own.push((at, signature));
        } else if !signature.get_issuers().is_empty() && is_self_type(&signature) {
            false_claims.push(at);
        }
    }
    Ok((own, false_claims))
}

/// Types that bind or revoke parts of a key (RFC 9580 §5.2.1).
fn is_self_type(signature: &Signature) -> bool {
    matches!(u8::from(signature.typ()), 0x10..=0x13 | 0x18 | 0x1F | 0x20 | 0x28 | 0x30)
}

/// A signature that says it is by this primary key, or does not say by whom.
fn claimed(packet: &packets::Packet, primary: &Primary) -> Option<Signature> {
    if packet.tag != tag::SIGNATURE || is_pseudo(packet.body()) {
        return None;
    }
    let Ok(openpgp::Packet::Signature(signature)) = openpgp::Packet::from_bytes(packet.raw()) else { return None };
    let issuers = signature.get_issuers();
    let me: KeyHandle = primary.key_handle();
    (issuers.is_empty() || issuers.iter().any(|issuer| issuer.aliases(&me))).then_some(signature)
}

/// PGP writes X.509 certificates as signatures of algorithm 100, in its oldest versions 0.
fn is_pseudo(body: &[u8]) -> bool {
    let algorithm = match body.first() {
        Some(2 | 3) => body.get(15),
        _ => body.get(2),
    };
    !algorithm.is_some_and(|number| (1..100).contains(number))
}

/// Whether `signature` is a self-signature or self-revocation of what `head` is, and true.
pub(crate) fn holds(signature: &Signature, primary: &Primary, head: &Head) -> bool {
    use SignatureType::*;
    if !has_its_digest(signature, primary, head).unwrap_or(false) {
        return false;
    }
    let verified = match (head, signature.typ()) {
        (Head::Primary(_), DirectKey) => signature.verify_direct_key(primary, primary),
        (Head::Primary(_), KeyRevocation) => signature.verify_primary_key_revocation(primary, primary),
        (Head::Subkey(subkey), SubkeyBinding) => signature.verify_subkey_binding(primary, primary, subkey),
        (Head::Subkey(subkey), SubkeyRevocation) => signature.verify_subkey_revocation(primary, primary, subkey),
        (Head::UserId(id), CertificationRevocation) => signature.verify_userid_revocation(primary, primary, id),
        (
            Head::UserId(id),
            GenericCertification | PersonaCertification | CasualCertification | PositiveCertification,
        ) => signature.verify_userid_binding(primary, primary, id),
        (Head::Attribute(id), CertificationRevocation) => {
            signature.verify_user_attribute_revocation(primary, primary, id)
        }
        (
            Head::Attribute(id),
            GenericCertification | PersonaCertification | CasualCertification | PositiveCertification,
        ) => signature.verify_user_attribute_binding(primary, primary, id),
        _ => return false,
    };
    verified.is_ok()
}

/// The two octets of the digest that a signature carries are not covered by its mathematics, but other programs, and the
/// library's own sorting, drop a signature whose octets are wrong. Cheap, and so the first thing to ask.
fn has_its_digest(signature: &Signature, primary: &Primary, head: &Head) -> openpgp::Result<bool> {
    let mut hash = signature.hash_algo().context()?.for_signature(signature.version());
    match head {
        Head::Primary(_) => signature.hash_direct_key(&mut hash, primary)?,
        Head::Subkey(subkey) => signature.hash_subkey_binding(&mut hash, primary, subkey)?,
        Head::UserId(id) => signature.hash_userid_binding(&mut hash, primary, id)?,
        Head::Attribute(id) => signature.hash_user_attribute_binding(&mut hash, primary, id)?,
        Head::Opaque => return Ok(false),
    }
    Ok(hash.into_digest()?.starts_with(signature.digest_prefix()))
}

/// Whether a signature rests on a hash that today's policy refuses.
pub(crate) fn is_weak(signature: &Signature) -> bool {
    matches!(signature.hash_algo(), HashAlgorithm::MD5 | HashAlgorithm::SHA1 | HashAlgorithm::RipeMD)
}

/// OpenPGP's clock has 32 bits; what lies outside is moved to its ends.
pub(crate) fn system_time(moment: Timestamp) -> SystemTime {
    let seconds = moment.seconds().clamp(0, Timestamp::LATEST.seconds());
    UNIX_EPOCH + Duration::from_secs(seconds.unsigned_abs())
}

/// Whole seconds since 1970.
pub(crate) fn timestamp(time: SystemTime) -> Timestamp {
    let seconds = time.duration_since(UNIX_EPOCH).map(|past| past.as_secs()).unwrap_or_default();
    Timestamp::from_seconds(i64::try_from(seconds).unwrap_or(i64::MAX))
}
