use super::{
    file::{AuditFileHeader, FORMAT, Seal, Statement, VERSION, line_of},
    walk::Walk,
};
use crate::{
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    target::{check_target, file_name, take_back},
};
use orgkey_files::{Overwrite, PrivateFile, Written};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, AuditRecord, Vault};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::path::Path;

/// Entries that are read and written at once.
const AT_ONCE: u32 = 1000;

const STAGES: &[Stage] = &[Stage::Writing, Stage::ReadingBack];

/// Form of an exported log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum AuditFormat {
    /// JSON lines, signed: can be verified without the vault.
    Jsonl,
    /// For a spreadsheet; carries no signature.
    Csv,
}

impl AuditFormat {
    /// What the ending of a file stands for: CSV for `.csv`, else JSON lines.
    pub fn of(target: &Path) -> Self {
        match target.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
            true => Self::Csv,
            false => Self::Jsonl,
        }
    }
}

/// What the administrator asks for.
pub struct ExportAudit<'a> {
    /// Where the file goes.
    pub target: &'a Path,
    /// Replace the file that stands there.
    pub overwrite: bool,
    /// Its form.
    pub format: AuditFormat,
    /// Without entries from before that moment.
    pub since: Option<Timestamp>,
    /// Without entries from after that moment.
    pub until: Option<Timestamp>,
    /// Only entries with this text in action, subject, administrator or detail.
    pub filter: Option<&'a str>,
}

/// What was written.
#[derive(Debug, Clone)]
pub struct AuditExportReceipt {
    /// The file.
    pub file: Written,
    /// Its form.
    pub format: AuditFormat,
    /// What it says of itself.
    pub header: AuditFileHeader,
    /// Entries in it.
    pub entries: u64,
    /// Whether the log notes the export: that of a vault that is open for reading cannot.
    pub noted: bool,
    /// Head of the audit log that the file leads to.
    pub audit_head: AuditHead,
}

/// Writes the log, or a part of it, entry by entry; the file is read back from the medium before it gets its name. A
/// log whose chain does not hold is not exported: a signature under it would say otherwise.
///
/// # Errors
/// [`Code::AuditBroken`] about the first entry that does not hold; [`Code::FileExists`] and its like for the target;
/// [`Code::NotProven`], [`Code::Cancelled`]; what the medium says.
pub fn export_audit(
    vault: &mut Vault,
    request: &ExportAudit<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<AuditExportReceipt> {
    permit(vault, UseCase::ShowAudit)?;
    let replaces = check_target(request.target, request.overwrite)?;
    if !vault.writable() {
        return write(vault, request, progress, now);
    }
    let detail = json!({ "file": file_name(request.target), "format": request.format, "since": request.since,
        "until": request.until, "filter": request.filter });
    let intent = vault.begin("export-audit-log", "audit log", detail, now)?;
    let written = write(vault, request, progress, now);
    let (intent, receipt) = vault.made(intent, written, now)?;
    vault.settle_done(intent, now).inspect_err(|_| take_back(&receipt.file.path, replaces))?;
    Ok(receipt)
}

fn write(
    vault: &Vault,
    request: &ExportAudit<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<AuditExportReceipt> {
    let steps = Steps::new(progress, STAGES);
    steps.begin(Stage::Writing)?;
    let audit_head = vault.audit_head()?;
    let header = header(vault, request, &audit_head, now)?;
    let overwrite = if request.overwrite { Overwrite::Replace } else { Overwrite::Refuse };
    let mut sheet =
        Sheet { file: PrivateFile::create(request.target, overwrite)?, digest: Sha256::new(), format: request.format };
    sheet.begin(&header)?;
    let entries = write_entries(vault, &header, &mut sheet, &steps)?;
    if request.format == AuditFormat::Jsonl {
        sheet.seal(vault, &audit_head, entries)?;
    }
    steps.begin(Stage::ReadingBack)?;
    sheet.file.sync_and_compare()?;
    let (file, format, noted) = (sheet.file.commit()?, request.format, vault.writable());
    Ok(AuditExportReceipt { file, format, header, entries, noted, audit_head })
}

fn header(vault: &Vault, request: &ExportAudit<'_>, head: &AuditHead, now: Timestamp) -> Outcome<AuditFileHeader> {
    let ExportAudit { since, until, filter, .. } = request;
    // What another process appends meanwhile is not in it.
    let range = vault.audit_range(*since, *until)?.map(|(first, last)| (first, last.min(head.seq)));
    let number = |seq: u64| i64::try_from(seq).unwrap_or(i64::MAX);
    Ok(AuditFileHeader {
        format: FORMAT.to_owned(),
        version: VERSION,
        vault: vault.id().to_owned(),
        organization: vault.organization()?.name,
        since: *since,
        until: *until,
        filter: filter.map(str::to_owned),
        first: range.map(|(first, _)| number(first)),
        last: range.map(|(_, last)| number(last)),
        whole: since.is_none() && until.is_none() && filter.is_none(),
        exported_at: now,
        exported_by: vault.administrator().to_owned(),
        identity: vault.identity()?.fingerprint(),
    })
}

fn write_entries(vault: &Vault, header: &AuditFileHeader, sheet: &mut Sheet, steps: &Steps<'_>) -> Outcome<u64> {
    let (Some(first), Some(last)) = (header.first, header.last) else { return Ok(0) };
    let mut walk = Walk::from(&header.vault, first, header.filter.is_some());
    let number = |seq: i64| u64::try_from(seq).unwrap_or(0);
    let total = header.filter.is_none().then_some(number(last - first + 1));
    loop {
        let records = vault.audit_records(number(walk.next() - 1), number(last), AT_ONCE, header.filter.as_deref())?;
        if !records.iter().all(|record| walk.take(record)) {
            return Err(Failure::about(Code::AuditBroken, walk.next()));
        }
        if records.is_empty() {
            break;
        }
        sheet.entries(&records)?;
        steps.count(walk.entries(), total)?;
    }
    match header.filter.is_some() || walk.next() > last {
        true => Ok(walk.entries()),
        false => Err(Failure::about(Code::AuditBroken, walk.next())),
    }
}

/// The file as it grows.
struct Sheet {
    file: PrivateFile,
    digest: Sha256,
    format: AuditFormat,
}

impl Sheet {
    fn begin(&mut self, header: &AuditFileHeader) -> Outcome<()> {
        match self.format {
            AuditFormat::Jsonl => self.write(&line_of(header)?),
            AuditFormat::Csv => self.write(&super::csv::head()?),
        }
    }

    fn entries(&mut self, records: &[AuditRecord]) -> Outcome<()> {
        let bytes = match self.format {
            AuditFormat::Jsonl => records.iter().map(line_of).collect::<Outcome<Vec<_>>>()?.concat(),
            AuditFormat::Csv => super::csv::rows(records)?,
        };
        self.write(&bytes)
    }

    fn seal(&mut self, vault: &Vault, head: &AuditHead, entries: u64) -> Outcome<()> {
        let identity = vault.identity()?;
        let sha256 = hex::encode(self.digest.clone().finalize());
        let statement = Statement { head: head.clone(), entries, sha256, identity: identity.fingerprint() };
        self.write(&line_of(&Seal::new(statement, &identity, |purpose, message| vault.sign(purpose, message))?)?)
    }

    fn write(&mut self, bytes: &[u8]) -> Outcome<()> {
        self.digest.update(bytes);
        self.file.write(bytes)
    }
}
