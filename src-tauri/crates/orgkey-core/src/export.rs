use crate::{
    accept_passphrase,
    administrator::{Operation, approved},
    keys::{KeyRow, find_key},
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    target::{Proven, check_target, file_name, place, take_back},
};
use orgkey_files::Written;
use orgkey_openpgp::{Keypair, Preset, Proof, ProofStage, ProvenKey};
use orgkey_types::{Code, Failure, Fingerprint, Outcome, Passphrase, Timestamp};
use orgkey_vault::{AuditHead, Intent, NewBackup, Vault};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What leaves the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum ExportPart {
    /// The public key: cannot restore a backup.
    Public,
    /// The keypair.
    Keypair,
}

/// What the administrator asks for.
pub struct ExportKey<'a> {
    /// Id, fingerprint, key ID or generation; none is the key in use.
    pub key: Option<&'a str>,
    /// What leaves the vault.
    pub part: ExportPart,
    /// Protection of the keypair.
    pub preset: Preset,
    /// Passphrase of the file; for a keypair only.
    pub passphrase: Option<&'a Passphrase>,
    /// How the administrator has shown to be the same person as at unlock.
    pub reauthentication: Reauthentication<'a>,
    /// Where the file goes.
    pub target: &'a Path,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// A secret leaves the vault only for somebody who has just typed their passphrase: at unlock in the same command, or
/// again in a window that has been open for a while.
#[derive(Clone, Copy)]
pub enum Reauthentication<'a> {
    /// The vault was opened for this one operation.
    JustUnlocked,
    /// The administrator's passphrase, typed again; none was typed yet.
    Typed(Option<&'a Passphrase>),
}

/// What would be written.
#[derive(Debug, Clone)]
pub struct ExportPlan {
    /// The key.
    pub key: KeyRow,
    /// What leaves the vault.
    pub part: ExportPart,
    /// Protection of a keypair.
    pub preset: Option<Preset>,
    /// Where the file goes.
    pub target: PathBuf,
    /// Something stands there and would be replaced.
    pub replaces: bool,
}

