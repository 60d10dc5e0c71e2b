//! The audit log as a file of JSON lines: a header, a line for each entry with everything that its hash covers, and a
//! last line that the vault has signed. The signature covers every byte before it, so that nothing can be taken out of
//! a part of the log either, where the chain of hashes has gaps.

use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, VaultIdentity};
use serde::{Deserialize, Serialize};
use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

/// What the vault signs the last line for.
pub(super) const PURPOSE: &str = "orgkey audit file 1";
/// What the file says that it is.
pub(super) const FORMAT: &str = "orgkey-audit-log";
/// The version that is written, and the only one that is read.
pub(super) const VERSION: u32 = 1;
/// How the last line begins; no entry does.
const SEAL_BEGINS: &[u8] = b"{\"statement\":";
/// Longest line in bytes: none of ours comes near.
const LONGEST_LINE: u64 = 1 << 20;

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuditFileHeader {
    pub(super) format: String,
    pub(super) version: u32,
    /// Id of the vault.
    pub vault: String,
    /// Whose vault it is.
    pub organization: String,
    /// Entries from before that moment were left out.
    pub since: Option<Timestamp>,
    /// Entries from after that moment were left out.
    pub until: Option<Timestamp>,
    /// Entries without this text were left out.
    pub filter: Option<String>,
    /// Number of the first entry of the range; none where no entry is in it.
    pub first: Option<i64>,
    /// Number of the last entry of the range.
    pub last: Option<i64>,
    /// It is the log from its first entry to its head.
    pub whole: bool,
    /// When it was exported.
    pub exported_at: Timestamp,
    /// By which administrator.
    pub exported_by: String,
    /// SHA-256 fingerprint of the vault's identity.
    pub identity: String,
}

/// The fields that tell whether the rest can be understood.
#[derive(Deserialize)]
struct Preamble {
    format: String,
    version: u32,
}

impl AuditFileHeader {
    /// # Errors
    /// [`Code::NotAuditFile`]; [`Code::VersionUnsupported`] where a newer program wrote it.
    pub(super) fn read(line: &Line<'_>, path: &Path) -> Outcome<Self> {
        let other = || Failure::about(Code::NotAuditFile, path.display());
        let Preamble { format, version } =
            serde_json::from_slice(line.bytes).map_err(|error| other().because(error))?;
        if format != FORMAT || !line.ended {
            return Err(other());
        }
        if version != VERSION {
            return Err(Failure::about(Code::VersionUnsupported, format!("{FORMAT} {version}")));
        }
        serde_json::from_slice(line.bytes).map_err(|error| other().because(error))
    }
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Seal {
    pub(super) statement: Statement,
    public_key: String,
    signature: String,
}

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Statement {
    /// End of the log in the vault as the file was made.
    pub(super) head: AuditHead,
    /// Entries in the file.
    pub(super) entries: u64,
    /// SHA-256 of every byte before the last line.
    pub(super) sha256: String,
    /// SHA-256 fingerprint of the public key.
    pub(super) identity: String,
}

impl Seal {
    /// # Errors
    /// What `sign` says.
    pub(super) fn new(
        statement: Statement,
        identity: &VaultIdentity,
        sign: impl FnOnce(&str, &[u8]) -> Outcome<Vec<u8>>,
    ) -> Outcome<Self> {
        let signature = hex::encode(sign(PURPOSE, &line_of(&statement)?)?);
        Ok(Self { statement, public_key: identity.hex(), signature })
    }

    /// None where it is none, or not in the one form that this program writes.
    pub(super) fn read(line: &Line<'_>) -> Option<Self> {
        let seal: Self = serde_json::from_slice(line.bytes).ok()?;
        let same = line_of(&seal).ok()?.strip_suffix(b"\n")? == line.bytes;
        (same && line.ended).then_some(seal)
    }

    /// Who signed it; none where the signature or the fingerprint does not hold.
    pub(super) fn signer(&self) -> Option<VaultIdentity> {
        let identity = VaultIdentity::from_hex(&self.public_key)?;
        let (signature, statement) = (hex::decode(&self.signature).ok()?, line_of(&self.statement).ok()?);
        let holds = identity.has_signed(PURPOSE, &statement, &signature);
        (holds && identity.fingerprint() == self.statement.identity).then_some(identity)
    }
}

/// A value as a line.
pub(super) fn line_of(value: &impl Serialize) -> Outcome<Vec<u8>> {
    let mut line = serde_json::to_vec(value).map_err(|error| Failure::from(Code::Internal).because(error))?;
    line.push(b'\n');
    Ok(line)
}

/// A line without its end.
pub(super) struct Line<'a> {
    pub(super) bytes: &'a [u8],
    /// It has its end: it was neither cut off nor too long to be read whole.
    pub(super) ended: bool,
}

impl Line<'_> {
    pub(super) fn begins_seal(&self) -> bool {
        self.bytes.starts_with(SEAL_BEGINS)
    }
}

/// A file line by line; no more than one line is in memory, and no more of it than ours could have.
pub(super) struct Lines<'a> {
    path: &'a Path,
    reader: BufReader<File>,
    line: Vec<u8>,
}

impl<'a> Lines<'a> {
    /// # Errors
    /// [`Code::FileNotFound`], [`Code::NotAFile`], [`Code::FileUnreadable`].
    pub(super) fn open(path: &'a Path) -> Outcome<Self> {
        let reader = BufReader::new(orgkey_files::open_regular(path)?);
        Ok(Self { path, reader, line: Vec::new() })
    }

    /// The next one; none at the end of the file.
    pub(super) fn next(&mut self) -> Outcome<Option<Line<'_>>> {
        self.line.clear();
        let read = self.reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut self.line);
        read.map_err(|error| Failure::about(Code::MediumFailed, self.path.display()).because(error))?;
        Ok(match self.line.strip_suffix(b"\n") {
            _ if self.line.is_empty() => None,
            Some(bytes) => Some(Line { bytes, ended: true }),
            None => Some(Line { bytes: &self.line, ended: false }),
        })
    }
}
