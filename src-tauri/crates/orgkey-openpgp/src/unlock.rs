//! Opens the secret packets of a found key.

use crate::{
    inspect::FoundKey,
    judge,
    keypair::Keypair,
    limits,
    matching::{self, Match},
    protection,
    transferable::{SecretPacket, Transferable},
};
use openpgp::{
    Packet,
    crypto::{Password, mpi::SecretKeyChecksum},
    packet::{
        Key,
        key::{self, Encrypted, SecretKeyMaterial},
    },
    parse::Parse,
    serialize::MarshalInto,
};
use orgkey_types::{Code, Failure, Fingerprint, Outcome, Passphrase, Secret, SecretPart, Timestamp};
use sequoia_openpgp as openpgp;

/// Opens `found` and checks that every secret fits its public part.
///
/// # Errors
/// In this order: [`Code::PublicOnly`] (no secret part, or none for the named component), [`Code::SecretElsewhere`],
/// [`Code::VersionUnsupported`], [`Code::AlgorithmUnsupported`], [`Code::NoSelfSignatures`], [`Code::TooExpensive`],
/// [`Code::PassphraseMissing`], [`Code::WrongPassphrase`], [`Code::FileDamaged`] (one packet opens and another does
/// not), [`Code::KeyMismatch`].
pub fn unlock(found: FoundKey, passphrase: Option<&Passphrase>, now: Timestamp) -> Outcome<Keypair> {
    let key = Transferable::from_public(&found.public)?;
    require_secrets(&found)?;
    judge::require_bindings(&key, &found.summary)?;
    protection::check_cost(&found, limits::DERIVATION_BYTES)?;
    if found.summary.needs_passphrase() && passphrase.is_none() {
        return Err(Code::PassphraseMissing.into());
    }
    let password = passphrase.map(|passphrase| Password::from(passphrase.expose()));
    let mut opened = Opened::default();
    for packet in in_order(&key, &found.secrets) {
        opened.add(packet, password.as_ref())?;
    }
    Keypair::from_parts(found.public, opened.into_secret(), now)
}

fn require_secrets(found: &FoundKey) -> Outcome<()> {
    if found.secrets.is_empty() {
        return Err(Failure::about(Code::PublicOnly, &found.summary.fingerprint));
    }
    for part in &found.summary.components {
        match part.secret {
            SecretPart::Elsewhere => return Err(Failure::about(Code::SecretElsewhere, &part.fingerprint)),
            SecretPart::Absent => return Err(Failure::about(Code::PublicOnly, &part.fingerprint)),
            SecretPart::Open | SecretPart::Protected(_) => {}
        }
    }
    Ok(())
}

fn in_order<'a>(key: &'a Transferable, secrets: &'a [SecretPacket]) -> impl Iterator<Item = &'a SecretPacket> {
    key.keys().filter_map(|layout| secrets.iter().find(|secret| secret.fingerprint == layout.fingerprint))
}

/// The packets opened so far.
#[derive(Default)]
struct Opened {
    packets: Vec<Secret>,
    by_passphrase: bool,
}

impl Opened {
    fn add(&mut self, packet: &SecretPacket, password: Option<&Password>) -> Outcome<()> {
        let fingerprint = &packet.fingerprint;
        let opened = match Packet::from_bytes(packet.packet.expose()) {
            Ok(Packet::SecretKey(key)) => self.open(key, fingerprint, password).map(Packet::from),
            Ok(Packet::SecretSubkey(key)) => self.open(key, fingerprint, password).map(Packet::from),
            _ => Err(Failure::about(Code::FileDamaged, fingerprint)),
        }?;
        let bytes = MarshalInto::to_vec(&opened).map_err(|error| Failure::from(Code::Internal).because(error))?;
        self.packets.push(Secret::new(bytes));
        Ok(())
    }

    fn open<R: key::KeyRole>(
        &mut self,
        key: Key<key::SecretParts, R>,
        fingerprint: &Fingerprint,
        password: Option<&Password>,
    ) -> Outcome<Key<key::SecretParts, R>> {
        let (public, mut secret) = key.take_secret();
        let (mut was_protected, mut may_be_chance) = (false, false);
        if let SecretKeyMaterial::Encrypted(protected) = &secret {
            let password = password.ok_or(Code::PassphraseMissing)?;
            was_protected = true;
            may_be_chance = protected.aead_algo().is_none() && protected.checksum() != Some(SecretKeyChecksum::SHA1);
            require_supported(protected)?;
            secret = match protected.decrypt(&public, password) {
                Ok(open) => open.into(),
                // One passphrase protects all packets of a key: what opened one of them is not wrong.
                Err(_) if self.by_passphrase => return Err(Failure::about(Code::FileDamaged, fingerprint)),
                Err(_) => return Err(Failure::about(Code::WrongPassphrase, fingerprint)),
            };
        }
        let key = public.add_secret(secret).0;
        match matching::compare(&key) {
            Match::Fits => {}
            Match::Unknown => return Err(Failure::about(Code::AlgorithmUnsupported, judge::algorithm_name(&key))),
            // Two octets of checksum let one wrong passphrase in 65,536 through.
            Match::Differs if may_be_chance && !self.by_passphrase => {
                return Err(Failure::about(Code::WrongPassphrase, fingerprint));
            }
            Match::Differs => return Err(Failure::about(Code::KeyMismatch, fingerprint)),
        }
        self.by_passphrase |= was_protected;
        Ok(key)
    }

    fn into_secret(self) -> Secret {
        let mut joined = Vec::with_capacity(self.packets.iter().map(Secret::len).sum());
        for packet in &self.packets {
            joined.extend_from_slice(packet.expose());
        }
        Secret::new(joined)
    }
}

fn require_supported(secret: &Encrypted) -> Outcome<()> {
    use openpgp::crypto::S2K;
    let unsupported = |name: String| Err(Failure::about(Code::AlgorithmUnsupported, name));
    if !secret.algo().is_supported() {
        return unsupported(format!("cipher {}", secret.algo()));
    }
    if let Some(mode) = secret.aead_algo().filter(|mode| !mode.is_supported()) {
        return unsupported(format!("cipher mode {mode}"));
    }
    #[allow(deprecated)]
    match secret.s2k() {
        S2K::Iterated { hash, .. } | S2K::Salted { hash, .. } | S2K::Simple { hash } if !hash.is_supported() => {
            unsupported(format!("hash {hash}"))
        }
        S2K::Private { tag, .. } | S2K::Unknown { tag, .. } => unsupported(format!("key derivation {tag}")),
        _ => Ok(()),
    }
}
