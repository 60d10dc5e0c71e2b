//! Opens a written file as a stranger would who has nothing but the file and its passphrase, and uses it.

use crate::{
    inspect::{self, FoundKey},
    keypair::{Keypair, open_packets},
    merge::{Difference, Relation},
    policy,
    transferable::{SecretPacket, Transferable},
    unlock,
    view::{Head, View},
};
use openpgp::{
    KeyHandle,
    crypto::{KeyPair, SessionKey},
    packet::{Key, PKESK, SKESK, key, signature::SignatureBuilder},
    parse::{
        Parse,
        stream::{DecryptionHelper, DecryptorBuilder, MessageStructure, VerificationHelper},
    },
    serialize::stream::{Encryptor, LiteralWriter, Message, Recipient},
    types::{Features, HashAlgorithm, SignatureType, SymmetricAlgorithm},
};
use orgkey_types::{Code, Component, Failure, Fingerprint, Outcome, Passphrase, SecretPart, Timestamp, Usability, Use};
use sequoia_openpgp as openpgp;
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};

/// What a file has been shown to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Each component with what was done; a component that signs and encrypts stands here twice.
    pub keys: Vec<ProvenKey>,
}

/// One component of a proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvenKey {
    /// The component.
    pub fingerprint: Fingerprint,
    /// Its algorithm as shown.
    pub algorithm: String,
    /// What was done with it.
    pub means: ProofMeans,
}

/// What was done with a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ProofMeans {
    /// A random message, encrypted to the expected public key, came back out with the secret of the file.
    MessageDecrypted,
    /// A signature over a random message by the secret of the file verified with the expected public key.
    SignatureVerified,
    /// This program cannot use the algorithm; the secret fits the public numbers.
    MatchedByArithmetic,
}

/// What has been reached, for progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ProofStage {
    /// The passphrase opened every secret packet.
    Opened,
    /// All components are the expected ones.
    Compared,
    /// Every encryption key has decrypted.
    Decrypted,
    /// Every signing key has signed.
    Verified,
}

/// Octets of a probe.
const PROBE: usize = 64;

/// Proves that `file` restores the key whose public part is `expected_public`. An older public part proves too, a
/// changed one does not.
///
/// # Errors
/// [`Code::NotProven`] about the step that failed, with the code underneath as the cause.
pub fn prove_keypair(
    file: &[u8],
    passphrase: &Passphrase,
    expected_public: &[u8],
    now: Timestamp,
    stage: &mut dyn FnMut(ProofStage),
) -> Outcome<Proof> {
    let found = only_key(file, now).map_err(step("reading the file"))?;
    let opened = unlock::unlock(found, Some(passphrase), now).map_err(step("opening it with the passphrase"))?;
    stage(ProofStage::Opened);
    let expected = Transferable::from_public(expected_public)?;
    compare(&opened, &expected).map_err(step("comparing the fingerprints"))?;
    stage(ProofStage::Compared);
    let probe = Probe::new(&opened, &expected)?;
    let mut keys = probe.run(Use::Encrypt).map_err(step("decrypting a message"))?;
    if !keys.is_empty() {
        stage(ProofStage::Decrypted);
    }
    let signed = probe.run(Use::Sign).map_err(step("verifying a signature"))?;
    if !signed.is_empty() {
        stage(ProofStage::Verified);
    }
    keys.extend(signed);
    keys.extend(probe.rest(&keys));
    Ok(Proof { keys })
}

/// Proves that `file` holds the public key `expected_public` packet by packet, and no secret.
///
/// # Errors
/// [`Code::NotProven`] about the step that failed.
pub fn prove_public(file: &[u8], expected_public: &[u8]) -> Outcome<()> {
    // The time only dates the summary, which nobody looks at here.
    let found = only_key(file, Timestamp::LATEST).map_err(step("reading the file"))?;
    if !found.secrets.is_empty() {
        return Err(not_proven("a secret key is in the file"));
    }
    if found.public != expected_public {
        return Err(not_proven("comparing the packets"));
    }
    Ok(())
}