/// What was written and how it was proven.
#[derive(Debug, Clone)]
pub struct ExportReceipt {
    /// Fingerprint of the key.
    pub fingerprint: Fingerprint,
    /// What left the vault.
    pub part: ExportPart,
    /// Protection of a keypair.
    pub preset: Option<Preset>,
    /// The file.
    pub file: Written,
    /// When.
    pub at: Timestamp,
    /// How each key of the file was proven; empty for a public key.
    pub proof: Vec<ProvenKey>,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const KEYPAIR_STAGES: &[Stage] = &[
    Stage::Protecting,
    Stage::Writing,
    Stage::ReadingBack,
    Stage::Opening,
    Stage::Comparing,
    Stage::Decrypting,
    Stage::Verifying,
    Stage::Registering,
];
const PUBLIC_STAGES: &[Stage] = &[Stage::Writing, Stage::ReadingBack, Stage::Comparing, Stage::Registering];

/// Checks right, passphrase and target, and tells what would be written. Writes nothing.
///
/// # Errors
/// [`Code::KeyNotFound`], [`Code::NotPermitted`], [`Code::PassphraseWeak`], [`Code::FileExists`], [`Code::NotAFile`],
/// [`Code::FileNotFound`] without the folder.
pub fn plan_export(vault: &Vault, request: &ExportKey<'_>, now: Timestamp) -> Outcome<ExportPlan> {
    let keypair = request.part == ExportPart::Keypair;
    permit(vault, if keypair { UseCase::ExportKeypair } else { UseCase::ExportPublicKey })?;
    let key = find_key(vault, request.key, now)?;
    if keypair && !key.stored.has_secrets {
        return Err(Failure::about(Code::PublicOnly, &key.stored.summary.fingerprint));
    }
    if let (true, Some(passphrase)) = (keypair, request.passphrase) {
        accept_passphrase(passphrase)?;
    }
    let replaces = check_target(request.target, request.overwrite)?;
    let preset = keypair.then_some(request.preset);
    Ok(ExportPlan { key, part: request.part, preset, target: request.target.to_owned(), replaces })
}

/// Writes the file, proves it, and only then gives it its name. An unproven file is never left behind.
///
/// # Errors
/// As [`plan_export`]; [`Code::PassphraseMissing`]; [`Code::WrongPassphrase`] for the administrator's own;
/// [`Code::NotProven`] with the step that failed; [`Code::Cancelled`]; what the medium says.
pub fn export_key(
    vault: &mut Vault,
    request: &ExportKey<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<ExportReceipt> {
    let plan = plan_export(vault, request, now)?;
    if request.part == ExportPart::Keypair {
        reauthenticate(vault, request.reauthentication)?;
        request.passphrase.ok_or_else(|| Failure::about(Code::PassphraseMissing, "that of the file"))?;
    }
    let action = match request.part {
        ExportPart::Public => "export-public-key",
        ExportPart::Keypair => "export-keypair",
    };
    let detail =
        json!({ "file": file_name(request.target), "preset": plan.preset, "generation": plan.key.stored.generation });
    let leaves = (request.part == ExportPart::Keypair).then_some(Operation::ExportKeypair);
    let detail = approved(vault, leaves, detail, now)?;
    let intent = vault.begin(action, plan.key.stored.summary.fingerprint.as_str(), detail, now)?;
    let written = write_and_prove(vault, request, &plan, progress, now);
    let (intent, (file, proof)) = vault.made(intent, written, now)?;
    let (path, replaces) = (file.path.clone(), plan.replaces);
    settle(vault, intent, plan, file, proof, now).inspect_err(|_| take_back(&path, replaces))
}

pub(crate) fn reauthenticate(vault: &Vault, how: Reauthentication<'_>) -> Outcome<()> {
    match how {
        Reauthentication::JustUnlocked => Ok(()),
        Reauthentication::Typed(None) => {
            Err(Failure::about(Code::PassphraseMissing, format!("that of {}", vault.administrator())))
        }
        Reauthentication::Typed(Some(passphrase)) => {
            if vault.passphrase_opens(vault.administrator(), passphrase)? {
                Ok(())
            } else {
                Err(Failure::about(Code::WrongPassphrase, vault.administrator()))
            }
        }
    }
}

fn write_and_prove(
    vault: &Vault,
    request: &ExportKey<'_>,
    plan: &ExportPlan,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<(Written, Proof)> {
    let public = &plan.key.stored.public;
    let passphrase = request.passphrase.filter(|_| plan.part == ExportPart::Keypair);
    let steps = Steps::new(progress, if passphrase.is_some() { KEYPAIR_STAGES } else { PUBLIC_STAGES });
    let bytes = match passphrase {
        Some(passphrase) => {
            steps.begin(Stage::Protecting)?;
            let secrets = vault.organization_key_secrets(&plan.key.stored.id)?;
            let keypair = Keypair::from_parts(public.clone(), secrets, now)?;
            orgkey_openpgp::keypair_file(&keypair, request.preset, passphrase)?
        }
        None => orgkey_openpgp::public_file(public)?,
    };
    let (file, proof) = Proven::write(request.target, request.overwrite, &bytes, &steps, |read| {
        prove(read, passphrase, public, &steps, now)
    })?;
    Ok((file.commit()?, proof))
}

fn prove(
    file: &[u8],
    passphrase: Option<&Passphrase>,
    public: &[u8],
    steps: &Steps<'_>,
    now: Timestamp,
) -> Outcome<Proof> {
    let Some(passphrase) = passphrase else {
        steps.begin(Stage::Comparing)?;
        orgkey_openpgp::prove_public(file, public)?;
        return Ok(Proof { keys: Vec::new() });
    };
    steps.begin(Stage::Opening)?;
    orgkey_openpgp::prove_keypair(file, passphrase, public, now, &mut |passed| match passed {
        ProofStage::Opened => steps.announce(Stage::Comparing),
        ProofStage::Compared => steps.announce(Stage::Decrypting),
        ProofStage::Decrypted => steps.announce(Stage::Verifying),
        ProofStage::Verified => steps.announce(Stage::Registering),
    })
}

fn settle(
    vault: &mut Vault,
    intent: Intent,
    plan: ExportPlan,
    file: Written,
    proof: Proof,
    now: Timestamp,
) -> Outcome<ExportReceipt> {
    let key = &plan.key.stored;
    vault.insert_backup(
        intent,
        NewBackup {
            subject_id: key.id.clone(),
            subject_fingerprint: key.summary.fingerprint.clone(),
            generation: key.generation,
            kind: match plan.part {
                ExportPart::Public => "public".to_owned(),
                ExportPart::Keypair => "keypair".to_owned(),
            },
            file_name: file_name(&file.path),
            place: place(&file.path),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
            preset: plan.preset.map_or("none", Preset::name).to_owned(),
            proof: serde_json::to_value(&proof.keys).unwrap_or_default(),
            proven: true,
            replaces: file.replaced.clone(),
        },
        now,
    )?;
    Ok(ExportReceipt {
        fingerprint: key.summary.fingerprint.clone(),
        part: plan.part,
        preset: plan.preset,
        file,
        at: now,
        proof: proof.keys,
        audit_head: vault.audit_head()?,
    })
}
