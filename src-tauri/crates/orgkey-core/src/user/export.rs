use super::list::{User, find_user};
use crate::{
    ExportPart, Reauthentication, accept_passphrase,
    administrator::{Operation, approved},
    export::reauthenticate,
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    target::{Proven, check_target, file_name, take_back},
};
use orgkey_files::{Overwrite, PrivateFile, Written};
use orgkey_openpgp::{Keypair, Preset, ProvenKey};
use orgkey_types::{Code, Failure, KeyMode, Outcome, Passphrase, Timestamp};
use orgkey_vault::{AuditHead, UserKeyRow, Vault};
use serde_json::json;
use std::{ffi::OsStr, path::Path};

/// The watcher is told after so many.
const TOLD: u64 = 256;

/// What the administrator asks for.
pub struct ExportUser<'a> {
    /// Address of the user.
    pub email: &'a str,
    /// What leaves the vault: the public key with the Organization Key's certification, or the keypair, which the server
    /// has only of users in Server Key Mode.
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

/// The public keys of all users who are not deleted, with their certifications.
pub struct ExportAllUsers<'a> {
    /// Where the file goes. One that ends in `.gpg` or `.pgp` is a binary keyring, any other is armored, a block for each
    /// key.
    pub target: &'a Path,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// What was written and how it was proven.
