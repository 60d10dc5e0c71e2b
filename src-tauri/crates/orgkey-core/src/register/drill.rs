use super::{Backup, KEYPAIR, find_copy};
use crate::{
    backup::{SERVER_BACKUP, digest, verify_backup},
    ca::prove_copy,
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    target::{LARGEST, file_name},
};
use orgkey_openpgp::ProofStage;
use orgkey_types::{Code, Failure, Outcome, Passphrase, Timestamp};
use orgkey_vault::{AuditHead, Intent, Vault};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What the administrator asks for.
pub struct DrillCopy<'a> {
    /// The copy, as [`find_copy`] finds it.
    pub copy: &'a str,
    /// The folder where it lies today; none is where it was put.
    pub folder: Option<&'a Path>,
    /// The file itself, where it lies under another name; it goes before the folder.
    pub file: Option<&'a Path>,
    /// Passphrase of the file; a public key has none.
    pub passphrase: Option<&'a Passphrase>,
}

/// What would be drilled.
#[derive(Debug, Clone)]
pub struct DrillPlan {
    /// The copy.
    pub copy: Backup,
    /// Where the file is looked for.
    pub file: PathBuf,
    /// It opens with a passphrase only.
    pub needs_passphrase: bool,
}

/// What the drill has shown.
#[derive(Debug, Clone)]
pub struct DrillReceipt {
    /// The copy, with its new proof.
    pub copy: Backup,
    /// The file that was read.
    pub file: PathBuf,
    /// When.
    pub at: Timestamp,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] =
    &[Stage::ReadingBack, Stage::Opening, Stage::Comparing, Stage::Decrypting, Stage::Verifying, Stage::Registering];

/// Looks whether the file lies at its place and is the one that was entered. Writes nothing.
///
/// # Errors
/// [`Code::CopyNotFound`], [`Code::CopyAmbiguous`], [`Code::CopyRetired`], [`Code::CopyChanged`] for another file, and
/// what the medium says: [`Code::FileNotFound`] where nothing lies there.
pub fn plan_drill(vault: &Vault, request: &DrillCopy<'_>) -> Outcome<DrillPlan> {
    permit(vault, UseCase::ChangeCopies)?;
    let plan = find(vault, request)?;
    unchanged(&plan).map(|()| plan)
}

