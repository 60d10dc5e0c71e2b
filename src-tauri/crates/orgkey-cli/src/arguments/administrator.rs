//! `orgkey admin …`: who may open the vault, and what they may do in it.

use super::{
    Derivation,
    values::{grant, operation, role, yes_or_no},
};
use clap::{ArgAction, Args, Subcommand};
use orgkey_types::{Grant, Role};
use orgkey_wire::Operation;
use std::path::PathBuf;

const RIGHTS: &str = "AREA is organization-keys, certificates, encryption-keys, users, backups, administrators or audit; RIGHT is read, write or, where an area has secrets, export-secret.";

#[derive(Subcommand)]
pub enum AdministratorVerb {
    /// Give somebody a key slot with the rights of a role
    #[command(
        after_help = "The new administrator types the new passphrase. Nobody gives a right that they do not have.\n\nExamples:\n  orgkey --vault example.orgvault admin add grace --role certificate-officer\n  orgkey --vault example.orgvault --passphrase-file pass.txt admin add bob --role auditor --new-passphrase-file bob.txt"
    )]
    Add(Addition),
    /// List the administrators with their rights, and the operations that need two
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault admin list")]
    List,
    /// Give an administrator a right; he need not be there
    #[command(
        after_help = format!("{RIGHTS}\n\nExamples:\n  orgkey --vault example.orgvault admin grant grace users:write\n  orgkey --vault example.orgvault admin grant grace certificates:export-secret")
    )]
    Grant(RightOf),
    /// Take a right from an administrator; with export-secret the keys are exchanged
    #[command(
        after_help = format!("{RIGHTS} Without read nothing of the area is left.\n\nExample:\n  orgkey --vault example.orgvault admin revoke grace users:export-secret")
    )]
    Revoke(RightOf),
    /// Take an administrator's key slot away, and exchange every key that it led to
    #[command(
        after_help = "Copies of the vault from before, its generations among them, still open with the old slot.\n\nExample:\n  orgkey --vault example.orgvault admin remove bob"
    )]
    Remove {
        /// Name of the administrator
        name: String,
    },
    /// Operations that need two administrators
    #[command(subcommand)]
    TwoPerson(TwoPersonVerb),
}

#[derive(Args)]
pub struct Addition {
    /// Name of the new administrator
    pub name: String,
    /// supervisor, key-manager, certificate-officer or auditor
    #[arg(long, value_parser = role)]
    pub role: Role,
    /// File with the new administrator's passphrase
    #[arg(long, value_name = "F")]
    pub new_passphrase_file: Option<PathBuf>,
    /// Work of the key derivation
    #[arg(long, value_enum, default_value_t = Derivation::Calibrated)]
    pub derivation: Derivation,
}

#[derive(Args)]
pub struct RightOf {
    /// Name of the administrator
    pub name: String,
    /// The right, as certificates:write
    #[arg(value_name = "AREA:RIGHT", value_parser = grant)]
    pub right: Grant,
}

#[derive(Subcommand)]
pub enum TwoPersonVerb {
    /// Make an operation need two administrators, or not any longer
    #[command(
        after_help = "A chosen operation takes a second administrator with the same right: --second NAME, whose passphrase is asked for or comes from --second-passphrase-file F. To take the rule back needs two as well.\n\nExamples:\n  orgkey --vault example.orgvault admin two-person set export-keypair yes\n  orgkey --vault example.orgvault --second grace admin two-person set export-keypair no"
    )]
    Set {
        /// export-keypair, export-ca, export-user-keypair, replace-key, replace-ca, revoke-user-certificates, retire-copy
        /// or remove-administrator
        #[arg(value_parser = operation)]
        operation: Operation,
        /// yes or no
        #[arg(value_name = "yes|no", value_parser = yes_or_no(), action = ArgAction::Set)]
        needs_two: bool,
    },
}
