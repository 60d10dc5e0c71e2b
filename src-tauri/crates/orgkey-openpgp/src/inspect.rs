//! What is in a file, without a passphrase. Every ceiling of `limits` is checked before anything is derived.
//!
//! Deliberately absent: messages are not opened and not decompressed, so nothing nests.

use crate::{
    adk, armor,
    judge::{self, SecretParts},
    limits, merge,
    packets::{self, Packet, tag},
    protection,
    transferable::{SecretPacket, Transferable},
};
use orgkey_types::{Code, Failure, Fingerprint, KeySummary, Outcome, SecretPart, Timestamp, Usability};
use serde::Serialize;
use zeroize::Zeroizing;

/// What a file holds.
#[derive(Debug)]
pub struct Contents {
    /// The main thing in it.
    pub kind: ContentKind,
    /// Whether it is ASCII armor.
    pub armored: bool,
    /// The labels of the armor blocks: `PGP PRIVATE KEY BLOCK`.
    pub blocks: Vec<String>,
    /// The keys, each once, in the order of the file.
    pub keys: Vec<FoundKey>,
    /// What can be told of a message without opening it.
    pub message: Option<MessageInfo>,
    /// What else an administrator should know.
    pub notes: Vec<Note>,
}

/// The main thing in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ContentKind {
    /// Public or secret keys.
    Keys,
    /// An encrypted, signed, compressed or plain message.
    Message,
    /// A signature over something else.
    Signature,
    /// A key revocation signature without the key.
    Revocation,
}

/// A key of a file; the secret packets are as they came and stay inside.
#[derive(Debug)]
pub struct FoundKey {
    /// What the key is.
    pub summary: KeySummary,
    pub(crate) public: Vec<u8>,
    pub(crate) secrets: Vec<SecretPacket>,
    false_signatures: usize,
}

impl FoundKey {
    /// The binary public key as found: original packets in original order, secret packets as public ones.
    pub fn public(&self) -> &[u8] {
        &self.public
    }

    /// Puts a public part and secret packets together and judges them.
    pub(crate) fn new(key: &Transferable, secrets: Vec<SecretPacket>, now: Timestamp) -> Outcome<Self> {
        let mut parts = SecretParts::new();
        for secret in &secrets {
            parts.insert(secret.fingerprint.clone(), protection::secret_part(secret)?);
        }
        let (summary, false_signatures) = judge::judge(key, &parts, now)?;
        Ok(Self { summary, public: key.to_bytes(), secrets, false_signatures })
    }
}

/// What the outer packets of a message tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageInfo {
    /// Key IDs or fingerprints in upper-case hexadecimal; `anonymous` for the wildcard.
    pub recipients: Vec<String>,
    /// How many passphrases open it.
    pub passphrase_slots: u32,
    /// Whether the contents are encrypted.
    pub encrypted: bool,
    /// The format as shown: `encrypted, integrity protected (version 2)`.
    pub format: String,
}

/// Something an administrator should know about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "note", content = "about")]
pub enum Note {
    /// The secret block alone vouches for nothing; its public block is missing (half of a PGP Desktop export).
    SecretWithoutSelfSignatures(Fingerprint),
    /// Nothing here can check the self-signatures of a key with this algorithm.
    AlgorithmUnsupported(String),
    /// Several blocks of the file were about the same key and are shown as one.
    BlocksMerged,
    /// There is text after the first block.
    TrailingText,
    /// So many packets of no use here; they are kept with their key.
    UnknownPackets(u32),
    /// So many signatures name the key as their maker and do not hold: damage, or a stranger's work. They count for
    /// nothing; the key is what the others say.
    FalseSignatures(u32),
    /// A key of a version or algorithm that is not read stands beside readable ones.
    KeyUnreadable(String),
    /// The file also holds messages or signatures.
    OtherContents,
    /// So many signatures name an Additional Decryption Key where anybody can write it: an attack. It is never honoured.
    UnhashedAdk(u32),
}

struct Blocks {
    labels: Vec<String>,
    armored: bool,
    text_after: bool,
    contents: Vec<Vec<Packet>>,
}

