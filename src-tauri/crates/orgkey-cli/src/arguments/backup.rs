//! `orgkey backup …`: backups of the whole vault.

use super::{Derivation, Writing, values};
use clap::{Args, Subcommand};
use orgkey_wire::ExportPreset;
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum BackupVerb {
    /// Back up the whole vault, encrypted to the Organization Key
    #[command(
        after_help = "One OpenPGP message, encrypted to the Organization Key and signed by it, read back and opened before it counts.\nWhoever restores it needs the exported keypair and its passphrase: export them, and keep them elsewhere.\n\nExamples:\n  orgkey --vault example.orgvault backup create --to /media/usb\n  orgkey --vault example.orgvault backup create --to all.backup.asc --preset compatible\n  orgkey --vault example.orgvault --passphrase-file pass.txt backup create --scheduled"
    )]
    Create(BackupCreate),
    /// List the server backups, newest first
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault backup list")]
    List,
    /// Open a backup with the vault's Organization Keys and look whether all of it is there
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault backup verify all.backup.asc")]
    Verify {
        /// The server backup
        file: PathBuf,
    },
    /// Show the schedule, set it, or end it
    #[command(
        after_help = "A scheduled backup is made while the console is open, and by backup create --scheduled.\nThe newest backup of each of so many hours, days, weeks and months stays; files that somebody changed are left alone.\n\nExamples:\n  orgkey --vault example.orgvault backup schedule\n  orgkey --vault example.orgvault backup schedule --to /media/usb --every 24\n  orgkey --vault example.orgvault backup schedule --to /media/usb --every 1 --keep-hourly 24 --keep-daily 7\n  orgkey --vault example.orgvault backup schedule --off"
    )]
    Schedule(BackupSchedule),
    /// Make the vault anew on an empty machine, from backup, keypair and passphrase
    #[command(
        after_help = "Without --dry-run, --admin names who opens the vault from now on; its passphrase is asked for anew. The administrators of the backup's time are to be added again.\n\nExamples:\n  orgkey backup restore all.backup.asc --keypair org-key.asc --into example.orgvault --dry-run\n  orgkey backup restore all.backup.asc --keypair org-key.asc --into example.orgvault --admin alice\n  orgkey backup restore all.backup.asc --keypair org-key.asc --into example.orgvault --admin alice --file-passphrase-file key.txt --passphrase-file new.txt"
    )]
    Restore(BackupRestore),
}

#[derive(Args)]
pub struct BackupCreate {
    /// File to write, or folder in which it gets a name of organisation and moment
    #[arg(long, value_name = "FILE|DIR", value_parser = values::target, required_unless_present = "scheduled", conflicts_with = "scheduled")]
    pub to: Option<PathBuf>,
    /// Who can open it: programs of 2024 and later, or GnuPG and PGP Desktop too
    #[arg(long, value_name = "P", value_parser = values::export_preset(), default_value = "modern", conflicts_with = "scheduled")]
    pub preset: ExportPreset,
    /// Make the backup of the schedule, where one is due
    #[arg(long, conflicts_with_all = ["overwrite", "dry_run"])]
    pub scheduled: bool,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Args)]
pub struct BackupSchedule {
    /// Folder or drive
    #[arg(long, value_name = "DIR", conflicts_with = "off")]
    pub to: Option<PathBuf>,
    /// Hours from one backup to the next
    #[arg(long, value_name = "HOURS", value_parser = clap::value_parser!(u32).range(1..=672), default_value_t = 24, requires = "to")]
    pub every: u32,
    /// Who can open them
    #[arg(long, value_name = "P", value_parser = values::export_preset(), default_value = "modern", requires = "to")]
    pub preset: ExportPreset,
    /// Keep the newest of so many hours
    #[arg(long, value_name = "N", default_value_t = 24, requires = "to")]
    pub keep_hourly: u32,
    /// Keep the newest of so many days
    #[arg(long, value_name = "N", default_value_t = 7, requires = "to")]
    pub keep_daily: u32,
    /// Keep the newest of so many weeks
    #[arg(long, value_name = "N", default_value_t = 5, requires = "to")]
    pub keep_weekly: u32,
    /// Keep the newest of so many months
    #[arg(long, value_name = "N", default_value_t = 12, requires = "to")]
    pub keep_monthly: u32,
    /// No more scheduled backups
    #[arg(long)]
    pub off: bool,
}

#[derive(Args)]
pub struct BackupRestore {
    /// The server backup
    pub file: PathBuf,
    /// The exported keypair of the Organization Key that opens it
    #[arg(long, value_name = "FILE")]
    pub keypair: PathBuf,
    /// Folder of the vault to make; free or empty
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
    /// Only open the backup and tell what would come back
    #[arg(long)]
    pub dry_run: bool,
    /// Work of the key derivation: calibrated to about one second, or the floor of 64 MiB and 3 passes
    #[arg(long, value_enum, default_value_t = Derivation::Calibrated)]
    pub derivation: Derivation,
}
