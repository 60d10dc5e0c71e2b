//! Writes key files.

use crate::{
    armor,
    keypair::{Keypair, open_packets},
    packets::{Packet as Model, tag},
    transferable::{SecretPacket, Transferable},
};
use openpgp::{
    Packet,
    armor::Kind,
    crypto::{Password, S2K},
    packet::{Key, key},
    parse::Parse,
    serialize::MarshalInto,
    types::{AEADAlgorithm, HashAlgorithm, SymmetricAlgorithm},
};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Secret};
use sequoia_openpgp as openpgp;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Who shall be able to read a keypair file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "ExportPreset"))]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// Programs of 2024 and later: Argon2id (64 MiB, 3 passes, 4 lanes) and AES-256 OCB on every secret packet.
    Modern,
    /// GnuPG and PGP Desktop too: salted and iterated SHA-256 at the largest count (65,011,712 octets) and AES-256 CFB
    /// with SHA-1 check; the secret block is followed by the public block. RFC 9580 §3.7.2.1 allows this form for
    /// version 6 keys as well; GnuPG does not read those in any form.
    Compatible,
}

/// Octets hashed by the compatible preset: the largest count that the format can say.
const ITERATED_OCTETS: u32 = 0x3e0_0000;

/// Room for the secret part of a component, so that no reallocation leaves a copy: RSA 16384.
const LONGEST_SECRET: usize = 16_384;

/// An armored keypair file: the secret packets under `passphrase`, all other packets as their original bytes in
/// original order.
///
/// # Errors
/// [`Code::KeyMismatch`] when a component has no secret part here.
pub fn keypair_file(keypair: &Keypair, preset: Preset, passphrase: &Passphrase) -> Outcome<Vec<u8>> {
    let key = Transferable::from_public(keypair.public())?;
    let secrets = open_packets(&key, keypair.secrets())?;
    let password = Password::from(passphrase.expose());
    let mut bytes = Zeroizing::new(Vec::new());
    for section in &key.sections {
        match &section.key {
            None => bytes.extend_from_slice(section.head.raw()),
            Some(layout) => {
                let secret = secrets.iter().find(|secret| secret.fingerprint == layout.fingerprint);
                let secret = secret.ok_or_else(|| Failure::about(Code::KeyMismatch, &layout.fingerprint))?;
                bytes.extend_from_slice(&protect(secret, preset, &password, &section.head)?);
            }
        }
        section.rest.iter().for_each(|packet| bytes.extend_from_slice(packet.raw()));
    }
    let mut text = Vec::new();
    armor::write(&mut text, Kind::SecretKey, &bytes)?;
    if preset == Preset::Compatible {
        armor::write(&mut text, Kind::PublicKey, keypair.public())?;
    }
    Ok(text)
}

/// The keypair without any protection, binary: for what is encrypted as a whole. A component without secret part here stays
/// public.
///
/// # Errors
/// Those of reading the key.
pub fn open_keypair_file(public: &[u8], secrets: &Secret) -> Outcome<Secret> {
    let key = Transferable::from_public(public)?;
    let secrets = open_packets(&key, secrets)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(key.to_bytes().len() * 2 + secrets.len() * LONGEST_SECRET));
    for section in &key.sections {
        let secret = section
            .key
            .as_ref()
            .and_then(|layout| secrets.iter().find(|secret| secret.fingerprint == layout.fingerprint));
        match secret {
            Some(secret) => bytes.extend_from_slice(secret.packet.expose()),
            None => bytes.extend_from_slice(section.head.raw()),
        }
        section.rest.iter().for_each(|packet| bytes.extend_from_slice(packet.raw()));
    }
    Ok(Secret::new(std::mem::take(&mut *bytes)))
}

/// An armored public key file of the original packets.
///
/// # Errors
/// Those of reading `public`; [`Code::Internal`] should it hold a secret packet.
pub fn public_file(public: &[u8]) -> Outcome<Vec<u8>> {
    let key = Transferable::from_public(public)?;
    key.primary()?;
    let mut text = Vec::new();
    armor::write(&mut text, Kind::PublicKey, &key.to_bytes())?;
    Ok(text)
}

fn protect(secret: &SecretPacket, preset: Preset, password: &Password, model: &Model) -> Outcome<Vec<u8>> {
    let internal = |error: &dyn std::fmt::Display| Failure::from(Code::Internal).because(error);
    let (tag, body) = match Packet::from_bytes(secret.packet.expose()) {
        Ok(Packet::SecretKey(key)) => (tag::SECRET_KEY, protected_body(key, preset, password)),
        Ok(Packet::SecretSubkey(key)) => (tag::SECRET_SUBKEY, protected_body(key, preset, password)),
        _ => return Err(Failure::about(Code::KeyMismatch, &secret.fingerprint)),
    };
    let body = body.map_err(|error| internal(&error))?;
    Ok(Model::like(model, tag, &body).raw().to_vec())
}

fn protected_body<R: key::KeyRole>(
    key: Key<key::SecretParts, R>,
    preset: Preset,
    password: &Password,
) -> openpgp::Result<Vec<u8>> {
    let (public, mut secret) = key.take_secret();
    let (s2k, mode) = match preset {
        Preset::Modern => (argon2()?, Some(AEADAlgorithm::OCB)),
        Preset::Compatible => (S2K::new_iterated(HashAlgorithm::SHA256, ITERATED_OCTETS)?, None),
    };
    secret.encrypt_in_place_with(&public, s2k, SymmetricAlgorithm::AES256, mode, password)?;
    MarshalInto::to_vec(&public.add_secret(secret).0)
}

/// RFC 9106 §4, second choice.
fn argon2() -> openpgp::Result<S2K> {
    let mut salt = [0; 16];
    openpgp::crypto::random(&mut salt)?;
    Ok(S2K::Argon2 { salt, t: 3, p: 4, m: 16 })
}