/// Says what is in a file.
///
/// # Errors
/// [`Code::NotOpenPgp`], [`Code::FileDamaged`], [`Code::FileTruncated`], [`Code::TooComplex`],
/// [`Code::VersionUnsupported`] and [`Code::AlgorithmUnsupported`] when no key of the file is of a kind that is read.
pub fn inspect(file: &[u8], now: Timestamp) -> Outcome<Contents> {
    let blocks = open_blocks(file)?;
    let mut contents = Contents {
        kind: ContentKind::Keys,
        armored: blocks.armored,
        blocks: blocks.labels,
        keys: Vec::new(),
        message: None,
        notes: if blocks.text_after { vec![Note::TrailingText] } else { Vec::new() },
    };
    let (keys, others): (Vec<_>, Vec<_>) = blocks.contents.into_iter().partition(|packets| holds_keys(packets));
    if keys.is_empty() {
        describe_others(&mut contents, &others);
    } else {
        if !others.is_empty() {
            contents.notes.push(Note::OtherContents);
        }
        collect_keys(&mut contents, keys, now)?;
    }
    Ok(contents)
}

fn open_blocks(file: &[u8]) -> Outcome<Blocks> {
    if file.len() > limits::FILE_BYTES {
        return Err(Failure::about(Code::TooComplex, format!("file of {} bytes", file.len())));
    }
    if file.first().is_some_and(|byte| byte & 0x80 != 0) {
        // A UTF-8 mark or foreign letters before an armor start like a packet does.
        match packets::split(file) {
            Ok(whole) => {
                return Ok(Blocks { labels: vec![], armored: false, text_after: false, contents: vec![whole] });
            }
            Err(failure) if armor::read(file).is_err() => return Err(failure),
            Err(_) => {}
        }
    }
    let armored = armor::read(file)?;
    let mut blocks = Blocks { labels: vec![], armored: true, text_after: armored.text_after, contents: vec![] };
    for block in armored.blocks {
        let bytes: Zeroizing<Vec<u8>> = block.bytes;
        blocks.contents.push(packets::split(&bytes)?);
        blocks.labels.push(block.label);
    }
    Ok(blocks)
}

fn is_noise(packet: &Packet) -> bool {
    matches!(packet.tag, tag::MARKER | tag::PADDING)
}

fn holds_keys(packets: &[Packet]) -> bool {
    packets.iter().find(|packet| !is_noise(packet)).is_some_and(Packet::is_key)
}

/// One row of packets for each primary key.
fn rows(packets: Vec<Packet>) -> Outcome<Vec<Vec<Packet>>> {
    let mut rows: Vec<Vec<Packet>> = Vec::new();
    for packet in packets {
        match rows.last_mut() {
            _ if matches!(packet.tag, tag::SECRET_KEY | tag::PUBLIC_KEY) => rows.push(vec![packet]),
            Some(row) => row.push(packet),
            None if is_noise(&packet) => {}
            None => return Err(Failure::about(Code::FileDamaged, "packet order")),
        }
    }
    Ok(rows)
}

fn collect_keys(contents: &mut Contents, blocks: Vec<Vec<Packet>>, now: Timestamp) -> Outcome<()> {
    let (mut found, mut skipped): (Vec<(Transferable, Vec<SecretPacket>)>, Option<Failure>) = (Vec::new(), None);
    for row in blocks.into_iter().map(rows).collect::<Outcome<Vec<_>>>()?.into_iter().flatten() {
        let (key, secrets) = match Transferable::from_packets(row) {
            Ok(read) => read,
            Err(failure) if matches!(failure.code, Code::VersionUnsupported | Code::AlgorithmUnsupported) => {
                contents.notes.push(Note::KeyUnreadable(failure.subject.clone().unwrap_or_default()));
                skipped = Some(failure);
                continue;
            }
            Err(failure) => return Err(failure),
        };
        add_key(&mut found, key, secrets, &mut contents.notes)?;
    }
    for (key, secrets) in found {
        add_notes(&mut contents.notes, &key);
        contents.keys.push(FoundKey::new(&key, secrets, now)?);
    }
    contents.notes.extend(contents.keys.iter().flat_map(notes_on_signatures));
    match skipped {
        Some(failure) if contents.keys.is_empty() => Err(failure),
        _ => Ok(()),
    }
}

fn notes_on_signatures(key: &FoundKey) -> Vec<Note> {
    let parts = &key.summary.components;
    // What cannot be checked is neither false nor missing.
    if let Some(primary) = key.summary.primary().filter(|part| part.usability == Usability::KeptOnly) {
        return vec![Note::AlgorithmUnsupported(primary.algorithm.clone())];
    }
    let mut notes = Vec::new();
    if key.false_signatures > 0 {
        notes.push(Note::FalseSignatures(u32::try_from(key.false_signatures).unwrap_or(u32::MAX)));
    }
    if !key.summary.self_signed && parts.iter().any(|part| part.secret != SecretPart::Absent) {
        notes.push(Note::SecretWithoutSelfSignatures(key.summary.fingerprint.clone()));
    }
    notes
}

