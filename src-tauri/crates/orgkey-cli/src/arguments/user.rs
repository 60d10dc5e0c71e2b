//! `orgkey user …`: Managed Keys.

use super::values::{day, export_preset, one_of, target};
use clap::{Args, Subcommand};
use orgkey_types::{KeyMode, Timestamp};
use orgkey_wire::{CaPreset, ExportPreset, RevocationReason, UserOrder, UserState};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum UserVerb {
    /// Add a user, whose key is made here and certified by the Organization Key
    #[command(
        after_help = "The key mode is skm: in the other modes the user's own program makes the key, and it is imported.\n\nExample:\n  orgkey --vault example.orgvault user add --email ada@example.org --name \"Ada Lovelace\""
    )]
    Add {
        /// Address, of a managed domain
        #[arg(long, value_name = "A")]
        email: String,
        /// Name
        #[arg(long, value_name = "N")]
        name: String,
        /// Key mode
        #[arg(long, value_name = "MODE", default_value = "skm", value_parser = mode)]
        mode: KeyMode,
    },
    /// Import many users: a key file, a keyring, a CSV file, or a folder of them
    #[command(
        after_help = "All of them are stored together, or none. Ends with 1 where a row was refused; the others are taken all the same.\nA CSV file has the columns email and name in its first line; a key is made for each line.\nWithout --mode a keypair becomes skm and a public key ckm.\n\nExamples:\n  orgkey --vault example.orgvault user import keyring.pgp --dry-run\n  orgkey --vault example.orgvault user import keys/ --mode ckm\n  orgkey --vault example.orgvault user import keypairs.asc --file-passphrase-file export.txt\n  orgkey --vault example.orgvault user import people.csv"
    )]
    Import {
        /// File or folder
        path: PathBuf,
        /// Key mode of all of them: skm, sckm, gkm or ckm
        #[arg(long, value_name = "M", value_parser = mode)]
        mode: Option<KeyMode>,
        /// Only tell what would be done with each
        #[arg(long)]
        dry_run: bool,
    },
    /// List the users
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault user list --state unverified\n  orgkey --vault example.orgvault user list --filter ada --limit 20 --json"
    )]
    List(UserListing),
    /// Show one user with key, certification and history
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault user show ada@example.org")]
    Show {
        /// Address
        email: String,
    },
    /// Note that a user was in contact
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault user contact ada@example.org\n  orgkey --vault example.orgvault user contact ada@example.org --at 2026-10-01"
    )]
    Contact {
        /// Address
        email: String,
        /// The day, at 00:00 UTC; now without it
        #[arg(long, value_name = "DATE", value_parser = day)]
        at: Option<Timestamp>,
    },
    /// Export a user's public key or keypair, or the public keys of all
    #[command(
        after_help = "Without --openpgp the public key with the Organization Key's certification is written.\nThe keypair can be exported of users in mode skm; in the others the vault does not hold all of it.\n\nExamples:\n  orgkey --vault example.orgvault user export ada@example.org --to ada.asc\n  orgkey --vault example.orgvault user export ada@example.org --to ada-keypair.asc --openpgp --export-passphrase-file export.txt\n  orgkey --vault example.orgvault user export --all-public --to everybody.pgp\n  orgkey --vault example.orgvault user export ada@example.org --to ada.p12 --pkcs12 --export-passphrase-file export.txt"
    )]
    Export(UserExport),
    /// Issue certificates for S/MIME now: to chosen users, or to all who have no live one
    #[command(
        after_help = "A chosen user gets a new certificate beside a live one. Ends with 1 where a user was refused; the others are issued all the same.\n\nExamples:\n  orgkey --vault example.orgvault user issue-certificate ada@example.org\n  orgkey --vault example.orgvault user issue-certificate --all"
    )]
    IssueCertificate {
        /// Addresses
        #[arg(required_unless_present = "all")]
        emails: Vec<String>,
        /// Everybody who has no live one
        #[arg(long)]
        all: bool,
    },
    /// Revoke all live certificates of users
    #[command(
        after_help = "Nobody else knows before the next list is published: org-cert crl.\n\nExamples:\n  orgkey --vault example.orgvault user revoke-certificate ada@example.org --reason key-compromise --reissue\n  orgkey --vault example.orgvault user revoke-certificate ada@example.org ben@example.org --reason cessation-of-operation"
    )]
    RevokeCertificate {
        /// Addresses
        #[arg(required = true)]
        emails: Vec<String>,
        /// Why
        #[arg(long, value_name = "R", default_value = "unspecified", value_parser = one_of::<RevocationReason>(REASONS))]
        reason: RevocationReason,
        /// Issue a new one to each in the same step
        #[arg(long)]
        reissue: bool,
    },
    /// Delete a user; the keys are kept, so that old mail can still be read
    #[command(
        after_help = "Example:\n  orgkey --vault example.orgvault user delete ada@example.org --confirm ada@example.org"
    )]
    Delete {
        /// Address
        email: String,
        /// The address once more
        #[arg(long, value_name = "EMAIL")]
        confirm: String,
    },
}

/// Why a user's certificate is revoked (RFC 5280 §5.3.1).
const REASONS: &[&str] = &[
    "unspecified",
    "key-compromise",
    "affiliation-changed",
    "superseded",
    "cessation-of-operation",
    "privilege-withdrawn",
];

#[derive(Args)]
pub struct UserListing {
    /// Only users in this state
    #[arg(long, value_name = "S", value_parser = one_of::<UserState>(["verified", "unverified", "waiting-for-contact", "deleted"]))]
    pub state: Option<UserState>,
    /// Only users with this text in address, name or fingerprint
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=500))]
    pub limit: u32,
    /// In which order
    #[arg(long, value_name = "O", default_value = "email", value_parser = one_of::<UserOrder>(["email", "name", "ends", "contact", "newest"]))]
    pub order: UserOrder,
    /// Go on behind this mark of the page before
    #[arg(long, value_name = "MARK")]
    pub after: Option<String>,
}

#[derive(Args)]
pub struct UserExport {
    /// Address
    #[arg(required_unless_present = "all_public", conflicts_with = "all_public")]
    pub email: Option<String>,
    /// The public keys of all users; a file that ends in .gpg or .pgp is binary, any other armored
    #[arg(long, conflicts_with = "openpgp")]
    pub all_public: bool,
    /// The keypair as an OpenPGP file under a passphrase
    #[arg(long)]
    pub openpgp: bool,
    /// Certificate and key for mail programs, as a PKCS#12 file under a passphrase
    #[arg(long, conflicts_with_all = ["openpgp", "all_public"])]
    pub pkcs12: bool,
    /// With --pkcs12: how the file is protected
    #[arg(long, default_value = "modern", requires = "pkcs12", value_parser = one_of::<CaPreset>(CaPreset::ALL.map(CaPreset::name)))]
    pub pkcs12_preset: CaPreset,
    /// File to write
    #[arg(long, value_name = "FILE", value_parser = target)]
    pub to: PathBuf,
    /// modern: Argon2 and AEAD; compatible: for GnuPG and PGP Desktop
    #[arg(long, default_value = "modern", value_parser = export_preset())]
    pub preset: ExportPreset,
    /// Replace the file that stands there
    #[arg(long)]
    pub overwrite: bool,
}

fn mode(text: &str) -> Result<KeyMode, String> {
    text.parse().map_err(|_| "skm, sckm, gkm or ckm".to_owned())
}
