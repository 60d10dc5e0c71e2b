//! Keys of internal users: what of a found key is kept, the Organization Key's certification, and how the two are joined
//! on export.

use crate::{
    inspect::FoundKey,
    judge,
    keypair::{Keypair, open_packets},
    maker::Maker,
    packets::{Packet, tag},
    protection,
    transferable::Transferable,
    unlock::unlock,
    view::{Primary, system_time},
};
use openpgp::{
    Packet as Parsed,
    packet::{Signature, UserID, signature::SignatureBuilder},
    parse::Parse,
    serialize::MarshalInto,
    types::{HashAlgorithm, SignatureType},
};
use orgkey_types::{Code, Failure, KeyMode, KeySummary, Outcome, Passphrase, Secret, Timestamp, Use};
use sequoia_openpgp as openpgp;
use std::time::Duration;

/// A user's key as a vault keeps it.
#[derive(Debug)]
pub struct UserKey {
    /// The binary public key: original packets in original order.
    pub public: Vec<u8>,
    /// The secret packets that the key mode leaves with the server, open and concatenated.
    pub secrets: Option<Secret>,
    /// What the key is.
    pub summary: KeySummary,
}

impl From<Keypair> for UserKey {
    fn from(keypair: Keypair) -> Self {
        Self {
            public: keypair.public().to_vec(),
            secrets: Some(keypair.secrets().duplicate()),
            summary: keypair.summary().clone(),
        }
    }
}

/// Takes of a found key what the key mode leaves with the server: all secret parts for SKM, those of the encryption
/// subkeys for SCKM, none for GKM and CKM. For those two the passphrase is not asked for.
///
/// # Errors
/// [`Code::NoSelfSignatures`], [`Code::VersionUnsupported`] and [`Code::AlgorithmUnsupported`] for a key that nobody
/// vouches for or that this program cannot read; with a secret part to open, those of [`unlock`].
pub fn take_user_key(
    found: FoundKey,
    mode: KeyMode,
    passphrase: Option<&Passphrase>,
    now: Timestamp,
) -> Outcome<UserKey> {
    let key = Transferable::from_public(found.public())?;
    judge::require_bindings(&key, &found.summary)?;
    let wants_secrets = match mode {
        KeyMode::Skm => true,
        KeyMode::Sckm => found.summary.is_keypair(),
        KeyMode::Gkm | KeyMode::Ckm => false,
    };
    if !wants_secrets {
        return Ok(UserKey { public: found.public().to_vec(), secrets: None, summary: found.summary });
    }
    protection::check_cost(&found, crate::limits::USER_DERIVATION_BYTES)?;
    let keypair = unlock(found, passphrase, now)?;
    match mode {
        KeyMode::Sckm => encryption_part(&keypair, &key),
        _ => Ok(keypair.into()),
    }
}

/// The client signs; the server only reads old mail.
fn encryption_part(keypair: &Keypair, key: &Transferable) -> Outcome<UserKey> {
    let mut kept = Vec::new();
    for secret in open_packets(key, keypair.secrets())? {
        let part = keypair.summary().components.iter().find(|part| part.fingerprint == secret.fingerprint);
        if part.is_some_and(|part| part.uses == [Use::Encrypt]) {
            kept.push(secret.packet);
        }
    }
    // Sized at once: a vector that grows leaves copies behind.
    let mut joined = Vec::with_capacity(kept.iter().map(Secret::len).sum());
    kept.iter().for_each(|packet| joined.extend_from_slice(packet.expose()));
    let secrets = (!joined.is_empty()).then(|| Secret::new(joined));
    Ok(UserKey { public: keypair.public().to_vec(), secrets, summary: keypair.summary().clone() })
}

/// Name and address of a user ID, as far as it has them: `Ada <ada@example.org>`.
pub fn name_and_address(user_id: &str) -> (Option<String>, Option<String>) {
    let parsed = UserID::from(user_id);
    let text = |part: openpgp::Result<Option<&str>>| part.ok().flatten().map(str::to_owned);
    (text(parsed.name()), text(parsed.email()))
}

/// The Organization Key, open, as the maker of certifications. A copy for each thread.
#[derive(Clone)]
pub struct Certifier {
    signer: Maker,
    issuer: Primary,
}

impl Certifier {
    /// # Errors
    /// [`Code::KeyMismatch`] when the secret of the primary key is not among the parts.
    pub fn new(organization: &Keypair) -> Outcome<Self> {
        let key = Transferable::from_public(organization.public())?;
        let fingerprint = &key.primary()?.fingerprint;
        let missing = || Failure::about(Code::KeyMismatch, fingerprint);
        let secrets = open_packets(&key, organization.secrets())?;
        let secret = secrets.iter().find(|secret| secret.fingerprint == *fingerprint).ok_or_else(missing)?;
        let Ok(Parsed::SecretKey(primary)) = Parsed::from_bytes(secret.packet.expose()) else { return Err(missing()) };
        let issuer = primary.parts_as_public().clone();
        Ok(Self { signer: Maker::new(primary).map_err(|error| internal(&error))?, issuer })
    }

