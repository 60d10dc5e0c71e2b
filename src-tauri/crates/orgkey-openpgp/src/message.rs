//! A message of any length, encrypted to a key and signed by it (RFC 9580 §10.3), written and read as a stream: in memory
//! there is never more than a few megabytes of it. And the comments in front of one, which anybody can read.

use crate::{
    inspect,
    keypair::{Keypair, open_packets},
    packets::{self, tag},
    policy,
    protect::Preset,
    transferable::Transferable,
    view::{Head, View, system_time},
};
use base64::Engine;
use openpgp::{
    Cert, KeyHandle, Packet,
    armor::Kind,
    crypto::{KeyPair, SessionKey},
    packet::{Key, PKESK, SKESK, key},
    parse::{
        Parse,
        stream::{
            DecryptionHelper, DecryptorBuilder, GoodChecksum, MessageLayer, MessageStructure, VerificationHelper,
        },
    },
    serialize::stream::{Armorer, Encryptor, LiteralWriter, Message, Recipient, Signer},
    types::{Features, HashAlgorithm, SymmetricAlgorithm},
};
use orgkey_types::{Code, Failure, Fingerprint, Outcome, Timestamp, Use};
use sequoia_openpgp as openpgp;
use std::{
    io::{self, BufWriter, Read, Write},
    sync::{Arc, Mutex, PoisonError},
};

/// What is read of a file to tell its comments and recipients, in bytes.
pub const START: u64 = 16_384;
/// What is written at once, in bytes.
const BUFFER: usize = 1 << 18;
const BEGIN: &str = "-----BEGIN PGP MESSAGE-----";
/// Armor header lines (RFC 9580 §6.2.2) are the one place in front of a message that everybody can read and that every
/// program passes over: GnuPG, PGP Desktop and `sq`. A private packet or padding there is refused by `sq`.
const COMMENT: &str = "Comment";

type Public = Key<key::PublicParts, key::UnspecifiedRole>;

/// The comments of an armored message at the beginning of `start`, which holds the first bytes of a file; empty where it
/// begins otherwise. Nothing protects them: they say what their reader must then see proven.
pub fn comments(start: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(start);
    let Some(lines) = text.strip_prefix(BEGIN) else { return Vec::new() };
    let headers = lines.lines().skip(1).take_while(|line| !line.trim().is_empty());
    let comment = |line: &str| Some(line.strip_prefix(COMMENT)?.strip_prefix(": ")?.trim_end().to_owned());
    headers.filter_map(comment).collect()
}

/// Writes one armored message: what `content` writes, signed by the key and encrypted to all its encryption keys. The modern preset
/// is AES-256 in OCB (RFC 9580 §5.13.2), the compatible one AES-256 with the older integrity protection (§5.13.1), which
/// GnuPG reads; a version 6 key is always written to in the modern form. Nothing is compressed.
///
/// # Errors
/// [`Code::KeyExpired`] for a key that has ended, [`Code::KeyRevoked`]; [`Code::NoEncryptionKey`] without a key to encrypt
/// to; and what `content` and the sink say.
pub fn seal_message(
    sink: impl Write + Send + Sync,
    comments: &[String],
    (keypair, preset): (&Keypair, Preset),
    now: Timestamp,
    content: impl FnOnce(&mut dyn Write) -> Outcome<()>,
) -> Outcome<()> {
    let parts = Parts::of(keypair)?;
    let recipients = parts.recipients(preset);
    parts.refuse_unfit(keypair, now)?;
    // The library writes line by line.
    let mut sink = BufWriter::with_capacity(BUFFER, sink);
    let armorer = Armorer::new(Message::new(&mut sink)).kind(Kind::Message);
    let armorer = comments.iter().fold(armorer, |armorer, comment| armorer.add_header(COMMENT, comment));
    let message = Encryptor::for_recipients(armorer.build().map_err(failure)?, recipients)
        .symmetric_algo(SymmetricAlgorithm::AES256)
        .build()
        .map_err(failure)?;
    let signer = Signer::new(message, parts.signer()?).and_then(|signer| signer.hash_algo(HashAlgorithm::SHA512));
    let message = signer.map_err(failure)?.creation_time(system_time(now)).build().map_err(failure)?;
    let mut literal = LiteralWriter::new(message).build().map_err(failure)?;
    content(&mut literal)?;
    literal.finalize().map_err(failure)?;
    sink.flush().map_err(failure_of)
}

/// Who signed a message, and which key opened it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedMessage {
    /// The key that signed, by its primary fingerprint.
    pub signer: Fingerprint,
    /// When, as the signature says.
    pub signed: Timestamp,
}