/// Adds a key, or joins it to the one of the same fingerprint.
fn add_key(
    found: &mut Vec<(Transferable, Vec<SecretPacket>)>,
    key: Transferable,
    secrets: Vec<SecretPacket>,
    notes: &mut Vec<Note>,
) -> Outcome<()> {
    let fingerprint = key.primary()?.fingerprint.clone();
    let known = found.iter_mut().find(|(known, _)| known.keys().next().is_some_and(|k| k.fingerprint == fingerprint));
    let Some((known, known_secrets)) = known else {
        if found.len() == limits::KEYS {
            return Err(Failure::about(Code::TooComplex, "keys"));
        }
        found.push((key, secrets));
        return Ok(());
    };
    *known = merge::join(known, &key)?;
    for secret in secrets {
        let same = known_secrets.iter().position(|held| held.fingerprint == secret.fingerprint);
        match same {
            None => known_secrets.push(secret),
            // The stub of one block does not hide the secret of another.
            Some(at) if protection::secret_part(&known_secrets[at])? == SecretPart::Elsewhere => {
                known_secrets[at] = secret;
            }
            Some(_) => {}
        }
    }
    if !notes.contains(&Note::BlocksMerged) {
        notes.push(Note::BlocksMerged);
    }
    Ok(())
}

fn add_notes(notes: &mut Vec<Note>, key: &Transferable) {
    let known = |packet: &Packet| {
        let tags = [tag::SIGNATURE, tag::USER_ID, tag::USER_ATTRIBUTE, tag::MARKER, tag::PADDING];
        packet.is_key() || tags.contains(&packet.tag)
    };
    let unknown = key.packets().filter(|packet| !known(packet)).count();
    if unknown > 0 {
        notes.push(Note::UnknownPackets(u32::try_from(unknown).unwrap_or(u32::MAX)));
    }
    let unhashed = adk::unhashed(key);
    if unhashed > 0 {
        notes.push(Note::UnhashedAdk(u32::try_from(unhashed).unwrap_or(u32::MAX)));
    }
}

fn describe_others(contents: &mut Contents, blocks: &[Vec<Packet>]) {
    let packets: Vec<&Packet> = blocks.iter().flatten().filter(|packet| !is_noise(packet)).collect();
    let only_signatures = packets.iter().all(|packet| packet.tag == tag::SIGNATURE);
    if only_signatures && !packets.is_empty() {
        // Type 0x20, key revocation (RFC 9580 §5.2.1.11), behind the version of a version 4 or 6 signature.
        let revokes = packets.iter().all(|packet| matches!(packet.body(), [4 | 6, 0x20, ..]));
        contents.kind = if revokes { ContentKind::Revocation } else { ContentKind::Signature };
        return;
    }
    contents.kind = ContentKind::Message;
    contents.message = Some(MessageInfo {
        recipients: packets.iter().filter(|packet| packet.tag == tag::PKESK).map(|packet| recipient(packet)).collect(),
        passphrase_slots: packets.iter().filter(|packet| packet.tag == tag::SKESK).count() as u32,
        encrypted: packets.iter().any(|packet| matches!(packet.tag, tag::ENCRYPTED | tag::SEIPD | tag::AEAD)),
        format: packets.iter().find_map(|packet| format_of(packet)).unwrap_or("no contents").to_owned(),
    });
}

/// RFC 9580 §5.1: version 3 names a key ID, version 6 a fingerprint behind its length and key version.
pub(crate) fn recipient(packet: &Packet) -> String {
    let name = match packet.body() {
        [6, 0, ..] => &[][..],
        [6, length, _, rest @ ..] => rest.get(..usize::from(*length).saturating_sub(1)).unwrap_or_default(),
        [_, rest @ ..] => rest.get(..8).unwrap_or_default(),
        [] => &[],
    };
    if name.iter().all(|octet| *octet == 0) {
        return "anonymous".into();
    }
    name.iter().map(|octet| format!("{octet:02X}")).collect()
}

fn format_of(packet: &Packet) -> Option<&'static str> {
    Some(match (packet.tag, packet.body().first()) {
        (tag::SEIPD, Some(2)) => "encrypted, AEAD (RFC 9580)",
        (tag::SEIPD, _) => "encrypted, integrity protected (RFC 4880)",
        (tag::AEAD, _) => "encrypted, AEAD of GnuPG",
        (tag::ENCRYPTED, _) => "encrypted, without integrity protection",
        (tag::COMPRESSED, _) => "compressed",
        (tag::ONE_PASS | tag::SIGNATURE, _) => "signed",
        (tag::LITERAL, _) => "plain",
        _ => return None,
    })
}
