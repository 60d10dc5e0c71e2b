//! `orgkey org-cert …`: the Organization Certificate.

use super::{
    Writing,
    ca::FORMATS,
    values::{one_of, serial, target},
};
use clap::{Args, Subcommand};
use orgkey_wire::{CaKeyKind, CaPreset, CertificateFormat};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum OrgCertVerb {
    /// Generate one that the Organization Key signs itself; not for production, because nobody outside trusts it
    #[command(
        after_help = "It ends with the Organization Key, or ten years from today where that never ends.\nThe one in use before is retired and kept; live certificates of users stay until they end.\n\nExamples:\n  orgkey --vault example.orgvault org-cert generate --common-name \"Example Mail CA\" --organization \"Example\" --country DE --dry-run\n  orgkey --vault example.orgvault org-cert generate --common-name \"Example Mail CA\" --crl-point http://crl.example.org/mail.crl"
    )]
    Generate {
        #[command(flatten)]
        subject: OrgCertFields,
        #[command(flatten)]
        points: CrlPoints,
        /// Only tell what would be made
        #[arg(long)]
        dry_run: bool,
    },
    /// Write a request for a certification authority
    #[command(
        after_help = "Example:\n  orgkey --vault example.orgvault org-cert request --common-name \"Example Mail CA\" --organization \"Example\" --to mail-ca.csr"
    )]
    Request {
        #[command(flatten)]
        subject: OrgCertFields,
        /// File to write
        #[arg(long, value_name = "FILE", value_parser = target)]
        to: PathBuf,
        /// Replace the file that stands there
        #[arg(long)]
        overwrite: bool,
    },
    /// Install the authority's answer: PEM, DER and P7B in any mix, with the certificates above it
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault org-cert install answer.p7b root.pem")]
    Install {
        /// The files
        #[arg(required = true, num_args = 1..)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        points: CrlPoints,
        /// Only tell what would be installed
        #[arg(long)]
        dry_run: bool,
    },
    /// Import a CA with a key of its own from PKCS#12
    #[command(
        after_help = "Example:\n  orgkey --vault example.orgvault org-cert import mail-ca.p12 --file-passphrase-file ca.txt"
    )]
    Import(OrgCertIntake),
    /// Show the one in use and earlier ones
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault org-cert show")]
    Show,
    /// Export the certificate, or with --keypair key and certificates as PKCS#12
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault org-cert export --to mail-ca.pem\n  orgkey --vault example.orgvault org-cert export --to mail-ca.p7b --format p7b\n  orgkey --vault example.orgvault org-cert export --to mail-ca.p12 --keypair --export-passphrase-file backup.txt"
    )]
    Export(OrgCertExport),
    /// Publish its revocation list
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault org-cert crl --to mail-ca.crl")]
    Crl(OrgCertCrl),
    /// Write what partners outside need into a new folder: PEM, DER, P7B and a sheet with fingerprints
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault org-cert pack --to mail-ca-for-partners")]
    Pack {
        /// Folder to make
        #[arg(long, value_name = "DIR", value_parser = target)]
        to: PathBuf,
        /// An earlier one, by its serial number
        #[arg(long, value_name = "S", value_parser = serial)]
        serial: Option<String>,
    },
    /// Show or change how users' certificates are made
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault org-cert settings\n  orgkey --vault example.orgvault org-cert settings --user-certificate-days 90 --smime-key rsa3072"
    )]
    Settings {
        /// Days for which a user's certificate is made
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=398))]
        user_certificate_days: Option<u32>,
        /// Kind of the keys that the server makes for S/MIME
        #[arg(long, value_name = "K", value_parser = one_of::<CaKeyKind>(["rsa2048", "rsa3072", "p256", "p384"]))]
        smime_key: Option<CaKeyKind>,
    },
}

#[derive(Args)]
pub struct OrgCertFields {
    /// Common Name
    #[arg(long, value_name = "TEXT")]
    pub common_name: String,
    /// Contact Email: none, or one that no user has
    #[arg(long, value_name = "A")]
    pub email: Option<String>,
    /// Organization Name
    #[arg(long, value_name = "TEXT")]
    pub organization: Option<String>,
    /// Organization Unit
    #[arg(long, value_name = "TEXT")]
    pub unit: Option<String>,
    /// City
    #[arg(long, value_name = "TEXT")]
    pub city: Option<String>,
    /// State or Province
    #[arg(long, value_name = "TEXT")]
    pub state: Option<String>,
    /// Country, two letters
    #[arg(long, value_name = "CC")]
    pub country: Option<String>,
}

#[derive(Args)]
pub struct CrlPoints {
    /// Address of its revocation list, which goes into users' certificates; may be said several times
    #[arg(long = "crl-point", value_name = "URL")]
    pub crl_points: Vec<String>,
}

#[derive(Args)]
pub struct OrgCertIntake {
    /// The PKCS#12 file, and certificates above it in files of their own
    #[arg(required = true, num_args = 1..)]
    pub files: Vec<PathBuf>,
    /// Of several CAs in the file the one of that serial number
    #[arg(long, value_name = "S", value_parser = serial)]
    pub serial: Option<String>,
    /// Open a PKCS#12 file of which nothing tells whether it was changed
    #[arg(long)]
    pub accept_missing_mac: bool,
    #[command(flatten)]
    pub points: CrlPoints,
    /// Only tell what would be imported
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Args)]
pub struct OrgCertExport {
    /// File to write
    #[arg(long, value_name = "FILE", value_parser = target)]
    pub to: PathBuf,
    /// Key and certificates as PKCS#12
    #[arg(long)]
    pub keypair: bool,
    /// An earlier one, by its serial number
    #[arg(long, value_name = "S", value_parser = serial)]
    pub serial: Option<String>,
    /// Form of the certificate alone
    #[arg(long, default_value = "pem", conflicts_with = "keypair", value_parser = one_of::<CertificateFormat>(FORMATS))]
    pub format: CertificateFormat,
    /// With the keypair: how the file is protected
    #[arg(long, default_value = "modern", value_parser = one_of::<CaPreset>(CaPreset::ALL.map(CaPreset::name)))]
    pub preset: CaPreset,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Args)]
pub struct OrgCertCrl {
    /// File to write
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run", value_parser = target)]
    pub to: Option<PathBuf>,
    /// An earlier one, by its serial number
    #[arg(long, value_name = "S", value_parser = serial)]
    pub serial: Option<String>,
    /// Days to the next list; what it has without it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub days: Option<u32>,
    /// An imported one has never published a list before it came into this vault
    #[arg(long)]
    pub first_list: bool,
    /// Form of the file
    #[arg(long, default_value = "der", value_parser = one_of::<CertificateFormat>(["der", "pem"]))]
    pub format: CertificateFormat,
    #[command(flatten)]
    pub writing: Writing,
}
