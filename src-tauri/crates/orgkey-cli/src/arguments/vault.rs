//! `orgkey vault …`.

use clap::{Args, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum VaultVerb {
    /// Make a vault with its first administrator
    #[command(
        after_help = "Examples:\n  orgkey vault create example.orgvault --organization \"Example Org\" --domain example.org --admin alice\n  orgkey vault create example.orgvault --organization \"Example Org\" --domain example.org --domain example.net --admin alice --passphrase-file pass.txt"
    )]
    Create {
        /// Folder to make; by custom it ends in .orgvault
        dir: PathBuf,
        /// Name of the organisation
        #[arg(long, value_name = "NAME")]
        organization: String,
        /// Managed domain; may be given several times
        #[arg(long = "domain", value_name = "D", required = true)]
        domains: Vec<String>,
        /// Work of the key derivation: calibrated to about one second, or the floor of 64 MiB and 3 passes
        #[arg(long, value_enum, default_value_t = Derivation::Calibrated)]
        derivation: Derivation,
    },
    /// Tell what the folder says without a passphrase
    #[command(
        after_help = "Examples:\n  orgkey vault status example.orgvault\n  orgkey --vault example.orgvault vault status"
    )]
    Status(VaultFolder),
    /// Check pages, tables, audit chain, key slots and every sealed row
    #[command(after_help = "Example:\n  orgkey vault check example.orgvault --passphrase-file pass.txt")]
    Check(VaultFolder),
    /// Tell who writes to the vault now
    #[command(after_help = "Example:\n  orgkey vault lock-info example.orgvault")]
    LockInfo(VaultFolder),
    /// Change the administrator's passphrase
    #[command(
        after_help = "Examples:\n  orgkey vault passwd example.orgvault\n  orgkey vault passwd example.orgvault --passphrase-file old.txt --new-passphrase-file new.txt"
    )]
    Passwd {
        #[command(flatten)]
        folder: VaultFolder,
        /// File with the new passphrase
        #[arg(long, value_name = "F")]
        new_passphrase_file: Option<PathBuf>,
        /// Work of the key derivation
        #[arg(long, value_enum, default_value_t = Derivation::Calibrated)]
        derivation: Derivation,
    },
}

/// Work of the key derivation of a key slot.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Derivation {
    /// About one second on this machine, never under the floor
    Calibrated,
    /// 64 MiB and 3 passes
    Floor,
}

/// The vault that a verb of `vault` is about.
#[derive(Args)]
pub struct VaultFolder {
    /// Folder of the vault; the same as --vault DIR
    dir: Option<PathBuf>,
}

impl VaultVerb {
    /// The folder that was typed behind the verb.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Create { dir, .. } => Some(dir),
            Self::Status(folder) | Self::Check(folder) | Self::LockInfo(folder) | Self::Passwd { folder, .. } => {
                folder.dir.as_deref()
            }
        }
    }
}
