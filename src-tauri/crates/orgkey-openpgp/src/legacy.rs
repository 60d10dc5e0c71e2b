//! New self-signatures on an old key: same keys, same user IDs, today's hash.

use crate::{
    adk::{self, Adk, AdkChange},
    keypair::{Keypair, open_packets},
    packets::{Packet, tag},
    transferable::{SecretPacket, Transferable},
    view::{Head, Primary, SectionView, Subkey, View, system_time, timestamp},
};
use openpgp::{
    crypto::KeyPair,
    packet::{Signature, signature::SignatureBuilder},
    parse::Parse,
    serialize::MarshalInto,
    types::{HashAlgorithm, SignatureType},
};
use orgkey_types::{Code, Failure, Fingerprint, Outcome, Timestamp};
use sequoia_openpgp as openpgp;
use std::time::SystemTime;

/// Adds a SHA-512 self-signature behind each direct-key, user-ID and subkey binding that holds and is not revoked. Old
/// packets stay. `expires` becomes the end of the primary key and of the subkeys that ended with it or never; a subkey
/// with an end of its own keeps it.
///
/// # Errors
/// [`Code::InvalidExpiry`] when the end is not in the future; [`Code::NoSelfSignatures`] when there is nothing to renew;
/// [`Code::KeyMismatch`] when a secret that must sign is not here.
pub fn renew_self_signatures(keypair: &Keypair, expires: Option<Timestamp>, now: Timestamp) -> Outcome<Keypair> {
    renewed(keypair, expires, (Subkeys::WithPrimary, AdkChange::Keep), now)
}

/// The same key with a later end: a new self-signature, with the same flags and preferences, behind each binding that
/// holds. Old packets stay. A subkey that had ended before the primary key did stays ended; every other one gets the new
/// end, unless its own is later.
///
/// # Errors
/// As [`renew_self_signatures`].
pub fn extend(keypair: &Keypair, end: Timestamp, adks: AdkChange<'_>, now: Timestamp) -> Outcome<Keypair> {
    renewed(keypair, Some(end), (Subkeys::All, adks), now)
}

/// The same key with another Additional Decryption Key, or none; every end stays.
///
/// # Errors
/// As [`renew_self_signatures`].
pub fn change_adk(keypair: &Keypair, adk: Option<&Adk>, now: Timestamp) -> Outcome<Keypair> {
    renewed(keypair, keypair.summary().expires, (Subkeys::None, AdkChange::To(adk)), now)
}

/// Which subkeys get the new end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subkeys {
    /// Those that ended with the primary key, or never.
    WithPrimary,
    /// All that live.
    All,
    /// Each keeps its own.
    None,
}

fn renewed(
    keypair: &Keypair,
    expires: Option<Timestamp>,
    (subkeys, adks): (Subkeys, AdkChange<'_>),
    now: Timestamp,
) -> Outcome<Keypair> {
    if let Some(end) = expires.filter(|end| *end <= now || *end > Timestamp::LATEST) {
        return Err(Failure::about(Code::InvalidExpiry, end.date()));
    }
    let mut key = Transferable::from_public(keypair.public())?;
    let view = View::of(&key)?;
    let youngest =
        view.youngest().ok_or_else(|| Failure::about(Code::NoSelfSignatures, &keypair.summary().fingerprint))?;
    // Of two signatures of the same second either may count: be younger than all.
    let time = now.max(timestamp(youngest).plus_seconds(1));
    let renewal = Renewal {
        primary: view.primary()?.clone(),
        secrets: open_packets(&key, keypair.secrets())?,
        old_end: keypair.summary().expires,
        new_end: expires,
        subkeys,
        adks,
        time: system_time(time),
    };
    for (section, seen) in key.sections.iter_mut().zip(&view.sections) {
        if let Some(signature) = renewal.renew(seen)? {
            let body = MarshalInto::to_vec(&signature).map_err(|error| internal(&error))?;
            section.rest.push(Packet::like(&section.head, tag::SIGNATURE, &body));
        }
    }
    Keypair::from_parts(key.to_bytes(), keypair.secrets().duplicate(), time)
}

struct Renewal<'a> {
    primary: Primary,
    secrets: Vec<SecretPacket>,
    old_end: Option<Timestamp>,
    new_end: Option<Timestamp>,
    subkeys: Subkeys,
    adks: AdkChange<'a>,
    time: SystemTime,
}

