//! What can be typed. Help carries examples for each verb.

pub mod ca;
pub mod user;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use orgkey_types::{Algorithm, Expiry, Fingerprint, Profile};
use std::path::PathBuf;

const EXIT_CODES: &str = "Exit codes:\n  0  done\n  1  refused or failed\n  2  usage\n  3  wrong passphrase\n  4  written but not proven\n  5  locked by another process\n\nA passphrase file gives its first line, without the line end; - is standard input (one line for each use of -).\nWhere none is given, a terminal is asked.";

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
pub struct Global {
    /// Folder of the vault
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
    /// Answer as JSON
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Subcommand)]
pub enum Command {
    /// Make a vault, look at it, change its passphrase
    #[command(subcommand)]
    Vault(VaultVerb),
    /// The Organization Key: generate, list, export, import
    #[command(subcommand)]
    OrgKey(KeyVerb),
    /// The Organizational CA: create, back up, restore, issue, revoke
    #[command(subcommand)]
    Ca(ca::CaVerb),
    /// Managed Keys, the internal users: add, import, list, export
    #[command(subcommand)]
    User(user::UserVerb),
    /// The audit log: list it, verify its chain
    #[command(subcommand)]
    Audit(AuditVerb),
    /// Tell what is in a file, without a vault and without a passphrase
    #[command(after_help = "Examples:\n  orgkey inspect backup.asc\n  orgkey inspect backup.pfx --json")]
    Inspect {
        /// The file
        file: PathBuf,
    },
}

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
    #[command(after_help = "Example:\n  orgkey vault status example.orgvault")]
    Status {
        /// Folder of the vault
        dir: PathBuf,
    },
    /// Check pages, tables, audit chain, key slots and every sealed row
    #[command(after_help = "Example:\n  orgkey vault check example.orgvault --passphrase-file pass.txt")]
    Check {
        /// Folder of the vault
        dir: PathBuf,
    },
    /// Tell who writes to the vault now
    #[command(after_help = "Example:\n  orgkey vault lock-info example.orgvault")]
    LockInfo {
        /// Folder of the vault
        dir: PathBuf,
    },
    /// Change the administrator's passphrase
    #[command(
        after_help = "Examples:\n  orgkey vault passwd example.orgvault\n  orgkey vault passwd example.orgvault --passphrase-file old.txt --new-passphrase-file new.txt"
    )]
    Passwd {
        /// Folder of the vault
        dir: PathBuf,
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

#[derive(Subcommand)]
pub enum KeyVerb {
    /// Generate the Organization Key
    #[command(
        after_help = "Algorithms: curve25519 (default), p256, p384, p521, rsa2048, rsa3072, rsa4096; with --profile v6 also curve448, ml-dsa-65, ml-dsa-87\n\nExamples:\n  orgkey --vault example.orgvault org-key generate --user-id \"Example Org <keys@example.org>\"\n  orgkey --vault example.orgvault org-key generate --user-id \"Example Org <keys@example.org>\" --algorithm rsa3072 --expires never\n  orgkey --vault example.orgvault org-key generate --user-id \"Example Org <keys@example.org>\" --profile v6 --algorithm ml-dsa-65"
    )]
    Generate {
        /// Name and address
        #[arg(long, value_name = "UID")]
        user_id: String,
        /// Kind of key
        #[arg(long, value_name = "A", default_value = "curve25519", value_parser = algorithm)]
        algorithm: Algorithm,
        /// Version of the key: v4 is read by everything, v6 by programs of 2024 and later
        #[arg(long, value_name = "v4|v6", default_value = "v4", value_parser = profile)]
        profile: Profile,
        /// End of the key: a period (1y, 18m, 30d), a date, or never
        #[arg(long, value_name = "1y|never|DATE", default_value = "1y", value_parser = expiry)]
        expires: String,
        /// Only tell what would be made
        #[arg(long)]
        dry_run: bool,
    },
    /// List the Organization Keys, the one in use first
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault org-key list --json")]
    List,
    /// Show one key with its backups
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault org-key show\n  orgkey --vault example.orgvault org-key show 1C77E04D2A9683F5"
    )]
    Show {
        /// Id, fingerprint, key ID or generation; the key in use without it
        id: Option<String>,
    },
    /// Export the public key, or the keypair with its proof
    #[command(
        group(ArgGroup::new("part").required(true).args(["public", "keypair"])),
        after_help = "Examples:\n  orgkey --vault example.orgvault org-key export --keypair --to /media/usb/org-key.asc\n  orgkey --vault example.orgvault org-key export --keypair --preset compatible --to org-key.asc --export-passphrase-file export.txt\n  orgkey --vault example.orgvault org-key export --public --to org-key-public.asc"
    )]
    Export {
        /// Id, fingerprint, key ID or generation; the key in use without it
        id: Option<String>,
        /// Export Public Key: cannot restore a backup
        #[arg(long)]
        public: bool,
        /// Export Keypair
        #[arg(long)]
        keypair: bool,
        /// File to write
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// modern: Argon2 and AEAD; compatible: for GnuPG and PGP Desktop
        #[arg(long, value_enum, default_value_t = PresetArgument::Modern)]
        preset: PresetArgument,
        /// Replace the file that stands there
        #[arg(long)]
        overwrite: bool,
        /// Only tell what would be written
        #[arg(long)]
        dry_run: bool,
    },
    /// Import a keypair, or newer public parts of a key that is there
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault org-key import org-key.asc --dry-run\n  orgkey --vault example.orgvault org-key import org-key.asc --file-passphrase-file export.txt"
    )]
    Import {
        /// The file: armored or binary, one or several blocks
        file: PathBuf,
        /// Only show the plan; a passphrase that is given is tried
        #[arg(long)]
        dry_run: bool,
        /// Which key of the file
        #[arg(long, value_name = "FPR", value_parser = fingerprint)]
        fingerprint: Option<Fingerprint>,
        /// Take a key that is past its end, to read old backups
        #[arg(long)]
        accept_expired: bool,
        /// Take a revoked key, to read old backups
        #[arg(long)]
        accept_revoked: bool,
        /// Make new self-signatures on a legacy key
        #[arg(long)]
        renew_self_signatures: bool,
    },
}

