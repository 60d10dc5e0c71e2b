use super::{archive::unpack, contents::BackupManifest, create::same_header, inspect::header_of};
use crate::{
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
};
use orgkey_openpgp::{Keypair, OpenedMessage};
use orgkey_types::{Code, Failure, Outcome, Secret, Timestamp};
use orgkey_vault::Vault;
use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

/// A backup that opened.
#[derive(Debug, Clone)]
pub struct VerifiedBackup {
    /// The file.
    pub file: PathBuf,
    /// What is in it.
    pub manifest: BackupManifest,
    /// Who signed it, and when.
    pub signed: OpenedMessage,
}

const STAGES: &[Stage] = &[Stage::ReadingBack, Stage::Decrypting, Stage::Verifying];

/// Reads a backup from its medium, opens it with an Organization Key of the vault, of any generation, and looks whether
/// all of it is there, unchanged and signed. Writes nothing.
///
/// # Errors
/// [`Code::NotABackup`], [`Code::BackupNewer`]; [`Code::MessageForAnotherKey`] for one of another organisation;
/// [`Code::MessageDamaged`], [`Code::MessageNotSigned`], [`Code::BackupDamaged`]; [`Code::NotPermitted`];
/// [`Code::Cancelled`]; what the medium says.
pub fn verify_backup(vault: &Vault, file: &Path, progress: &dyn Progress, now: Timestamp) -> Outcome<VerifiedBackup> {
    permit(vault, UseCase::VerifyServerBackup)?;
    header_of(file)?;
    let mut keypairs = Vec::new();
    for row in vault.organization_keys()?.into_iter().filter(|row| row.has_secrets) {
        keypairs.push(Keypair::from_parts(row.public, vault.organization_key_secrets(&row.id)?, now)?);
    }
    let steps = Steps::new(progress, STAGES);
    let (manifest, _, signed) = open(file, &keypairs, &steps, now, &mut |_| Ok(()))?;
    Ok(VerifiedBackup { file: file.to_owned(), manifest, signed })
}

/// Opens a backup to its last byte. Of what `database` was given, nothing is vouched for before this returns.
///
/// # Errors
/// As [`verify_backup`].
pub(super) fn open(
    file: &Path,
    keypairs: &[Keypair],
    steps: &Steps<'_>,
    now: Timestamp,
    database: &mut dyn FnMut(&[u8]) -> Outcome<()>,
) -> Outcome<(BackupManifest, Secret, OpenedMessage)> {
    let header = header_of(file)?;
    steps.begin(Stage::ReadingBack)?;
    let source = orgkey_files::open_uncached(file)?;
    let mut done = 0u64;
    let read = |reader: &mut dyn Read| {
        steps.begin(Stage::Decrypting)?;
        unpack(reader, &mut |piece| {
            done += piece.len() as u64;
            steps.count(done, None)?;
            database(piece)
        })
    };
    // A machine whose clock is behind must be able to restore what another one has signed.
    let most = length(&source, file)?;
    let opened = orgkey_openpgp::open_message(source, most, keypairs, now.max(header.made), read);
    let (unpacked, signed) = opened.map_err(|failure| about(failure, file))?;
    steps.announce(Stage::Verifying);
    same_header(&header, &unpacked.manifest)?;
    // Signed by one key and said to be opened by another: somebody has put it together.
    if signed.signer != unpacked.manifest.header.fingerprint {
        return Err(Failure::about(Code::MessageNotSigned, crate::target::file_name(file)));
    }
    Ok((unpacked.manifest, unpacked.keys, signed))
}

pub(super) fn length(source: &File, file: &Path) -> Outcome<u64> {
    let about = |error| Failure::about(Code::FileUnreadable, file.display()).because(error);
    Ok(source.metadata().map_err(about)?.len())
}

fn about(failure: Failure, file: &Path) -> Failure {
    match (failure.code, &failure.subject) {
        (Code::MessageDamaged | Code::MessageNotSigned, None) => {
            Failure { subject: Some(crate::target::file_name(file)), ..failure }
        }
        _ => failure,
    }
}