fn step(name: &'static str) -> impl Fn(Failure) -> Failure {
    move |failure| not_proven(name).because(failure)
}

fn not_proven(name: &str) -> Failure {
    Failure::about(Code::NotProven, name)
}

fn only_key(file: &[u8], now: Timestamp) -> Outcome<FoundKey> {
    let mut keys = inspect::inspect(file, now)?.keys;
    match (keys.pop(), keys.is_empty()) {
        (Some(key), true) => Ok(key),
        (None, _) => Err(Code::NotAKey.into()),
        _ => Err(Code::SeveralKeys.into()),
    }
}

/// All components are the same, all are open, and the file holds nothing that the expected key cannot explain.
fn compare(opened: &Keypair, expected: &Transferable) -> Outcome<()> {
    let file = Transferable::from_public(opened.public())?;
    let names = |key: &Transferable| {
        let mut names: Vec<_> = key.keys().map(|layout| layout.fingerprint.clone()).collect();
        names.sort();
        names
    };
    if names(&file) != names(expected) {
        return Err(Failure::about(Code::KeyMismatch, &opened.summary().fingerprint));
    }
    if let Some(closed) = opened.summary().components.iter().find(|part| part.secret != SecretPart::Open) {
        return Err(Failure::about(Code::PublicOnly, &closed.fingerprint));
    }
    // An older file lacks packets. A damaged one lacks some and has others in their place, be they ever so valid.
    let difference = Difference::of(expected, &file)?;
    if difference.unproven > 0 || difference.relation() == Relation::Mixed {
        return Err(Failure::about(Code::FileDamaged, "public part"));
    }
    Ok(())
}

/// The components of the file beside the expected public keys.
struct Probe<'a> {
    components: &'a [Component],
    public: Vec<Key<key::PublicParts, key::UnspecifiedRole>>,
    secrets: Vec<SecretPacket>,
}

impl<'a> Probe<'a> {
    fn new(opened: &'a Keypair, expected: &Transferable) -> Outcome<Self> {
        let view = View::of(expected)?;
        let public = view.sections.iter().filter_map(|section| match &section.head {
            Head::Primary(key) => Some(key.role_as_unspecified().clone()),
            Head::Subkey(key) => Some(key.role_as_unspecified().clone()),
            _ => None,
        });
        let file = Transferable::from_public(opened.public())?;
        Ok(Self {
            components: &opened.summary().components,
            public: public.collect(),
            secrets: open_packets(&file, opened.secrets())?,
        })
    }

    /// Probes every component that is there for this use and can be used here.
    fn run(&self, usage: Use) -> Outcome<Vec<ProvenKey>> {
        let mut proven = Vec::new();
        for part in self.components.iter().filter(|part| part.usability == Usability::Full) {
            let missing = || Failure::about(Code::KeyMismatch, &part.fingerprint);
            let named = |key: &&Key<key::PublicParts, key::UnspecifiedRole>| {
                key.fingerprint().to_hex() == part.fingerprint.as_str()
            };
            let public = self.public.iter().find(named).ok_or_else(missing)?;
            if !is_for(part, public, usage) {
                continue;
            }
            let secret =
                self.secrets.iter().find(|secret| secret.fingerprint == part.fingerprint).ok_or_else(missing)?;
            let (worked, means) = match usage {
                Use::Encrypt => (decrypts(public, secret), ProofMeans::MessageDecrypted),
                _ => (signs(public, secret), ProofMeans::SignatureVerified),
            };
            match worked {
                Ok(true) => proven.push(proven_key(part, means)),
                Ok(false) => return Err(missing()),
                Err(error) => return Err(missing().because(error)),
            }
        }
        Ok(proven)
    }

    /// What neither signs nor decrypts here; `unlock` has compared its numbers.
    fn rest(&self, done: &[ProvenKey]) -> Vec<ProvenKey> {
        let left = self.components.iter().filter(|part| !done.iter().any(|key| key.fingerprint == part.fingerprint));
        left.map(|part| proven_key(part, ProofMeans::MatchedByArithmetic)).collect()
    }
}