/// How a keypair file is protected.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PresetArgument {
    /// Argon2 and authenticated encryption (RFC 9580)
    Modern,
    /// Iterated S2K and CFB, for GnuPG and PGP Desktop
    Compatible,
}

#[derive(Subcommand)]
pub enum AuditVerb {
    /// List the entries, newest first
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault audit list --limit 20 --filter export")]
    List {
        /// At most so many
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=500))]
        limit: u32,
        /// Only entries before this sequence number
        #[arg(long, value_name = "SEQ")]
        before: Option<u64>,
        /// Only entries with this text in action, subject or administrator
        #[arg(long, value_name = "TEXT")]
        filter: Option<String>,
    },
    /// Verify the hash chain from the first entry to the last
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault audit verify")]
    Verify,
}

fn algorithm(text: &str) -> Result<Algorithm, String> {
    let names: Vec<&str> = Algorithm::ALL.iter().map(|algorithm| algorithm.name()).collect();
    text.parse().map_err(|_| format!("one of {}", names.join(", ")))
}

fn profile(text: &str) -> Result<Profile, String> {
    text.parse().map_err(|_| "v4 or v6".to_owned())
}

fn expiry(text: &str) -> Result<String, String> {
    text.parse::<Expiry>()
        .map(|_| text.to_owned())
        .map_err(|_| "a period like 1y, 18m or 30d, a date like 2027-05-01, or never".to_owned())
}

fn fingerprint(text: &str) -> Result<Fingerprint, String> {
    text.parse().map_err(|_| "40 or 64 hexadecimal digits".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

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
        assert_eq!(verbs, 37);
    }
}