    /// A generic, exportable certification (RFC 9580 §5.2.1.4) of one user ID of a key, with SHA-512 and an end; the
    /// whole signature packet. Whether the user ID is the owner's own is for the caller to know: `public` was judged
    /// before it was stored.
    ///
    /// # Errors
    /// [`Code::InvalidExpiry`] when the end is not after now; [`Code::UserIdMissing`] when the key has no such user ID.
    pub fn certify(&mut self, public: &[u8], user_id: &[u8], ends: Timestamp, now: Timestamp) -> Outcome<Vec<u8>> {
        let life = u64::try_from(ends.seconds().saturating_sub(now.seconds())).ok().filter(|life| *life > 0);
        let life = life.ok_or_else(|| Failure::about(Code::InvalidExpiry, ends.date()))?;
        let key = Transferable::from_public(public)?;
        section_of(&key, user_id)?;
        let head = key.sections.first().map(|section| section.head.raw()).unwrap_or_default();
        let Ok(Parsed::PublicKey(primary)) = Parsed::from_bytes(head) else {
            return Err(Failure::about(Code::FileDamaged, "primary key"));
        };
        let signature =
            self.sign(&primary, user_id, Duration::from_secs(life), now).map_err(|error| internal(&error))?;
        MarshalInto::to_vec(&Parsed::from(signature)).map_err(|error| internal(&error))
    }

    fn sign(
        &mut self,
        primary: &Primary,
        user_id: &[u8],
        life: Duration,
        now: Timestamp,
    ) -> openpgp::Result<Signature> {
        SignatureBuilder::new(SignatureType::GenericCertification)
            .set_hash_algo(HashAlgorithm::SHA512)
            .set_signature_creation_time(system_time(now))?
            .set_signature_validity_period(life)?
            .set_exportable_certification(true)?
            .sign_userid_binding(&mut self.signer, Some(primary), &UserID::from(user_id))
    }

    /// Whether a signature packet is a certification that this Organization Key made of that user ID.
    pub fn made(&self, signature: &[u8], public: &[u8], user_id: &[u8]) -> bool {
        let Ok(Parsed::Signature(signature)) = Parsed::from_bytes(signature) else { return false };
        let head = Transferable::from_public(public).ok();
        let head = head.and_then(|key| Parsed::from_bytes(key.sections.first()?.head.raw()).ok());
        let Some(Parsed::PublicKey(primary)) = head else { return false };
        signature.verify_userid_binding(&self.issuer, &primary, &UserID::from(user_id)).is_ok()
    }
}

/// The public key with a certification behind its user ID; every other packet stays byte for byte.
///
/// # Errors
/// [`Code::UserIdMissing`] when the key has no such user ID; those of reading a key.
pub fn with_certification(public: &[u8], user_id: &[u8], certification: &[u8]) -> Outcome<Vec<u8>> {
    let mut key = Transferable::from_public(public)?;
    let at = section_of(&key, user_id)?;
    let packet = crate::packets::split(certification)?.pop().ok_or(Code::FileDamaged)?;
    if let Some(section) = key.sections.get_mut(at) {
        // An export that came back has it already.
        if section.rest.iter().all(|other| other.raw() != packet.raw()) {
            section.rest.push(packet);
        }
    }
    Ok(key.to_bytes())
}

/// The signature packets behind a user ID of a key, as they came.
///
/// # Errors
/// As [`with_certification`].
pub fn certifications(public: &[u8], user_id: &[u8]) -> Outcome<Vec<Vec<u8>>> {
    let key = Transferable::from_public(public)?;
    let at = section_of(&key, user_id)?;
    let packets = key.sections.get(at).map(|section| section.rest.as_slice()).unwrap_or_default();
    Ok(packets.iter().filter(|packet| packet.tag == tag::SIGNATURE).map(|packet| packet.raw().to_vec()).collect())
}

fn section_of(key: &Transferable, user_id: &[u8]) -> Outcome<usize> {
    let is_it = |packet: &Packet| packet.tag == tag::USER_ID && packet.body() == user_id;
    let found = key.sections.iter().position(|section| is_it(&section.head));
    found.ok_or_else(|| Failure::about(Code::UserIdMissing, String::from_utf8_lossy(user_id)))
}

fn internal(error: &dyn std::fmt::Display) -> Failure {
    Failure::from(Code::Internal).because(error)
}