/// Reads a copy from its medium, opens it with its passphrase and uses it, as when it was made. A file that is another
/// one by now, or that does not restore any more, is no backup from then on; a passphrase that was typed wrongly says
/// nothing about the file.
///
/// # Errors
/// As [`plan_drill`]; [`Code::VaultReadOnly`]; [`Code::PassphraseMissing`]; [`Code::WrongPassphrase`];
/// [`Code::NotProven`] with the step that failed; [`Code::Cancelled`].
pub fn drill_copy(
    vault: &mut Vault,
    request: &DrillCopy<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<DrillReceipt> {
    permit(vault, UseCase::ChangeCopies)?;
    let plan = find(vault, request)?;
    let id = plan.copy.stored.id.clone();
    // The name of the drive or folder: the way to it is nobody else's business, and the log leaves the vault.
    let detail = json!({ "copy": id, "place": plan.file.parent().map(file_name) });
    let intent = vault.begin("drill-copy", &plan.copy.stored.file_name, detail, now)?;
    match prove(vault, &plan, request.passphrase, &Steps::new(progress, STAGES), now) {
        Ok(proof) => {
            vault.copy_passed(intent, &id, &proof, now)?;
            let (copy, audit_head) = (find_copy(vault, &id)?, vault.audit_head()?);
            Ok(DrillReceipt { copy, file: plan.file, at: now, audit_head })
        }
        Err(failure) => Err(not_passed(vault, intent, &id, failure, now)),
    }
}

/// Only what the file itself has shown counts against it.
fn not_passed(vault: &mut Vault, intent: Intent, id: &str, failure: Failure, now: Timestamp) -> Failure {
    match failure.code {
        Code::CopyChanged | Code::NotProven => match vault.copy_not_passed(intent, id, failure.code, now) {
            Ok(()) => failure,
            Err(unwritten) => unwritten,
        },
        _ => vault.failed(intent, failure, now),
    }
}

fn find(vault: &Vault, request: &DrillCopy<'_>) -> Outcome<DrillPlan> {
    let copy = find_copy(vault, request.copy)?;
    if copy.stored.retired.is_some() {
        return Err(Failure::about(Code::CopyRetired, &copy.stored.file_name));
    }
    let folder = request.folder.unwrap_or(Path::new(&copy.stored.place));
    let file = request.file.map_or_else(|| folder.join(&copy.stored.file_name), Path::to_owned);
    let needs_passphrase = !matches!(copy.stored.kind.as_str(), "public" | SERVER_BACKUP);
    Ok(DrillPlan { needs_passphrase, file, copy })
}

/// A server backup may be larger than memory.
fn unchanged(plan: &DrillPlan) -> Outcome<()> {
    if plan.copy.stored.kind != SERVER_BACKUP {
        return read(plan).map(|_| ());
    }
    let (_, sha256) = digest(orgkey_files::open_uncached(&plan.file)?, &mut |_| Ok(()))?;
    if sha256 == plan.copy.stored.sha256 { Ok(()) } else { Err(changed(plan)) }
}

fn read(plan: &DrillPlan) -> Outcome<Vec<u8>> {
    let bytes = match orgkey_files::read_back(&plan.file, LARGEST) {
        Err(failure) if failure.code == Code::FileTooLarge => return Err(changed(plan)),
        read => read?,
    };
    if orgkey_files::sha256(&bytes) == plan.copy.stored.sha256 { Ok(bytes) } else { Err(changed(plan)) }
}

fn changed(plan: &DrillPlan) -> Failure {
    Failure::about(Code::CopyChanged, &plan.copy.stored.file_name)
}

fn prove(
    vault: &Vault,
    plan: &DrillPlan,
    passphrase: Option<&Passphrase>,
    steps: &Steps<'_>,
    now: Timestamp,
) -> Outcome<Value> {
    steps.begin(Stage::ReadingBack)?;
    let row = &plan.copy.stored;
    if row.kind == SERVER_BACKUP {
        unchanged(plan)?;
        steps.begin(Stage::Decrypting)?;
        verify_backup(vault, &plan.file, steps.watcher(), now)?;
        return Ok(row.proof.clone());
    }
    let file = read(plan)?;
    if !plan.needs_passphrase {
        steps.begin(Stage::Comparing)?;
        return Ok(json!([]));
    }
    let missing = || Failure::about(Code::PassphraseMissing, format!("that of {}", row.file_name));
    let passphrase = passphrase.ok_or_else(missing)?;
    let proof = match row.kind.as_str() {
        KEYPAIR => prove_keypair(vault, &row.subject_id, &file, passphrase, steps, now),
        _ => prove_copy(vault, &row.subject_id, &file, passphrase, steps).map(|proof| json!(proof)),
    };
    proof.map_err(|failure| of_passphrase(failure, &row.file_name))
}

fn prove_keypair(
    vault: &Vault,
    key: &str,
    file: &[u8],
    passphrase: &Passphrase,
    steps: &Steps<'_>,
    now: Timestamp,
) -> Outcome<Value> {
    steps.begin(Stage::Opening)?;
    let public = vault.organization_key(key)?.public;
    let proof = orgkey_openpgp::prove_keypair(file, passphrase, &public, now, &mut |passed| match passed {
        ProofStage::Opened => steps.announce(Stage::Comparing),
        ProofStage::Compared => steps.announce(Stage::Decrypting),
        ProofStage::Decrypted => steps.announce(Stage::Verifying),
        ProofStage::Verified => steps.announce(Stage::Registering),
    })?;
    Ok(json!(proof.keys))
}

/// The file is byte for byte the one that was proven: where it does not open, the passphrase is another one.
fn of_passphrase(failure: Failure, file: &str) -> Failure {
    let wrong = Failure::from(Code::WrongPassphrase).to_string();
    match failure.cause.as_deref().is_some_and(|cause| cause.starts_with(&wrong)) {
        true => Failure::about(Code::WrongPassphrase, file),
        false => failure,
    }
}
