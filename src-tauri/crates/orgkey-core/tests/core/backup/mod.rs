//! Server backups: what is written comes back whole, and what is damaged is found before anything is replaced.

mod create;
mod restore;
mod schedule;

use crate::export::keypair_to;
use orgkey_core::{
    Preset, Silent, Vault,
    backup::{BackupReceipt, CreateBackup, create_backup},
    export_key,
};
use orgkey_test_support::{DAY, FILE_PASSPHRASE, NOW, Place, words};
use orgkey_types::Timestamp;
use std::path::Path;

pub const FILE: &str = "all.backup.asc";
pub const KEYPAIR: &str = "org-key.asc";

pub fn later(days: i64) -> Timestamp {
    NOW.plus_seconds(days * DAY)
}

pub fn to(target: &Path, preset: Preset) -> CreateBackup<'_> {
    CreateBackup { target, preset, overwrite: false }
}

/// A vault with an Organization Key, the exported keypair, and a backup.
pub fn backed_up(preset: Preset) -> (Place, Vault, BackupReceipt) {
    let (place, mut vault, _) = Place::with_key();
    export_key(&mut vault, &keypair_to(&place.path(KEYPAIR), &words(FILE_PASSPHRASE)), &Silent, NOW).unwrap();
    let receipt = create_backup(&mut vault, &to(&place.path(FILE), preset), &Silent, NOW).unwrap();
    (place, vault, receipt)
}