#[derive(Debug, Clone)]
pub struct UserExportReceipt {
    /// Address of the user; none for all of them.
    pub email: Option<String>,
    /// What left the vault.
    pub part: ExportPart,
    /// Protection of a keypair.
    pub preset: Option<Preset>,
    /// Keys in the file.
    pub keys: u64,
    /// The file.
    pub file: Written,
    /// When.
    pub at: Timestamp,
    /// How each key of a keypair file was proven.
    pub proof: Vec<ProvenKey>,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const KEYPAIR_STAGES: &[Stage] = &[Stage::Protecting, Stage::Writing, Stage::ReadingBack, Stage::Opening];
const PUBLIC_STAGES: &[Stage] = &[Stage::Writing, Stage::ReadingBack, Stage::Comparing];
const ALL_STAGES: &[Stage] = &[Stage::Writing, Stage::ReadingBack];

/// Writes one user's key, proves the file, and only then gives it its name.
///
/// # Errors
/// [`Code::UserNotFound`]; for a keypair [`Code::UserKeyElsewhere`] where the vault does not hold all of it,
/// [`Code::NotPermitted`], [`Code::PassphraseWeak`], [`Code::PassphraseMissing`], [`Code::WrongPassphrase`] for the
/// administrator's own; [`Code::FileExists`], [`Code::NotProven`], [`Code::Cancelled`]; what the medium says.
pub fn export_user(
    vault: &mut Vault,
    request: &ExportUser<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<UserExportReceipt> {
    let keypair = request.part == ExportPart::Keypair;
    permit(vault, if keypair { UseCase::ExportUserKeypair } else { UseCase::ExportUserPublic })?;
    let user = find_user(vault, request.email, now)?;
    check(vault, request, &user)?;
    let replaces = check_target(request.target, request.overwrite)?;
    let action = match request.part {
        ExportPart::Public => "export-user-public-key",
        ExportPart::Keypair => "export-user-keypair",
    };
    let detail = json!({ "file": file_name(request.target), "fingerprint": user.stored.fingerprint });
    let detail = approved(vault, keypair.then_some(Operation::ExportUserKeypair), detail, now)?;
    let intent = vault.begin(action, &user.stored.email, detail, now)?;
    let (file, proof) = match write(vault, request, &user, progress, now) {
        Ok(written) => written,
        Err(failure) => return Err(vault.failed(intent, failure, now)),
    };
    vault.settle_done(intent, now).inspect_err(|_| take_back(&file.path, replaces))?;
    Ok(UserExportReceipt {
        email: Some(user.stored.email),
        part: request.part,
        preset: (request.part == ExportPart::Keypair).then_some(request.preset),
        keys: 1,
        file,
        at: now,
        proof,
        audit_head: vault.audit_head()?,
    })
}

/// Who may have what: of SKM users the server holds everything, of the others only a part or nothing.
fn check(vault: &Vault, request: &ExportUser<'_>, user: &User) -> Outcome<()> {
    if request.part == ExportPart::Public {
        return Ok(());
    }
    if user.stored.mode != KeyMode::Skm || !user.stored.has_secrets {
        return Err(Failure::about(Code::UserKeyElsewhere, &user.stored.email));
    }
    let passphrase = request.passphrase.ok_or_else(|| Failure::about(Code::PassphraseMissing, "file"))?;
    accept_passphrase(passphrase)?;
    reauthenticate(vault, request.reauthentication)
}

fn write(
    vault: &Vault,
    request: &ExportUser<'_>,
    user: &User,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<(Written, Vec<ProvenKey>)> {
    let public = joined(&vault.user_key(&user.stored.fingerprint)?, now)?;
    let passphrase = request.passphrase.filter(|_| request.part == ExportPart::Keypair);
    let steps = Steps::new(progress, if passphrase.is_some() { KEYPAIR_STAGES } else { PUBLIC_STAGES });
    let bytes = match passphrase {
        Some(passphrase) => {
            steps.begin(Stage::Protecting)?;
            let keypair = Keypair::from_parts(public.clone(), vault.user_secrets(&user.stored)?, now)?;
            orgkey_openpgp::keypair_file(&keypair, request.preset, passphrase)?
        }
        None => orgkey_openpgp::public_file(&public)?,
    };
    let (file, proof) = Proven::write(request.target, request.overwrite, &bytes, &steps, |read| match passphrase {
        Some(passphrase) => {
            steps.begin(Stage::Opening)?;
            let proof = orgkey_openpgp::prove_keypair(read, passphrase, &public, now, &mut |_| {})?;
            Ok(proof.keys)
        }
        None => {
            steps.begin(Stage::Comparing)?;
            orgkey_openpgp::prove_public(read, &public).map(|()| Vec::new())
        }
    })?;
    Ok((file.commit()?, proof))
}

/// The public key with its certification, unless that has ended.
fn joined(key: &UserKeyRow, now: Timestamp) -> Outcome<Vec<u8>> {
    match key.certification.as_ref().filter(|certification| certification.ends > now) {
        Some(live) => orgkey_openpgp::with_certification(&key.public, &live.user_id, &live.signature),
        None => Ok(key.public.clone()),
    }
}

/// Writes the public keys of all users, one after the other: no more than one is in memory. The file is read back from
/// the medium before it gets its name.
///
/// # Errors
/// [`Code::FileExists`], [`Code::NotProven`], [`Code::Cancelled`]; what the medium says.
pub fn export_all_users(
    vault: &mut Vault,
    request: &ExportAllUsers<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<UserExportReceipt> {
    permit(vault, UseCase::ExportUserPublic)?;
    let replaces = check_target(request.target, request.overwrite)?;
    let detail = json!({ "file": file_name(request.target) });
    let intent = vault.begin("export-all-public-keys", "users", detail, now)?;
    let (keys, file) = match write_all(vault, request, progress, now) {
        Ok(written) => written,
        Err(failure) => return Err(vault.failed(intent, failure, now)),
    };
    vault.settle_done(intent, now).inspect_err(|_| take_back(&file.path, replaces))?;
    let (part, audit_head) = (ExportPart::Public, vault.audit_head()?);
    Ok(UserExportReceipt { email: None, part, preset: None, keys, file, at: now, proof: Vec::new(), audit_head })
}

fn write_all(
    vault: &Vault,
    request: &ExportAllUsers<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<(u64, Written)> {
    let steps = Steps::new(progress, ALL_STAGES);
    steps.begin(Stage::Writing)?;
    let ending = request.target.extension().and_then(OsStr::to_str).unwrap_or_default();
    let binary = ["gpg", "pgp"].iter().any(|binary| ending.eq_ignore_ascii_case(binary));
    let overwrite = if request.overwrite { Overwrite::Replace } else { Overwrite::Refuse };
    let mut file = PrivateFile::create(request.target, overwrite)?;
    let (total, mut keys, mut last) = (vault.user_count()?, 0, 0);
    while let Some(user) = vault.user_after(last)? {
        last = user.id;
        if user.deleted.is_some() {
            continue;
        }
        let public = joined(&vault.user_key(&user.fingerprint)?, now)?;
        file.write(&if binary { public } else { orgkey_openpgp::public_file(&public)? })?;
        keys += 1;
        if keys % TOLD == 0 {
            steps.count(keys, Some(total))?;
        }
    }
    steps.begin(Stage::ReadingBack)?;
    file.sync_and_compare()?;
    Ok((keys, file.commit()?))
}
