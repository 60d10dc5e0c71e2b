use crate::{Fingerprint, Timestamp};
use serde::{Deserialize, Serialize};

/// What an OpenPGP key is, as far as its public packets and the protection of its secret packets tell. Made by
/// `orgkey-openpgp` from bytes; the bytes stay the truth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct KeySummary {
    /// Fingerprint of the primary key.
    pub fingerprint: Fingerprint,
    /// Version of the primary key packet: 3, 4 or 6.
    pub version: u8,
    /// User IDs in the order of the file; bytes that are not UTF-8 are replaced.
    pub user_ids: Vec<String>,
    /// When the primary key was made.
    pub created: Timestamp,
    /// When the key ends; none is never.
    pub expires: Option<Timestamp>,
    /// Whether a valid revocation of the whole key is present.
    pub revoked: bool,
    /// Whether at least one user ID or direct-key self-signature holds.
    pub self_signed: bool,
    /// Why today's policy would not take this key; empty for a modern one.
    pub legacy: Vec<Legacy>,
    /// The primary key first, then the subkeys in the order of the file.
    pub components: Vec<Component>,
}

/// One keypair inside a key: the primary key or a subkey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Component {
    /// Fingerprint of this component.
    pub fingerprint: Fingerprint,
    /// Algorithm with its size or curve, as shown: `RSA 3072`, `Ed25519`.
    pub algorithm: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it ends; none is never (or with the primary key).
    pub expires: Option<Timestamp>,
    /// What its binding allows.
    pub uses: Vec<Use>,
    /// What is known of its secret part.
    pub secret: SecretPart,
    /// Whether this program can use it.
    pub usability: Usability,
}

/// What a component may be used for (RFC 9580 §5.2.3.29).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Use {
    /// Certify other keys.
    Certify,
    /// Sign data.
    Sign,
    /// Encrypt messages or storage.
    Encrypt,
    /// Authenticate a login.
    Authenticate,
}

/// Where the secret part of a component is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(tag = "state", content = "protection", rename_all = "lowercase")]
pub enum SecretPart {
    /// Public packet only.
    Absent,
    /// A stub: GnuPG's marker for a key that lies on a card or elsewhere.
    Elsewhere,
    /// Present and open.
    Open,
    /// Present under a passphrase.
    Protected(Protection),
}

/// How a passphrase protects a secret part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Protection {
    /// Key derivation with its cost, as shown: `Argon2id, 64 MiB, 3 passes`, `SHA-256, 65,011,712 octets`.
    pub derivation: String,
    /// Cipher and mode, as shown: `AES-256 OCB`, `AES-256 CFB`.
    pub cipher: String,
    /// Below what this program would write today.
    pub weak: bool,
}

/// Whether a component can be used here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Usability {
    /// Signs, verifies, encrypts and decrypts.
    Full,
    /// Its bytes are kept and exported, but this program has no such algorithm (ElGamal).
    KeptOnly,
}

/// A reason why today's policy would refuse a key that is otherwise sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Legacy {
    /// Self-signatures with SHA-1 or MD5.
    WeakHash,
    /// RSA or DSA under 2048 bits.
    ShortKey,
    /// DSA, ElGamal or another algorithm that RFC 9580 retires.
    RetiredAlgorithm,
    /// Version 3.
    OldVersion,
}

impl KeySummary {
    /// The primary key.
    pub fn primary(&self) -> Option<&Component> {
        self.components.first()
    }

    /// Whether every component has its secret part here.
    pub fn is_keypair(&self) -> bool {
        self.components.iter().all(|part| matches!(part.secret, SecretPart::Open | SecretPart::Protected(_)))
    }

    /// Whether at least one component asks for a passphrase.
    pub fn needs_passphrase(&self) -> bool {
        self.components.iter().any(|part| matches!(part.secret, SecretPart::Protected(_)))
    }

    /// Whether the key says that something may be encrypted to it. The Organization Key must: it opens the backups.
    pub fn encrypts(&self) -> bool {
        self.components.iter().any(|part| part.uses.contains(&Use::Encrypt))
    }

    /// Whether the key has ended at that time.
    pub fn has_ended(&self, now: Timestamp) -> bool {
        self.expires.is_some_and(|end| end <= now)
    }
}
