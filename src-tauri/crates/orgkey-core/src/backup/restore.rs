use super::{contents::BackupManifest, inspect::header_of, verify::open};
use crate::{
    Machine, accept_passphrase,
    create::check_name,
    progress::{Progress, Stage, Steps},
};
use orgkey_openpgp::{FoundKey, Keypair};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Timestamp};
use orgkey_vault::{AuditHead, KdfCost, NewOwner, Vault, begin_restore};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What the administrator asks for: the second path of the Setup Assistant.
pub struct RestoreBackup<'a> {
    /// The server backup.
    pub file: &'a Path,
    /// The exported keypair of the Organization Key that opens it.
    pub keypair: &'a Path,
    /// Passphrase of that file; none where it has none.
    pub keypair_passphrase: Option<&'a Passphrase>,
    /// Folder of the vault that comes out; free or empty.
    pub into: &'a Path,
}

/// What would come back.
#[derive(Debug, Clone)]
pub struct RestorePlan {
    /// What is in the backup; it was opened, and its signature holds.
    pub manifest: BackupManifest,
    /// Where the vault goes.
    pub into: PathBuf,
    /// This machine has seen that vault later than the backup: so many changes are not in it.
    pub later_changes: u64,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct RestoreReceipt {
    /// What was in the backup.
    pub manifest: BackupManifest,
    /// Where the vault lies.
    pub folder: PathBuf,
    /// This machine has seen that vault later than the backup: so many changes are not in it.
    pub later_changes: u64,
    /// The administrators of the backup's time, who are to be added again.
    pub administrators: Vec<String>,
    /// Names of the CAs whose last revocation list is to be imported before they publish another one.
    pub awaiting_lists: Vec<String>,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

/// Who opens the restored vault, and by what program it is restored.
pub struct RestoredFor<'a> {
    /// Name of the administrator, who becomes Supervisor.
    pub administrator: &'a str,
    /// Passphrase of the vault from now on.
    pub passphrase: &'a Passphrase,
    /// Cost of its key derivation.
    pub cost: KdfCost,
    /// `orgkey` or `orgkey-console`.
    pub program: &'a str,
}

const STAGES: &[Stage] = &[Stage::ReadingBack, Stage::Decrypting, Stage::Verifying, Stage::Storing, Stage::Comparing];
const PLAN_STAGES: &[Stage] = &[Stage::ReadingBack, Stage::Decrypting, Stage::Verifying];

/// What needs no passphrase: the file is a backup, and the place is free.
///
/// # Errors
/// [`Code::NotABackup`], [`Code::BackupNewer`], [`Code::VaultExists`]; what the medium says.
pub fn check_restore(request: &RestoreBackup<'_>) -> Outcome<()> {
    header_of(request.file)?;
    refuse_taken(request.into)
}

/// Opens the whole backup with the keypair and tells what would come back. Writes nothing.
///
/// # Errors
/// [`Code::NotABackup`], [`Code::BackupNewer`]; [`Code::PublicOnly`] for a file without the secret part,
/// [`Code::PassphraseMissing`], [`Code::WrongPassphrase`]; [`Code::MessageForAnotherKey`], [`Code::MessageDamaged`],
/// [`Code::MessageNotSigned`], [`Code::BackupDamaged`]; [`Code::Cancelled`]; what the medium says.
pub fn plan_restore(
    request: &RestoreBackup<'_>,
    machine: &Machine,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<RestorePlan> {
    check_restore(request)?;
    let keypair = unlocked(request, now)?;
    let steps = Steps::new(progress, PLAN_STAGES);
    let (manifest, ..) = open(request.file, &[keypair], &steps, now, &mut |_| Ok(()))?;
    Ok(RestorePlan { later_changes: later(machine, &manifest), into: request.into.to_owned(), manifest })
}

/// Makes the vault anew in a free place. Its place stays free until the backup was read to its last byte, its signature
/// held, and every page and every seal of the database was looked at.
///
/// # Errors
/// As [`plan_restore`]; [`Code::VaultExists`], [`Code::PassphraseWeak`], [`Code::InvalidArgument`] for the name;
/// [`Code::VaultNewer`].
pub fn restore_backup(
    request: &RestoreBackup<'_>,
    owner: &RestoredFor<'_>,
    machine: &Machine,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<(Vault, RestoreReceipt)> {
    check_restore(request)?;
    check_name("administrator", owner.administrator, 64)?;
    accept_passphrase(owner.passphrase)?;
    let keypair = unlocked(request, now)?;
    let steps = Steps::new(progress, STAGES);
    let restoring = begin_restore(request.into)?;
    let mut database = restoring.database()?;
    let write = &mut |piece: &[u8]| database.write(piece);
    let (manifest, keys, _) = open(request.file, &[keypair], &steps, now, write)?;
    steps.begin(Stage::Storing)?;
    database.commit()?;
    steps.announce(Stage::Comparing);
    let RestoredFor { administrator, passphrase, cost, program } = *owner;
    let new = NewOwner { administrator: administrator.trim(), passphrase, cost };
    let detail = json!({ "backup": crate::target::file_name(request.file), "made": manifest.header.made,
        "counter": manifest.counter, "generation": manifest.header.generation });
    let vault = restoring.finish(&keys, &new, &detail, program, now)?;
    let receipt = told(&vault, machine, manifest, request.into)?;
    machine.saw(vault.id(), vault.counter()?);
    Ok((vault, receipt))
}

fn told(vault: &Vault, machine: &Machine, manifest: BackupManifest, folder: &Path) -> Outcome<RestoreReceipt> {
    let all = vault.cas()?.into_iter().chain(vault.organization_certificates()?);
    Ok(RestoreReceipt {
        later_changes: later(machine, &manifest),
        folder: folder.to_owned(),
        administrators: manifest.administrators.clone(),
        awaiting_lists: all.filter(|row| !row.revocations_known).map(|row| row.name).collect(),
        audit_head: vault.audit_head()?,
        manifest,
    })
}

fn later(machine: &Machine, manifest: &BackupManifest) -> u64 {
    machine.last_seen(&manifest.header.vault).map_or(0, |seen| seen.saturating_sub(manifest.counter))
}

fn refuse_taken(folder: &Path) -> Outcome<()> {
    let free = std::fs::read_dir(folder).map_or(folder.symlink_metadata().is_err(), |mut found| found.next().is_none());
    if free { Ok(()) } else { Err(Failure::about(Code::VaultExists, folder.display())) }
}

/// The key of the file that has a secret part.
fn unlocked(request: &RestoreBackup<'_>, now: Timestamp) -> Outcome<Keypair> {
    let contents = orgkey_openpgp::inspect(&crate::read_key_file(request.keypair)?, now)?;
    let name = || crate::target::file_name(request.keypair);
    let mut keys: Vec<FoundKey> = contents.keys.into_iter().filter(|key| key.summary.is_keypair()).collect();
    let found = match (keys.pop(), keys.is_empty()) {
        (Some(found), true) => found,
        (None, _) => return Err(Failure::about(Code::PublicOnly, name())),
        (Some(_), false) => return Err(Failure::about(Code::SeveralKeys, name())),
    };
    orgkey_openpgp::unlock(found, request.keypair_passphrase, now).map_err(|failure| match failure.code {
        Code::WrongPassphrase | Code::PassphraseMissing => Failure { subject: Some(name()), ..failure },
        _ => failure,
    })
}

/// Whether the keypair file asks for a passphrase, so that a program knows whether to ask for one.
///
/// # Errors
/// As [`plan_restore`] for the keypair file.
pub fn keypair_needs_passphrase(keypair: &Path, now: Timestamp) -> Outcome<bool> {
    let contents = orgkey_openpgp::inspect(&crate::read_key_file(keypair)?, now)?;
    let found = contents.keys.iter().find(|key| key.summary.is_keypair());
    let found = found.ok_or_else(|| Failure::about(Code::PublicOnly, crate::target::file_name(keypair)))?;
    Ok(found.summary.needs_passphrase())
}
