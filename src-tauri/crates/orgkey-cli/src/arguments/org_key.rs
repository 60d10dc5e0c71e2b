//! `orgkey org-key …`: the Organization Key.

use super::{
    Writing,
    values::{algorithm, expiry, export_preset, fingerprint, profile, target},
};
use clap::{ArgGroup, Args, Subcommand};
use orgkey_types::{Algorithm, Fingerprint, Period, Profile};
use orgkey_wire::ExportPreset;
use std::path::PathBuf;

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
    Export(KeyExport),
    /// Restore or import a keypair, or add newer public parts to the key that is there
    #[command(
        visible_alias = "restore",
        after_help = "Examples:\n  orgkey --vault example.orgvault org-key import org-key.asc --dry-run\n  orgkey --vault example.orgvault org-key import org-key.asc --file-passphrase-file export.txt"
    )]
    Import(KeyImport),
    /// Show or change how far ahead keys renew themselves, and how long users are certified
    #[command(
        after_help = "The vendor's manuals say one day before the end (the default); its programs use 31 days since 3.4.2.\nUsers are certified for two weeks unless you say otherwise.\n\nExamples:\n  orgkey --vault example.orgvault org-key settings\n  orgkey --vault example.orgvault org-key settings --renew-lead 31d\n  orgkey --vault example.orgvault org-key settings --user-signature 30d"
    )]
    Settings {
        /// Days before its end at which a key is renewed, 1d to 90d
        #[arg(long, value_name = "1d|31d", value_parser = days)]
        renew_lead: Option<u32>,
        /// Days for which a user's key is certified, 2d to 366d
        #[arg(long, value_name = "14d", value_parser = days)]
        user_signature: Option<u32>,
    },
    /// Give the Organization Key a later end: same key, same settings, the same period from now on
    #[command(
        after_help = "The maintenance run does it without being asked.\n\nExamples:\n  orgkey --vault example.orgvault org-key renew --dry-run\n  orgkey --vault example.orgvault org-key renew"
    )]
    Renew {
        /// Only tell what would change
        #[arg(long)]
        dry_run: bool,
    },
    /// Replace the Organization Key by one of a new generation; users are unverified until they are signed again
    #[command(
        after_help = "The old key stays in the vault and goes on decrypting. A proven keypair export of it must be in the register.\n\nExamples:\n  orgkey --vault example.orgvault org-key replace --user-id \"Example Org <keys@example.org>\" --dry-run\n  orgkey --vault example.orgvault org-key replace --user-id \"Example Org <keys@example.org>\" --expires never --reason \"laptop stolen\" --confirm \"Example Org\" --sign-users-now"
    )]
    Replace(KeyReplacement),
}

/// Settings of a new key; `--dry-run` asks for neither reason nor name.
#[derive(Args)]
pub struct KeyReplacement {
    /// Id, fingerprint, key ID or generation of the key in use
    pub id: Option<String>,
    /// Why, for the audit log
    #[arg(long, value_name = "TEXT", required_unless_present = "dry_run")]
    pub reason: Option<String>,
    /// Name of the organisation
    #[arg(long, value_name = "NAME", required_unless_present = "dry_run")]
    pub confirm: Option<String>,
    /// Name and address of the new key; those of the old one without it
    #[arg(long, value_name = "UID")]
    pub user_id: Option<String>,
    /// Kind of key
    #[arg(long, value_name = "A", default_value = "curve25519", value_parser = algorithm)]
    pub algorithm: Algorithm,
    /// Version of the key: v4 is read by everything, v6 by programs of 2024 and later
    #[arg(long, value_name = "v4|v6", default_value = "v4", value_parser = profile)]
    pub profile: Profile,
    /// End of the key: a period (1y, 18m, 30d), a date, or never
    #[arg(long, value_name = "1y|never|DATE", default_value = "1y", value_parser = expiry)]
    pub expires: String,
    /// Sign all users with the new key at once; else the next maintenance run does
    #[arg(long)]
    pub sign_users_now: bool,
    /// Only tell what it would mean
    #[arg(long)]
    pub dry_run: bool,
}

fn days(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(Period::Days(days)) => u32::try_from(days).map_err(|_| "a number of days like 31d".to_owned()),
        _ => Err("a number of days like 31d".to_owned()),
    }
}

#[derive(Args)]
pub struct KeyExport {
    /// Id, fingerprint, key ID or generation; the key in use without it
    pub id: Option<String>,
    /// Export Public Key: cannot restore a backup
    #[arg(long)]
    pub public: bool,
    /// Export Keypair
    #[arg(long)]
    pub keypair: bool,
    /// File to write
    #[arg(long, value_name = "FILE", value_parser = target)]
    pub to: PathBuf,
    /// With --keypair: how the file is protected: modern is Argon2 and authenticated encryption (RFC 9580), compatible
    /// is iterated S2K and CFB, for GnuPG and PGP Desktop
    #[arg(long, default_value = "modern", value_parser = export_preset())]
    pub preset: ExportPreset,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Args)]
pub struct KeyImport {
    /// The file: armored or binary, one or several blocks
    pub file: PathBuf,
    /// Only show the plan; a passphrase that is given is tried
    #[arg(long)]
    pub dry_run: bool,
    /// Which key of the file
    #[arg(long, value_name = "FPR", value_parser = fingerprint)]
    pub fingerprint: Option<Fingerprint>,
    /// Take a key that is past its end, to read old backups
    #[arg(long)]
    pub accept_expired: bool,
    /// Take a revoked key, to read old backups
    #[arg(long)]
    pub accept_revoked: bool,
    /// Make new self-signatures on a legacy key
    #[arg(long)]
    pub renew_self_signatures: bool,
}