impl Renewal<'_> {
    fn renew(&self, section: &SectionView) -> Outcome<Option<Signature>> {
        let Some(old) = current_binding(section) else { return Ok(None) };
        let mut signer = self.signer(&fingerprint(&self.primary)?)?;
        let signed = match &section.head {
            Head::Primary(_) => {
                self.template(old).and_then(|new| self.ending(new)?.sign_direct_key(&mut signer, Some(&self.primary)))
            }
            Head::UserId(id) => self
                .template(old)
                .and_then(|new| self.ending(new)?.sign_userid_binding(&mut signer, Some(&self.primary), id)),
            Head::Attribute(id) => self
                .template(old)
                .and_then(|new| self.ending(new)?.sign_user_attribute_binding(&mut signer, Some(&self.primary), id)),
            Head::Subkey(subkey) => return self.renew_subkey(old, subkey, &mut signer).map(Some),
            Head::Opaque => return Ok(None),
        };
        signed.map(Some).map_err(|error| internal(&error))
    }

    fn renew_subkey(&self, old: &Signature, subkey: &Subkey, signer: &mut KeyPair) -> Outcome<Signature> {
        let own_end = old.key_validity_period().map(|period| timestamp(subkey.creation_time() + period));
        let end = self.end_of_subkey(own_end);
        let mut new = self
            .template(old)
            .and_then(|new| new.set_key_expiration_time(subkey, end.map(system_time)))
            .map_err(|error| internal(&error))?;
        if old.key_flags().is_some_and(|flags| flags.for_signing()) {
            let mut subkey_signer = self.signer(&fingerprint(subkey)?)?;
            let back = SignatureBuilder::new(SignatureType::PrimaryKeyBinding)
                .set_hash_algo(HashAlgorithm::SHA512)
                .set_signature_creation_time(self.time)
                .and_then(|back| back.sign_primary_key_binding(&mut subkey_signer, &self.primary, subkey));
            new = back.and_then(|back| new.set_embedded_signature(back)).map_err(|error| internal(&error))?;
        }
        new.sign_subkey_binding(signer, Some(&self.primary), subkey).map_err(|error| internal(&error))
    }

    fn end_of_subkey(&self, own: Option<Timestamp>) -> Option<Timestamp> {
        let with_primary = own.is_none() || own == self.old_end;
        let lives = own.is_some_and(|own| system_time(own) > self.time);
        match self.subkeys {
            Subkeys::None => own,
            _ if with_primary => self.new_end,
            Subkeys::All if lives => own.max(self.new_end),
            Subkeys::All | Subkeys::WithPrimary => own,
        }
    }

    /// Flags, preferences and notations stay as the owner set them.
    fn template(&self, old: &Signature) -> openpgp::Result<SignatureBuilder> {
        adk::without_unhashed(SignatureBuilder::from(old.clone()))?
            .set_hash_algo(HashAlgorithm::SHA512)
            .set_reference_time(self.time)?
            .set_signature_creation_time(self.time)
    }

    fn ending(&self, new: SignatureBuilder) -> openpgp::Result<SignatureBuilder> {
        self.adks.apply(new)?.set_key_expiration_time(&self.primary, self.new_end.map(system_time))
    }

    fn signer(&self, fingerprint: &Fingerprint) -> Outcome<KeyPair> {
        let missing = || Failure::about(Code::KeyMismatch, fingerprint);
        let secret = self.secrets.iter().find(|secret| secret.fingerprint == *fingerprint).ok_or_else(missing)?;
        let pair = match openpgp::Packet::from_bytes(secret.packet.expose()) {
            Ok(openpgp::Packet::SecretKey(key)) => key.into_keypair(),
            Ok(openpgp::Packet::SecretSubkey(key)) => key.into_keypair(),
            _ => return Err(missing()),
        };
        pair.map_err(|error| internal(&error))
    }
}

/// The youngest binding of a section, unless a revocation is as young.
fn current_binding(section: &SectionView) -> Option<&Signature> {
    use SignatureType::{CertificationRevocation, KeyRevocation, SubkeyRevocation};
    let is_revocation =
        |signature: &Signature| matches!(signature.typ(), CertificationRevocation | KeyRevocation | SubkeyRevocation);
    let own = || section.own.iter().map(|(_, signature)| signature);
    let binding = own().filter(|s| !is_revocation(s)).max_by_key(|s| s.signature_creation_time())?;
    let revoked =
        own().filter(|s| is_revocation(s)).any(|s| s.signature_creation_time() >= binding.signature_creation_time());
    (!revoked).then_some(binding)
}

fn fingerprint<P: openpgp::packet::key::KeyParts, R: openpgp::packet::key::KeyRole>(
    key: &openpgp::packet::Key<P, R>,
) -> Outcome<Fingerprint> {
    key.fingerprint().to_hex().parse()
}

fn internal(error: &dyn std::fmt::Display) -> Failure {
    Failure::from(Code::Internal).because(error)
}