/// Opens a message with one of the keys, and hands its content to `content`, piece by piece. **What `content` sees is not
/// vouched for yet**: only when this returns was the message whole, and its signature that of one of the keys. No more than
/// `most` bytes come out: nothing that [`seal_message`] writes is longer outside than inside, and what is was made by
/// somebody to fill a disk.
///
/// # Errors
/// [`Code::MessageForAnotherKey`] when none of the keys opens it; [`Code::MessageDamaged`] when it is cut, changed, or no
/// message; [`Code::MessageNotSigned`] without a signature of one of the keys that holds; and what `content` says.
pub fn open_message<T>(
    source: impl Read + Send + Sync,
    most: u64,
    keypairs: &[Keypair],
    now: Timestamp,
    content: impl FnOnce(&mut dyn Read) -> Outcome<T>,
) -> Outcome<(T, OpenedMessage)> {
    let source = begin(source)?;
    let verdict = Arc::new(Mutex::new(None));
    let opener = Opener { parts: parts_of(keypairs)?, verdict: Arc::clone(&verdict) };
    let legacy = policy::legacy();
    let builder = DecryptorBuilder::from_reader(source).map_err(damaged)?;
    let mut message = builder.with_policy(&legacy, system_time(now), opener).map_err(damaged)?;
    let mut bounded = message.by_ref().take(most);
    let value = content(&mut bounded)?;
    // The integrity of the whole is known behind its last byte, and content may have stopped before.
    io::copy(&mut bounded, &mut io::sink()).map_err(failure_of)?;
    if message.read(&mut [0]).map_err(failure_of)? != 0 {
        return Err(Code::MessageDamaged.into());
    }
    let signed = verdict.lock().unwrap_or_else(PoisonError::into_inner).take();
    signed.map(|signed| (value, signed)).ok_or_else(|| Code::MessageNotSigned.into())
}

/// Octets of the encrypted packet of a signed message, at least. Sequoia 2.4 panics on one of less than 40.
const SHORTEST: usize = 256;

/// Looks at the first packets before the library does.
fn begin(mut source: impl Read + Send + Sync) -> Outcome<impl Read + Send + Sync> {
    let mut start = Vec::new();
    source.by_ref().take(START).read_to_end(&mut start).map_err(failure_of)?;
    let bytes = dearmored(&start);
    let mut rest = bytes.as_slice();
    while let Some((_, behind)) = packets::first(rest).filter(|(packet, _)| packet.tag == tag::PKESK) {
        rest = behind;
    }
    let is_sealed = rest.first().is_some_and(|lead| packets::tag_of(*lead) == tag::SEIPD);
    if !is_sealed || packets::measure(rest)?.1 < SHORTEST || rest.len() < SHORTEST {
        return Err(Code::MessageDamaged.into());
    }
    Ok(io::Cursor::new(start).chain(source))
}

/// The key IDs or fingerprints that open the armored message at the beginning of `start`, the first bytes of a file. What
/// is cut off there is not told.
pub fn recipients(start: &[u8]) -> Vec<String> {
    let (bytes, mut found) = (dearmored(start), Vec::new());
    let mut rest = bytes.as_slice();
    while let Some((packet, behind)) = packets::first(rest).filter(|(packet, _)| packet.tag == tag::PKESK) {
        found.push(inspect::recipient(&packet));
        rest = behind;
    }
    found
}

/// The first bytes of an armored message, as far as whole lines go.
fn dearmored(start: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(start);
    let lines = text.lines().skip_while(|line| !line.trim().is_empty()).skip(1);
    let decode = |line: &str| base64::engine::general_purpose::STANDARD_NO_PAD.decode(line.trim()).ok();
    lines.map_while(decode).flatten().collect()
}

/// A failure of the sink or of `content` travels through the library as an error of input and output.
fn told(error: &openpgp::anyhow::Error) -> Option<Failure> {
    let inner = |error: &io::Error| error.get_ref()?.downcast_ref::<Failure>().cloned();
    error.chain().find_map(|cause| match cause.downcast_ref::<Failure>() {
        Some(failure) => Some(failure.clone()),
        None => cause.downcast_ref::<io::Error>().and_then(inner),
    })
}

/// What an error of reading or writing a message means to `content`: the failure of the sink or source below, or damage.
pub fn failure_of(error: io::Error) -> Failure {
    damaged(error.into())
}

fn failure(error: openpgp::anyhow::Error) -> Failure {
    told(&error).unwrap_or_else(|| Failure::from(Code::Internal).because(error))
}

fn damaged(error: openpgp::anyhow::Error) -> Failure {
    told(&error).unwrap_or_else(|| Failure::from(Code::MessageDamaged).because(error))
}

/// A key taken apart: its certificate, and each component that can encrypt or sign.
struct Parts {
    cert: Cert,
    primary: Fingerprint,
    encrypts: Vec<(Public, KeyPair)>,
    signs: Vec<KeyPair>,
}

fn parts_of(keypairs: &[Keypair]) -> Outcome<Vec<Parts>> {
    keypairs.iter().map(Parts::of).collect()
}

