//! Makes an Organization Key: a primary key that certifies and signs, and one subkey that encrypts.

use crate::{keypair::Keypair, packets, transferable::Transferable, view::system_time};
use openpgp::{
    Profile as Format,
    cert::{CertBuilder, CipherSuite},
    serialize::SerializeInto,
    types::KeyFlags,
};
use orgkey_types::{Algorithm, Code, Failure, Outcome, Profile, Secret, Timestamp};
use sequoia_openpgp as openpgp;
use std::time::Duration;

/// Longest user ID that is made here, in bytes.
const USER_ID_BYTES: usize = 256;

/// Signatures are dated this many seconds back, as the library does: a renewal in the same minute is then younger than
/// what it renews, and a machine whose clock is a little behind can use the key at once.
const BACKDATE_SECONDS: i64 = 60;

/// The choices of an administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySettings {
    /// Name and address: `Example Corp <keys@example.org>`.
    pub user_id: String,
    /// What the keypairs are made of.
    pub algorithm: Algorithm,
    /// The version of the key.
    pub profile: Profile,
    /// When primary key and subkey end; none is never.
    pub expires: Option<Timestamp>,
}

/// Makes the key.
///
/// # Errors
/// [`Code::InvalidUserId`] when the user ID is empty, longer than 256 bytes or holds control or direction characters;
/// [`Code::AlgorithmNotInProfile`]; [`Code::InvalidExpiry`] when the end is not after now or after OpenPGP's clock.
pub fn generate(settings: &KeySettings, now: Timestamp) -> Outcome<Keypair> {
    check_user_id(&settings.user_id)?;
    if !settings.algorithm.exists_in(settings.profile) {
        return Err(Failure::about(Code::AlgorithmNotInProfile, settings.algorithm.label()));
    }
    let created = now.plus_seconds(-BACKDATE_SECONDS);
    let validity = settings.expires.map(|end| validity(created, now, end)).transpose()?;
    let cert = build(settings, created, validity).map_err(|error| Failure::from(Code::Internal).because(error))?;
    into_keypair(&cert, now)
}

fn build(settings: &KeySettings, created: Timestamp, validity: Option<Duration>) -> openpgp::Result<openpgp::Cert> {
    let format = match settings.profile {
        Profile::V4 => Format::RFC4880,
        Profile::V6 => Format::RFC9580,
    };
    let (cert, _) = CertBuilder::new()
        .set_profile(format)?
        .set_cipher_suite(cipher_suite(settings.algorithm))
        .set_creation_time(system_time(created))
        .set_validity_period(validity)
        .set_primary_key_flags(KeyFlags::empty().set_certification().set_signing())
        .add_userid(settings.user_id.as_str())
        .add_subkey(KeyFlags::empty().set_transport_encryption().set_storage_encryption(), None, None)
        .generate()?;
    Ok(cert)
}

fn into_keypair(cert: &openpgp::Cert, now: Timestamp) -> Outcome<Keypair> {
    let internal = |error: &dyn std::fmt::Display| Failure::from(Code::Internal).because(error);
    let whole = Secret::new(cert.as_tsk().to_vec().map_err(|error| internal(&error))?);
    let (key, secrets) = Transferable::from_packets(packets::split(whole.expose())?)?;
    let joined = secrets.iter().flat_map(|secret| secret.packet.expose().iter().copied());
    let mut open = Vec::with_capacity(secrets.iter().map(|secret| secret.packet.len()).sum());
    open.extend(joined);
    Keypair::from_parts(key.to_bytes(), Secret::new(open), now)
}

fn validity(created: Timestamp, now: Timestamp, end: Timestamp) -> Outcome<Duration> {
    let seconds = end.seconds().saturating_sub(created.seconds());
    if end <= now || end > Timestamp::LATEST || u32::try_from(seconds).is_err() {
        return Err(Failure::about(Code::InvalidExpiry, end.date()));
    }
    Ok(Duration::from_secs(seconds.unsigned_abs()))
}

/// Whether a text can stand as the user ID of a key.
///
/// # Errors
/// [`Code::InvalidUserId`], with the reason.
pub fn check_user_id(text: &str) -> Outcome<()> {
    let reason = if text.trim().is_empty() {
        "empty"
    } else if text.len() > USER_ID_BYTES {
        "longer than 256 bytes"
    } else if text.chars().any(is_unprintable) {
        "control or direction characters"
    } else {
        return Ok(());
    };
    Err(Failure::about(Code::InvalidUserId, reason))
}

/// Control characters, and those that turn the direction of text or have no width: they make one user ID look like
/// another (Unicode TR 36 §2).
fn is_unprintable(c: char) -> bool {
    let invisible = matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    c.is_control() || invisible
}

fn cipher_suite(algorithm: Algorithm) -> CipherSuite {
    match algorithm {
        Algorithm::Curve25519 => CipherSuite::Cv25519,
        Algorithm::Curve448 => CipherSuite::Cv448,
        Algorithm::P256 => CipherSuite::P256,
        Algorithm::P384 => CipherSuite::P384,
        Algorithm::P521 => CipherSuite::P521,
        Algorithm::Rsa2048 => CipherSuite::RSA2k,
        Algorithm::Rsa3072 => CipherSuite::RSA3k,
        Algorithm::Rsa4096 => CipherSuite::RSA4k,
        Algorithm::MlDsa65Ed25519 => CipherSuite::MLDSA65_Ed25519,
        Algorithm::MlDsa87Ed448 => CipherSuite::MLDSA87_Ed448,
    }
}
