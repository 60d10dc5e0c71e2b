//! `orgkey maintenance …`: the maintenance run.

use super::values::{day, one_of};
use clap::{Args, Subcommand};
use orgkey_types::Timestamp;

#[derive(Subcommand)]
pub enum MaintenanceVerb {
    /// Renew and certify what is due
    #[command(
        after_help = "Renews the Organization Key and the users' keys that the vault holds ahead of their end, and certifies every user anew the day before a certification ends. A run that was stopped is finished by the next one.\nUsers in key mode skm without contact for three months are left out.\n\nExamples:\n  orgkey --vault example.orgvault maintenance run\n  orgkey --vault example.orgvault maintenance run --dry-run --as-of 2027-03-01\n  orgkey --vault example.orgvault maintenance run --limit 1000"
    )]
    Run(MaintenanceRun),
    /// Show the last runs, and when the next one is due
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault maintenance status")]
    Status,
    /// Print the files with which the system's scheduler runs the maintenance every twelve hours
    #[command(
        after_help = "Nothing is put in place: save what is printed where its first line says.\nThe scheduler asks nobody, so the passphrase comes from a file that only its owner can read.\n\nExamples:\n  orgkey --vault example.orgvault --passphrase-file /etc/orgkey/passphrase maintenance install --print\n  orgkey --vault example.orgvault --passphrase-file /etc/orgkey/passphrase maintenance install --print --system systemd"
    )]
    Install {
        /// Print them
        #[arg(long, required = true)]
        print: bool,
        /// Only those for this scheduler
        #[arg(long, value_name = "S", value_parser = one_of::<String>(["systemd", "launchd", "windows"]))]
        system: Option<String>,
    },
}

#[derive(Args)]
pub struct MaintenanceRun {
    /// Only tell what would be done
    #[arg(long)]
    pub dry_run: bool,
    /// With --dry-run: what would be done by the end of that day, UTC
    #[arg(long, value_name = "DATE", value_parser = day, requires = "dry_run")]
    pub as_of: Option<Timestamp>,
    /// Touch no more users than this; the next run does the rest
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub limit: Option<u64>,
}