fn proven_key(part: &Component, means: ProofMeans) -> ProvenKey {
    ProvenKey { fingerprint: part.fingerprint.clone(), algorithm: part.algorithm.clone(), means }
}

/// A key that its owner set aside for logins only, or for nothing, is probed by what its algorithm can do.
fn is_for(part: &Component, key: &Key<key::PublicParts, key::UnspecifiedRole>, usage: Use) -> bool {
    let (signs, encrypts) = (key.pk_algo().for_signing(), key.pk_algo().for_encryption());
    match usage {
        Use::Encrypt => encrypts && (part.uses.contains(&Use::Encrypt) || !signs),
        _ => {
            signs
                && (part.uses.iter().any(|usage| *usage != Use::Encrypt)
                    || !part.uses.contains(&Use::Encrypt)
                    || !encrypts)
        }
    }
}

fn pair(secret: &SecretPacket) -> openpgp::Result<KeyPair> {
    match openpgp::Packet::from_bytes(secret.packet.expose())? {
        openpgp::Packet::SecretKey(key) => key.into_keypair(),
        openpgp::Packet::SecretSubkey(key) => key.into_keypair(),
        _ => Err(openpgp::Error::InvalidOperation("not a secret key".into()).into()),
    }
}

fn random_probe() -> openpgp::Result<Vec<u8>> {
    let mut probe = vec![0; PROBE];
    openpgp::crypto::random(&mut probe)?;
    Ok(probe)
}

fn signs(public: &Key<key::PublicParts, key::UnspecifiedRole>, secret: &SecretPacket) -> openpgp::Result<bool> {
    let probe = random_probe()?;
    let signature = SignatureBuilder::new(SignatureType::Binary)
        .set_hash_algo(HashAlgorithm::SHA512)
        .set_signature_creation_time(public.creation_time())?
        .sign_message(&mut pair(secret)?, &probe)?;
    Ok(signature.verify_message(public, &probe).is_ok())
}

fn decrypts(public: &Key<key::PublicParts, key::UnspecifiedRole>, secret: &SecretPacket) -> openpgp::Result<bool> {
    let probe = random_probe()?;
    let mut sealed = Vec::new();
    let features = match public.version() {
        6 => Features::empty().set_seipdv2(),
        _ => Features::empty().set_seipdv1(),
    };
    let recipient = Recipient::new(features, public.key_handle(), public);
    let message = Encryptor::for_recipients(Message::new(&mut sealed), [recipient]).build()?;
    let mut writer = LiteralWriter::new(message).build()?;
    writer.write_all(&probe)?;
    writer.finalize()?;
    let policy = policy::legacy();
    let helper = Opener { pair: pair(secret)? };
    let mut opened = Vec::new();
    DecryptorBuilder::from_bytes(&sealed)?
        .with_policy(&policy, public.creation_time(), helper)?
        .take(PROBE as u64 + 1)
        .read_to_end(&mut opened)?;
    Ok(opened == probe)
}

/// Opens a probe with one secret key and no other.
struct Opener {
    pair: KeyPair,
}

impl VerificationHelper for Opener {
    fn get_certs(&mut self, _: &[KeyHandle]) -> openpgp::Result<Vec<openpgp::Cert>> {
        Ok(Vec::new())
    }

    /// Probes carry no signature.
    fn check(&mut self, _: MessageStructure<'_>) -> openpgp::Result<()> {
        Ok(())
    }
}

impl DecryptionHelper for Opener {
    fn decrypt(
        &mut self,
        pkesks: &[PKESK],
        _: &[SKESK],
        cipher: Option<SymmetricAlgorithm>,
        open: &mut dyn FnMut(Option<SymmetricAlgorithm>, &SessionKey) -> bool,
    ) -> openpgp::Result<Option<openpgp::Cert>> {
        let opened = pkesks
            .iter()
            .filter_map(|pkesk| pkesk.decrypt(&mut self.pair, cipher))
            .any(|(cipher, session)| open(cipher, &session));
        if opened { Ok(None) } else { Err(openpgp::Error::MissingSessionKey("probe".into()).into()) }
    }
}
