//! Server backups: the whole vault in one OpenPGP message, encrypted to the Organization Key and signed by it.
//!
//! The message carries a tar archive (POSIX.1-2017 pax, the GNU form of long sizes), so that the organisation's secrets
//! come out of it without this program too: see [`contents`].

mod archive;
mod contents;
mod create;
mod inspect;
mod list;
mod restore;
mod rotation;
mod schedule;
mod verify;

pub use contents::{BackupHeader, BackupManifest, BackupOfAuthority, BackupOfKey};
pub use create::{BackupPlan, BackupReceipt, CreateBackup, create_backup, default_backup_name, plan_backup};
pub use inspect::{InspectedBackup, inspect_backup};
pub use list::{ServerBackup, server_backups};
pub use restore::{
    RestoreBackup, RestorePlan, RestoreReceipt, RestoredFor, check_restore, keypair_needs_passphrase, plan_restore,
    restore_backup,
};
pub use rotation::Retention;
pub use schedule::{
    BackupSchedule, ScheduledReceipt, backup_schedule, next_backup, run_scheduled_backup, set_backup_schedule,
};
pub use verify::{VerifiedBackup, verify_backup};

pub(crate) use archive::digest;

/// A server backup, in the register.
pub(crate) const SERVER_BACKUP: &str = "server-backup";
