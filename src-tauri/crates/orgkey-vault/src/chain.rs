//! The hash chain of the audit log: each entry carries the hash of the one before, from a beginning that is bound to the
//! vault. It needs no key, so that a file that left the vault can be followed by anybody.

use crate::encoding::Encoding;
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// An entry of the log with everything that its hash covers, as it stands, before anybody believes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuditRecord {
    /// Place in the log, from 1 without gaps.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub administrator: String,
    /// What.
    pub action: String,
    /// `intent`, `settled` or `event`.
    pub phase: String,
    /// What it was about.
    pub subject: String,
    /// More of it: JSON as it was written, byte for byte, since the hash covers the bytes.
    pub detail: String,
    /// The intent that a settlement settles.
    pub intent: Option<i64>,
    /// Counter of the vault at that entry.
    pub counter: i64,
    /// Hash of the entry before.
    #[serde(with = "hexadecimal")]
    pub prev_hash: Vec<u8>,
    /// Its own.
    #[serde(with = "hexadecimal")]
    pub hash: Vec<u8>,
}

impl AuditRecord {
    /// The hash that belongs to the rest of it.
    pub fn computed_hash(&self) -> Vec<u8> {
        let encoding = Encoding::new("orgkey audit entry 1").number(self.seq).number(self.at.seconds());
        let encoding = encoding.text(&self.administrator).text(&self.action).text(&self.phase);
        let intent = self.intent.map(i64::to_be_bytes);
        let encoding =
            encoding.text(&self.subject).text(&self.detail).optional(intent.as_ref().map(<[u8; 8]>::as_slice));
        Sha256::digest(encoding.number(self.counter).bytes(&self.prev_hash).finish()).to_vec()
    }

    /// Whether its hash is the one that belongs to the rest of it.
    pub fn holds(&self) -> bool {
        self.computed_hash() == self.hash
    }
}

/// How far a chain has been followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    seq: i64,
    hash: Vec<u8>,
    counter: i64,
}

impl Chain {
    /// Before the first entry of that vault: no chain passes for another's.
    pub fn beginning(vault_id: &str) -> Self {
        let hash = Sha256::digest(Encoding::new("orgkey audit genesis 1").text(vault_id).finish()).to_vec();
        Self { seq: 0, hash, counter: 0 }
    }

    /// In the middle, before that entry: what it claims to follow on is taken as it is.
    pub fn before(record: &AuditRecord) -> Self {
        Self { seq: record.seq.saturating_sub(1), hash: record.prev_hash.clone(), counter: 0 }
    }

    /// Goes one entry on; false, and no step, where that entry does not follow or does not hold.
    pub fn follow(&mut self, record: &AuditRecord) -> bool {
        let follows = self.seq.checked_add(1) == Some(record.seq)
            && record.prev_hash == self.hash
            && record.counter >= self.counter;
        let goes_on = follows && record.holds();
        if goes_on {
            (self.seq, self.hash, self.counter) = (record.seq, record.hash.clone(), record.counter);
        }
        goes_on
    }

    /// Number of the last entry.
    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// Its hash.
    pub fn hash(&self) -> &[u8] {
        &self.hash
    }

    /// The counter of the vault at that entry.
    pub fn counter(&self) -> i64 {
        self.counter
    }
}

/// Bytes as hexadecimal in JSON.
mod hexadecimal {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        hex::decode(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
