use super::{
    SERVER_BACKUP,
    archive::{Packing, Watched, digest, unpack},
    contents::{BackupHeader, BackupManifest, DATABASE, KEYS, MANIFEST, README, readme},
    verify::length,
};
use crate::{
    keys::{KeyRow, KeyState, find_key},
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    target::{check_target, file_name, place, take_back},
};
use orgkey_files::{Overwrite, PrivateFile, Written};
use orgkey_openpgp::{Keypair, Preset};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, BACKUP_ACTION, CaRow, NewBackup, Snapshot, Vault};
use serde_json::json;
use std::{
    io::Write,
    path::{Path, PathBuf},
};

/// What the administrator asks for.
pub struct CreateBackup<'a> {
    /// The file, or a folder in which it gets its name from organisation and moment.
    pub target: &'a Path,
    /// Who shall be able to open the message.
    pub preset: Preset,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// What would be written.
#[derive(Debug, Clone)]
pub struct BackupPlan {
    /// The Organization Key to which it is encrypted.
    pub key: KeyRow,
    /// Proven copies of that key: without one nobody opens the backup on another machine.
    pub proven_copies: u32,
    /// Users in the vault.
    pub users: u64,
    /// Where the file goes.
    pub target: PathBuf,
    /// Something stands there and would be replaced.
    pub replaces: bool,
}

/// What was written and how it was proven.
#[derive(Debug, Clone)]
pub struct BackupReceipt {
    /// What is in it.
    pub manifest: BackupManifest,
    /// Who can open the message.
    pub preset: Preset,
    /// The file.
    pub file: Written,
    /// Proven copies of the Organization Key that opens it.
    pub proven_copies: u32,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] =
    &[Stage::Copying, Stage::Writing, Stage::ReadingBack, Stage::Decrypting, Stage::Verifying, Stage::Registering];
/// Users' keys in one file of the archive.
const USERS_IN_A_FILE: usize = 1_000;

/// Checks right, key and target, and tells what would be written. Writes nothing.
///
/// # Errors
/// [`Code::NotPermitted`], [`Code::VaultReadOnly`]; [`Code::OrganizationKeyMissing`], [`Code::PublicOnly`],
/// [`Code::KeyExpired`], [`Code::KeyRevoked`]; and what an export says of its target.
pub fn plan_backup(vault: &Vault, request: &CreateBackup<'_>, now: Timestamp) -> Outcome<BackupPlan> {
    permit(vault, UseCase::CreateServerBackup)?;
    if !vault.writable() {
        return Err(Code::VaultReadOnly.into());
    }
    let active = vault.active_organization_key()?.ok_or(Code::OrganizationKeyMissing)?;
    let key = find_key(vault, Some(&active.id), now)?;
    if !active.has_secrets {
        return Err(Failure::about(Code::PublicOnly, &active.summary.fingerprint));
    }
    match key.state {
        KeyState::Expired => return Err(Failure::about(Code::KeyExpired, &active.summary.fingerprint)),
        KeyState::Revoked => return Err(Failure::about(Code::KeyRevoked, &active.summary.fingerprint)),
        _ => {}
    }
    let target = match request.target.is_dir() {
        true => request.target.join(default_backup_name(&vault.organization()?.name, now)),
        false => request.target.to_owned(),
    };
    let replaces = check_target(&target, request.overwrite)?;
    let proven_copies = key.coverage.copies;
    Ok(BackupPlan { proven_copies, users: vault.user_count()?, target, replaces, key })
}

/// Name of a backup: `example-org-20261123T201500Z.backup.asc`.
pub fn default_backup_name(organization: &str, now: Timestamp) -> String {
    let stem = crate::default_folder_name(organization).replace(".orgvault", "");
    let moment: String = now.to_string().chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    format!("{stem}-{moment}.backup.asc")
}

