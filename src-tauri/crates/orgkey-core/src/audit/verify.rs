use super::{
    NotedHead,
    file::{AuditFileHeader, Line, Lines, Seal, line_of},
    walk::Walk,
};
use orgkey_types::{Code, Failure, Outcome};
use orgkey_vault::{AuditHead, AuditRecord, Chain, VaultIdentity};
use sha2::{Digest, Sha256};
use std::path::Path;

/// How much the hashes of a file prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chained {
    /// From the first entry of the log to its head.
    Whole,
    /// A range without a gap: each entry follows on the one before, and the first one on one that is not there.
    Range,
    /// A selection: neighbours are chained, and of the others each holds by itself. That none is missing is what the
    /// signature says.
    Selection,
}

/// An exported log that holds.
#[derive(Debug, Clone)]
pub struct AuditFileReport {
    /// Its first line.
    pub header: AuditFileHeader,
    /// Entries in it.
    pub entries: u64,
    /// How much their hashes prove.
    pub chained: Chained,
    /// End of the log in the vault as the file was made.
    pub head: AuditHead,
    /// Which vault signed it: to be compared with a fingerprint that was noted elsewhere, as anybody can sign with a key
    /// of his own.
    pub identity: VaultIdentity,
}

/// Verifies an exported log, without the vault and without a passphrase. One entry is in memory at a time.
///
/// # Errors
/// [`Code::NotAuditFile`], [`Code::VersionUnsupported`]; [`Code::AuditFileBroken`] about the first entry that does not
/// hold; [`Code::AuditSignatureWrong`]; and why the file cannot be read.
pub fn verify_audit_file(path: &Path) -> Outcome<AuditFileReport> {
    walk_file(path, |_| ())
}

/// How a file stands to a head that was noted on a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotedInFile {
    /// The entry is in it, with that hash.
    Same,
    /// The entry is in it with another hash: one of the two is of another log.
    Different,
    /// The entry is not in it: it was made later, or left out.
    Absent,
}

/// As [`verify_audit_file`], and tells whether the entry of a receipt is in the file as it was noted.
///
/// # Errors
/// As [`verify_audit_file`].
pub fn verify_audit_file_with(path: &Path, noted: &NotedHead) -> Outcome<(AuditFileReport, NotedInFile)> {
    let mut found = None;
    let report = walk_file(path, |record| {
        if u64::try_from(record.seq).ok() == Some(noted.seq) {
            found = Some(hex::encode(&record.hash));
        }
    })?;
    // A filtered file may be without the entry and still be signed for the head that it led to.
    let found = found.or_else(|| (report.head.seq == noted.seq).then(|| report.head.hash.clone()));
    let standing = match found {
        Some(hash) if hash.starts_with(&noted.hash) => NotedInFile::Same,
        Some(_) => NotedInFile::Different,
        None => NotedInFile::Absent,
    };
    Ok((report, standing))
}

fn walk_file(path: &Path, mut seen: impl FnMut(&AuditRecord)) -> Outcome<AuditFileReport> {
    let mut lines = Lines::open(path)?;
    let mut digest = Sha256::new();
    let first = lines.next()?.ok_or_else(|| Failure::about(Code::NotAuditFile, path.display()))?;
    let header = AuditFileHeader::read(&first, path)?;
    digest.update(first.bytes);
    digest.update(b"\n");
    let gaps = header.filter.is_some();
    let mut walk = Walk::from(&header.vault, header.first.unwrap_or(1), gaps);
    loop {
        let Some(line) = lines.next()? else { return Err(unfinished(&header, &walk)) };
        if line.begins_seal() {
            let report = close(header, &walk, &line, digest)?;
            return if lines.next()?.is_none() { Ok(report) } else { Err(Code::AuditSignatureWrong.into()) };
        }
        seen(&take(&header, &mut walk, &line)?);
        digest.update(line.bytes);
        digest.update(b"\n");
    }
}

/// An entry is taken only in the one form that this program writes: whatever somebody changes in a line is found there,
/// with its number.
fn take(header: &AuditFileHeader, walk: &mut Walk, line: &Line<'_>) -> Outcome<AuditRecord> {
    let parsed = serde_json::from_slice::<AuditRecord>(line.bytes).ok();
    let record = parsed.filter(|record| line_of(record).is_ok_and(|own| own.strip_suffix(b"\n") == Some(line.bytes)));
    let record = record.filter(|record| line.ended && header.last.is_some_and(|last| record.seq <= last));
    match record {
        Some(record) if walk.take(&record) => Ok(record),
        _ => Err(broken(walk.next())),
    }
}

/// The file ends before its last line. Of a range without gaps it is known which entry should have come.
fn unfinished(header: &AuditFileHeader, walk: &Walk) -> Failure {
    match is_complete(header, walk) {
        true => Failure::about(Code::AuditSignatureWrong, "the last line").because("the file ends before it"),
        false => broken(walk.next()),
    }
}

fn is_complete(header: &AuditFileHeader, walk: &Walk) -> bool {
    header.filter.is_some() || header.last.is_none_or(|last| walk.next() > last)
}

fn close(header: AuditFileHeader, walk: &Walk, line: &Line<'_>, digest: Sha256) -> Outcome<AuditFileReport> {
    if !is_complete(&header, walk) {
        return Err(broken(walk.next()));
    }
    let wrong = |cause: &str| Failure::from(Code::AuditSignatureWrong).because(cause);
    let seal = Seal::read(line).ok_or_else(|| wrong("the last line cannot be read"))?;
    let identity = seal.signer().ok_or_else(|| wrong("the signature does not hold"))?;
    let statement = seal.statement;
    if statement.sha256 != hex::encode(digest.finalize())
        || statement.entries != walk.entries()
        || statement.identity != header.identity
    {
        return Err(wrong("something before the last line was changed"));
    }
    leads_to_head(walk.chain(), &statement.head)?;
    let (entries, chained) = (statement.entries, chained(&header, &statement.head));
    Ok(AuditFileReport { header, entries, chained, head: statement.head, identity })
}

/// Where the last entry is the newest one of the log, it is the head.
fn leads_to_head(chain: Option<&Chain>, head: &AuditHead) -> Outcome<()> {
    let Some(chain) = chain else { return Ok(()) };
    let (seq, counter) = (i64::try_from(head.seq).unwrap_or(i64::MAX), i64::try_from(head.counter).unwrap_or(i64::MAX));
    let same = seq > chain.seq() || (seq == chain.seq() && hex::encode(chain.hash()) == head.hash);
    if same && counter >= chain.counter() { Ok(()) } else { Err(broken(chain.seq())) }
}

fn chained(header: &AuditFileHeader, head: &AuditHead) -> Chained {
    let to_head = header.last.and_then(|last| u64::try_from(last).ok()) == Some(head.seq);
    match (&header.filter, header.first) {
        (Some(_), _) => Chained::Selection,
        (None, Some(1)) if to_head => Chained::Whole,
        (None, _) => Chained::Range,
    }
}

fn broken(seq: i64) -> Failure {
    Failure::about(Code::AuditFileBroken, seq)
}
