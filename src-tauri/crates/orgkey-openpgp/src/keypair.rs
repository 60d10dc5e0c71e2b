//! The vault's form of a key.

use crate::{
    judge::{self, SecretParts},
    layout,
    packets::{self, tag},
    protection,
    transferable::{SecretPacket, Transferable},
};
use orgkey_types::{Code, Failure, KeySummary, Outcome, Secret, SecretPart, Timestamp};

/// A key with its secret parts open. `public` keeps every packet byte for byte as it came; the summary is a view.
#[derive(Debug)]
pub struct Keypair {
    public: Vec<u8>,
    secrets: Secret,
    summary: KeySummary,
}

impl Keypair {
    /// From the vault: a binary transferable public key (RFC 9580 §10.1) and, concatenated, unprotected Secret-Key and
    /// Secret-Subkey packets.
    ///
    /// # Errors
    /// [`Code::KeyMismatch`] when a secret packet belongs to no component, is protected, or the primary key's is
    /// missing; those of [`summarize_public`].
    pub fn from_parts(public: Vec<u8>, secrets: Secret, now: Timestamp) -> Outcome<Self> {
        let key = Transferable::from_public(&public)?;
        let open = open_packets(&key, &secrets)?;
        let primary = &key.primary()?.fingerprint;
        if !open.iter().any(|packet| packet.fingerprint == *primary) {
            return Err(Failure::about(Code::KeyMismatch, primary));
        }
        let parts = open.iter().map(|packet| (packet.fingerprint.clone(), SecretPart::Open)).collect();
        let summary = judge::summarize(&key, &parts, now)?;
        Ok(Self { public, secrets, summary })
    }

    /// The binary transferable public key: original packets in original order.
    pub fn public(&self) -> &[u8] {
        &self.public
    }

    /// The unprotected secret packets, concatenated.
    pub fn secrets(&self) -> &Secret {
        &self.secrets
    }

    /// What the key is; `SecretPart::Open` for each component whose secret is here.
    pub fn summary(&self) -> &KeySummary {
        &self.summary
    }
}

/// The secret packets one by one, each checked to be open and to carry the public part of its component.
pub(crate) fn open_packets(key: &Transferable, secrets: &Secret) -> Outcome<Vec<SecretPacket>> {
    let mut open = Vec::new();
    for packet in packets::split(secrets.expose())? {
        let layout = layout::read(packet.body(), true)?;
        let mismatch = || Failure::about(Code::KeyMismatch, &layout.fingerprint);
        let known = key
            .sections
            .iter()
            .find(|section| section.key.as_ref().is_some_and(|component| component.fingerprint == layout.fingerprint));
        let expected = match known.map(|section| section.head.tag) {
            Some(tag::PUBLIC_KEY) => tag::SECRET_KEY,
            _ => tag::SECRET_SUBKEY,
        };
        if known.is_none() || packet.tag != expected {
            return Err(mismatch());
        }
        let secret =
            SecretPacket { fingerprint: layout.fingerprint.clone(), packet: Secret::new(packet.raw().to_vec()) };
        if protection::secret_part(&secret)? != SecretPart::Open {
            return Err(mismatch());
        }
        open.push(secret);
    }
    Ok(open)
}

/// The summary of a binary transferable public key.
///
/// # Errors
/// [`Code::NotOpenPgp`], [`Code::NotAKey`], [`Code::FileDamaged`], [`Code::FileTruncated`], [`Code::TooComplex`] or
/// [`Code::VersionUnsupported`].
pub fn summarize_public(public: &[u8], now: Timestamp) -> Outcome<KeySummary> {
    judge::summarize(&Transferable::from_public(public)?, &SecretParts::new(), now)
}