/// Copies the vault, writes the message, reads it back from the medium, opens it with the Organization Key, compares what
/// comes out with what went in, and only then gives the file its name.
///
/// # Errors
/// As [`plan_backup`]; [`Code::NotProven`]; [`Code::Cancelled`]; what the medium says.
pub fn create_backup(
    vault: &mut Vault,
    request: &CreateBackup<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<BackupReceipt> {
    let plan = plan_backup(vault, request, now)?;
    let detail = json!({ "file": file_name(&plan.target), "preset": request.preset,
        "generation": plan.key.stored.generation });
    let intent = vault.begin(BACKUP_ACTION, plan.key.stored.summary.fingerprint.as_str(), detail, now)?;
    let made = make(vault, request, &plan, &Steps::new(progress, STAGES), now);
    let (intent, (manifest, file)) = vault.made(intent, made, now)?;
    let row = new_row(&plan, request.preset, &manifest, &file);
    vault.insert_backup(intent, row, now).inspect_err(|_| take_back(&file.path, plan.replaces))?;
    let (preset, proven_copies, audit_head) = (request.preset, plan.proven_copies, vault.audit_head()?);
    Ok(BackupReceipt { manifest, preset, file, proven_copies, audit_head })
}

fn make(
    vault: &Vault,
    request: &CreateBackup<'_>,
    plan: &BackupPlan,
    steps: &Steps<'_>,
    now: Timestamp,
) -> Outcome<(BackupManifest, Written)> {
    steps.begin(Stage::Copying)?;
    let snapshot = vault.snapshot(&|done, all| steps.count(done, Some(all)))?;
    let sum = digest(snapshot.open()?, &mut |_| steps.go_on())?;
    let manifest = BackupManifest::gather(vault, sum, now)?;
    let row = &plan.key.stored;
    let keypair = Keypair::from_parts(row.public.clone(), vault.organization_key_secrets(&row.id)?, now)?;
    steps.begin(Stage::Writing)?;
    let overwrite = if request.overwrite { Overwrite::Replace } else { Overwrite::Refuse };
    let mut file = PrivateFile::create(&plan.target, overwrite)?;
    let (comments, protection) = (manifest.header.comments(), (&keypair, request.preset));
    orgkey_openpgp::seal_message(&mut file, &comments, protection, now, |writer| {
        pack(vault, &manifest, &snapshot, request.preset, steps, writer)
    })?;
    drop(snapshot);
    prove((&mut file, &plan.target), &manifest, keypair, steps, now)?;
    Ok((manifest, file.commit()?))
}

fn pack(
    vault: &Vault,
    manifest: &BackupManifest,
    snapshot: &Snapshot,
    preset: Preset,
    steps: &Steps<'_>,
    writer: &mut dyn Write,
) -> Outcome<()> {
    let mut packing = Packing::new(writer, manifest.header.made);
    packing.add(README, readme(&manifest.header).as_bytes())?;
    let text = serde_json::to_vec_pretty(manifest).map_err(|error| Failure::from(Code::Internal).because(error))?;
    packing.add(MANIFEST, &text)?;
    for row in vault.organization_keys()?.into_iter().filter(|row| row.has_secrets) {
        let open = orgkey_openpgp::open_keypair_file(&row.public, &vault.organization_key_secrets(&row.id)?)?;
        packing.add(&format!("organization-keys/generation-{}.pgp", row.generation), open.expose())?;
    }
    for row in vault.cas()?.into_iter().chain(vault.organization_certificates()?) {
        pack_authority(vault, &row, &mut packing)?;
    }
    if preset == Preset::Compatible {
        pack_users(vault, &mut packing, steps)?;
    }
    packing.add(KEYS, snapshot.keys().expose())?;
    let (all, done) = (snapshot.bytes(), 0);
    let passed = |done| steps.count(done, Some(all));
    packing.stream(DATABASE, all, Watched { reader: snapshot.open()?, done, passed: &passed })?;
    packing.finish()
}

/// What may not leave the vault as a file of its own does not do so here either; it is in the database.
fn pack_authority(vault: &Vault, row: &CaRow, packing: &mut Packing<'_>) -> Outcome<()> {
    let folder = format!("authorities/{}", row.id);
    let certificates = vault.ca_certificates(&row.id)?;
    let text: String = certificates.iter().map(|one| orgkey_x509::pem("CERTIFICATE", &one.der)).collect();
    packing.add(&format!("{folder}/certificates.pem"), text.as_bytes())?;
    if row.has_secrets && row.identity.exportable {
        packing.add(&format!("{folder}/key.p8"), vault.ca_secrets(&row.id)?.expose())?;
    }
    Ok(())
}

/// The keys that the server holds whole: those of users in Server Key Mode.
fn pack_users(vault: &Vault, packing: &mut Packing<'_>, steps: &Steps<'_>) -> Outcome<()> {
    let (mut after, mut number, mut keys, mut counted) = (0, 0u32, zeroize::Zeroizing::new(Vec::new()), 0);
    while let Some(user) = vault.user_after(after)? {
        after = user.id;
        let whole = user.mode == orgkey_types::KeyMode::Skm;
        let key = if whole { Some(vault.user_key(&user.fingerprint)?) } else { None };
        if let Some(key) = key.filter(|key| key.has_secrets) {
            let open = orgkey_openpgp::open_keypair_file(&key.public, &vault.user_secrets(&user)?)?;
            keys.extend_from_slice(open.expose());
            counted += 1;
        }
        if counted == USERS_IN_A_FILE {
            number += 1;
            packing.add(&format!("users/{number:05}.pgp"), &keys)?;
            keys = zeroize::Zeroizing::new(Vec::new());
            counted = 0;
            steps.go_on()?;
        }
    }
    if counted > 0 { packing.add(&format!("users/{:05}.pgp", number + 1), &keys) } else { Ok(()) }
}

/// From the medium, as a stranger would who has the key: it opens, it is signed, and what comes out is what went in.
fn prove(
    (file, target): (&mut PrivateFile, &Path),
    manifest: &BackupManifest,
    keypair: Keypair,
    steps: &Steps<'_>,
    now: Timestamp,
) -> Outcome<()> {
    steps.begin(Stage::ReadingBack)?;
    let written = file.sync_and_reopen()?;
    let signer = keypair.summary().fingerprint.clone();
    let (mut done, all) = (0u64, manifest.database_bytes);
    let most = length(&written, target)?;
    let opened = orgkey_openpgp::open_message(written, most, &[keypair], now, |reader| {
        steps.announce(Stage::Decrypting);
        unpack(reader, &mut |piece| {
            done += piece.len() as u64;
            steps.count(done, Some(all))
        })
    });
    let (unpacked, message) = opened.map_err(not_proven)?;
    steps.announce(Stage::Verifying);
    if unpacked.manifest == *manifest && message.signer == signer {
        Ok(())
    } else {
        Err(Failure::about(Code::NotProven, "comparing the contents"))
    }
}

fn not_proven(failure: Failure) -> Failure {
    match failure.code {
        Code::Cancelled | Code::MediumFailed => failure,
        _ => Failure::about(Code::NotProven, "opening the backup").because(failure),
    }
}

fn new_row(plan: &BackupPlan, preset: Preset, manifest: &BackupManifest, file: &Written) -> NewBackup {
    let key = &plan.key.stored;
    NewBackup {
        subject_id: key.id.clone(),
        subject_fingerprint: key.summary.fingerprint.clone(),
        generation: key.generation,
        kind: SERVER_BACKUP.to_owned(),
        file_name: file_name(&file.path),
        place: place(&file.path),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
        preset: preset.name().to_owned(),
        proof: json!({ "counter": manifest.counter, "users": manifest.users, "databaseSha256": manifest.database_sha256 }),
        proven: true,
        replaces: file.replaced.clone(),
    }
}

/// The header in front of a message must be the one inside.
pub(super) fn same_header(header: &BackupHeader, manifest: &BackupManifest) -> Outcome<()> {
    if *header == manifest.header { Ok(()) } else { Err(Failure::about(Code::BackupDamaged, "header")) }
}
