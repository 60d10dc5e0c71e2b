//! Words for people: what receipts, previews and the inspector say. Facts only; advice belongs to the catalogue.

use crate::{ContentKind, Note, Preset};
use std::fmt;

impl Preset {
    /// The name on the command line and in the register.
    pub fn name(self) -> &'static str {
        match self {
            Self::Modern => "modern",
            Self::Compatible => "compatible",
        }
    }

    /// What protects the secret packets.
    pub fn protection(self) -> &'static str {
        match self {
            Self::Modern => "Argon2id, 64 MiB, 3 passes; AES-256 OCB",
            Self::Compatible => "Iterated and salted SHA-256, 65,011,712 octets; AES-256 CFB",
        }
    }
}

impl ContentKind {
    /// The kind as a word: `keys`, `message`, `signature`, `revocation`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Keys => "keys",
            Self::Message => "message",
            Self::Signature => "signature",
            Self::Revocation => "revocation",
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SecretWithoutSelfSignatures(key) => {
                write!(f, "the secret block of {} has no self-signatures", key.key_id())
            }
            Self::AlgorithmUnsupported(algorithm) => {
                write!(f, "this program has no {algorithm}, so the key's own signatures could not be checked")
            }
            Self::BlocksMerged => write!(f, "several blocks about one key were merged"),
            Self::TrailingText => write!(f, "there is text after the first block"),
            Self::UnknownPackets(1) => write!(f, "a packet of unknown kind is kept as it is"),
            Self::UnknownPackets(count) => write!(f, "{count} packets of unknown kind are kept as they are"),
            Self::FalseSignatures(1) => write!(f, "a signature that names this key as its maker is false"),
            Self::FalseSignatures(count) => write!(f, "{count} signatures that name this key as their maker are false"),
            Self::KeyUnreadable(what) => write!(f, "another key in the file cannot be read: {what}"),
            Self::OtherContents => write!(f, "the file also holds messages or signatures"),
            Self::UnhashedAdk(_) => {
                write!(
                    f,
                    "an Additional Decryption Key stands where anybody can write it: an attack; it is not honoured"
                )
            }
        }
    }
}