impl Parts {
    fn of(keypair: &Keypair) -> Outcome<Self> {
        let key = Transferable::from_public(keypair.public())?;
        let view = View::of(&key)?;
        let public: Vec<Public> = view
            .sections
            .iter()
            .filter_map(|section| match &section.head {
                Head::Primary(key) => Some(key.role_as_unspecified().clone()),
                Head::Subkey(key) => Some(key.role_as_unspecified().clone()),
                _ => None,
            })
            .collect();
        let primary = keypair.summary().fingerprint.clone();
        let mut parts = Self { cert: view.cert()?, primary, encrypts: Vec::new(), signs: Vec::new() };
        for secret in open_packets(&key, keypair.secrets())? {
            let named = |part: &&orgkey_types::Component| part.fingerprint == secret.fingerprint;
            let Some(part) = keypair.summary().components.iter().find(named) else { continue };
            let Some(public) = public.iter().find(|key| key.fingerprint().to_hex() == part.fingerprint.as_str()) else {
                continue;
            };
            if part.uses.contains(&Use::Encrypt) && public.pk_algo().for_encryption() {
                parts.encrypts.push((public.clone(), pair(secret.packet.expose())?));
            }
            // A primary key that may only certify still vouches for its own vault better than nobody.
            let signs = part.uses.contains(&Use::Sign) || part.fingerprint == parts.primary;
            if signs && public.pk_algo().for_signing() {
                parts.signs.push(pair(secret.packet.expose())?);
            }
        }
        Ok(parts)
    }

    fn recipients(&self, preset: Preset) -> Vec<Recipient<'_>> {
        let modern = preset == Preset::Modern || self.cert.primary_key().key().version() == 6;
        let features = if modern { Features::empty().set_seipdv2() } else { Features::empty().set_seipdv1() };
        let keys = self.encrypts.iter().map(|(key, _)| key);
        keys.map(|key| Recipient::new(features.clone(), key.key_handle(), key)).collect()
    }

    fn refuse_unfit(&self, keypair: &Keypair, now: Timestamp) -> Outcome<()> {
        let summary = keypair.summary();
        let about = |code| Err(Failure::about(code, &summary.fingerprint));
        match () {
            () if summary.revoked => about(Code::KeyRevoked),
            () if summary.expires.is_some_and(|end| end <= now) => about(Code::KeyExpired),
            () if self.encrypts.is_empty() => about(Code::NoEncryptionKey),
            () => Ok(()),
        }
    }

    /// The last one: subkeys stand behind the primary key.
    fn signer(&self) -> Outcome<KeyPair> {
        self.signs.last().cloned().ok_or_else(|| Failure::about(Code::KeyMismatch, &self.primary))
    }
}

fn pair(secret: &[u8]) -> Outcome<KeyPair> {
    let opened = match Packet::from_bytes(secret) {
        Ok(Packet::SecretKey(key)) => key.into_keypair(),
        Ok(Packet::SecretSubkey(key)) => key.into_keypair(),
        Ok(_) => return Err(Code::Internal.into()),
        Err(error) => Err(error),
    };
    opened.map_err(failure)
}

struct Opener {
    parts: Vec<Parts>,
    verdict: Arc<Mutex<Option<OpenedMessage>>>,
}

impl Opener {
    fn signed(&self, good: &GoodChecksum<'_>) -> Option<OpenedMessage> {
        let signer = good.ka.cert().fingerprint().to_hex().parse().ok()?;
        let signed = crate::view::timestamp(good.sig.signature_creation_time()?);
        Some(OpenedMessage { signer, signed })
    }
}

impl VerificationHelper for Opener {
    fn get_certs(&mut self, _: &[KeyHandle]) -> openpgp::Result<Vec<Cert>> {
        Ok(self.parts.iter().map(|parts| parts.cert.clone()).collect())
    }

    fn check(&mut self, structure: MessageStructure<'_>) -> openpgp::Result<()> {
        for layer in structure {
            let MessageLayer::SignatureGroup { results } = layer else { continue };
            let good = results.into_iter().find_map(Result::ok);
            *self.verdict.lock().unwrap_or_else(PoisonError::into_inner) = good.and_then(|good| self.signed(&good));
        }
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
    ) -> openpgp::Result<Option<Cert>> {
        for parts in &mut self.parts {
            for (public, pair) in &mut parts.encrypts {
                let for_this = |pkesk: &&PKESK| pkesk.recipient().is_none_or(|to| to.aliases(public.key_handle()));
                let mut opened = pkesks.iter().filter(for_this).filter_map(|pkesk| pkesk.decrypt(pair, cipher));
                if opened.any(|(cipher, session)| open(cipher, &session)) {
                    return Ok(Some(parts.cert.clone()));
                }
            }
        }
        let wanted: Vec<String> = pkesks.iter().filter_map(|pkesk| pkesk.recipient()).map(|to| to.to_hex()).collect();
        Err(Failure::about(Code::MessageForAnotherKey, wanted.join(", ")).into())
    }
}

#[cfg(test)]
#[path = "message_tests.rs"]
mod tests;
