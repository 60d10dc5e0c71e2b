//! What can be typed, a file per room. Help carries examples for each verb; what one argument asks of another is told
//! here, before anything is opened.

pub mod adk;
pub mod administrator;
pub mod audit;
pub mod backup;
pub mod ca;
pub mod health;
pub mod maintenance;
pub mod org_cert;
mod org_key;
pub mod register;
pub mod user;
pub mod values;
mod vault;

pub use org_key::{KeyExport, KeyImport, KeyReplacement, KeyVerb};
pub use vault::{Derivation, VaultVerb};

use clap::{Args, CommandFactory, Parser, Subcommand, error::ErrorKind};
use std::path::{Path, PathBuf};

const EXIT_CODES: &str = "Exit codes:\n  0  done\n  1  refused or failed\n  2  usage\n  3  wrong passphrase\n  4  written but not proven\n  5  locked by another process\n  10 health: warnings\n  11 health: something can be lost today\n\nA passphrase file gives its first line, without the line end; - is standard input (one line for each use of -).\nWhere none is given, a terminal is asked.";

/// OrgKey Console on the command line: keeps an organisation's keys, and proves each backup.
#[derive(Parser)]
#[command(name = "orgkey", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// What holds for every verb.
#[derive(Args, Clone)]
#[command(next_help_heading = "For every verb")]
pub struct Global {
    /// Folder of the vault; verbs of vault take it as DIR too
    #[arg(long, global = true, value_name = "DIR")]
    pub vault: Option<PathBuf>,
    /// Name of the administrator
    #[arg(long, global = true, value_name = "NAME")]
    pub admin: Option<String>,
    /// File with the administrator's passphrase
    #[arg(long, global = true, value_name = "F")]
    pub passphrase_file: Option<PathBuf>,
    /// File with the passphrase for the file that is written
    #[arg(long, global = true, value_name = "F")]
    pub export_passphrase_file: Option<PathBuf>,
    /// File with the passphrase of the file that is read
    #[arg(long, global = true, value_name = "F")]
    pub file_passphrase_file: Option<PathBuf>,
    /// Name of a second administrator, for operations that need two
    #[arg(long, global = true, value_name = "NAME")]
    pub second: Option<String>,
    /// File with the second administrator's passphrase
    #[arg(long, global = true, value_name = "F", requires = "second")]
    pub second_passphrase_file: Option<PathBuf>,
    /// Answer as JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// How a verb that writes a file goes about it.
#[derive(Args)]
pub struct Writing {
    /// Replace the file that stands there
    #[arg(long)]
    pub overwrite: bool,
    /// Only tell what would be done
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Subcommand)]
pub enum Command {
    /// Make a vault, look at it, change its passphrase
    #[command(subcommand)]
    Vault(VaultVerb),
    /// The Organization Key: generate, list, export, import, renew, replace
    #[command(subcommand)]
    OrgKey(KeyVerb),
    /// The Organization Certificate for S/MIME: generate, request, import, export
    #[command(subcommand)]
    OrgCert(org_cert::OrgCertVerb),
    /// The Organizational CA: create, back up, restore, issue, revoke
    #[command(subcommand)]
    Ca(ca::CaVerb),
    /// Managed Keys, the internal users: add, import, list, export
    #[command(subcommand)]
    User(user::UserVerb),
    /// The Additional Decryption Key: attach, coverage, remove
    #[command(subcommand)]
    Adk(adk::AdkVerb),
    /// The maintenance run: what is due is renewed and certified
    #[command(subcommand)]
    Maintenance(maintenance::MaintenanceVerb),
    /// Server backups of the whole vault: create, verify, schedule, restore
    #[command(subcommand)]
    Backup(backup::BackupVerb),
    /// The register of copies: list, drill, retire
    #[command(subcommand)]
    Register(register::RegisterVerb),
    /// Administrators: their key slots, their rights, operations for two
    #[command(subcommand)]
    Admin(administrator::AdministratorVerb),
    /// The audit log: list it, export it, verify its chain
    #[command(subcommand)]
    Audit(audit::AuditVerb),
    /// Run the named checks: what needs somebody, and what ends when
    #[command(
        after_help = "Ends with 0 where nothing or only notes were found, with 10 for warnings and with 11 where something can be lost today.\n\nExamples:\n  orgkey --vault example.orgvault --passphrase-file pass.txt health\n  orgkey --vault example.orgvault health --ics ends.ics"
    )]
    Health(health::HealthArguments),
    /// Tell what is in a file, without a vault and without a passphrase
    #[command(after_help = "Examples:\n  orgkey inspect backup.asc\n  orgkey inspect backup.pfx --json")]
    Inspect {
        /// The file
        file: PathBuf,
    },
}

impl Arguments {
    /// Reads the command line.
    ///
    /// # Errors
    /// What is wrong with it, or the help that was asked for.
    pub fn read() -> Result<Self, clap::Error> {
        let mut arguments = Self::try_parse()?;
        arguments.global.vault = arguments.vault()?;
        arguments.names_its_administrator()?;
        Ok(arguments)
    }

    /// The vault that was named, before the verb or behind it.
    fn vault(&self) -> Result<Option<PathBuf>, clap::Error> {
        let behind = match &self.command {
            Command::Vault(verb) => verb.folder(),
            _ => None,
        };
        match (behind, self.global.vault.as_deref()) {
            (Some(dir), Some(vault)) if !same(dir, vault) => {
                let (dir, vault) = (dir.display(), vault.display());
                let words = format!("two vaults were named, {dir} and --vault {vault}: leave one out");
                Err(usage(ErrorKind::ArgumentConflict, words))
            }
            (None, None) if !self.command.works_without_vault() => {
                let words = "no vault was named: add --vault DIR, its folder";
                Err(usage(ErrorKind::MissingRequiredArgument, words))
            }
            (behind, before) => Ok(behind.or(before).map(Path::to_owned)),
        }
    }

    fn names_its_administrator(&self) -> Result<(), clap::Error> {
        let begins = match &self.command {
            Command::Vault(VaultVerb::Create { .. }) => true,
            Command::Backup(backup::BackupVerb::Restore(wanted)) => !wanted.dry_run,
            _ => false,
        };
        if begins && self.global.admin.is_none() {
            let words = "the first administrator has no name: add --admin NAME";
            return Err(usage(ErrorKind::MissingRequiredArgument, words));
        }
        Ok(())
    }
}

impl Command {
    fn works_without_vault(&self) -> bool {
        let restores = matches!(self, Self::Backup(backup::BackupVerb::Restore(_)));
        restores || matches!(self, Self::Inspect { .. } | Self::Audit(audit::AuditVerb::Verify { file: Some(_), .. }))
    }
}

/// Whether both paths name one place, wherever they start from.
fn same(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole(one) == whole(other)
}

fn usage(kind: ErrorKind, words: impl std::fmt::Display) -> clap::Error {
    Arguments::command().error(kind, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_verb_has_an_example_in_its_help() {
        fn visit(command: &clap::Command, verbs: &mut u32) {
            if command.get_subcommands().next().is_none() {
                let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.contains("Example"), "{} has no example", command.get_name());
                *verbs += 1;
            }
            command.get_subcommands().for_each(|inner| visit(inner, verbs));
        }
        let mut verbs = 0;
        visit(&Arguments::command(), &mut verbs);
        assert_eq!(verbs, 75);
    }
}
