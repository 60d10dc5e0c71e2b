//! `orgkey ca …`: the Organizational CA.

use clap::{
    ArgAction, Args, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use orgkey_wire::{
    CaCertificate, CaKeyKind, CaPreset, CertificateFormat, CertificateTemplate, IssuedOrder, IssuedState,
    RevocationReason,
};
use serde::de::DeserializeOwned;
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum CaVerb {
    /// Make a CA: self-signed, or subordinate with a request for its superior CA
    #[command(
        after_help = "Keys: rsa2048, rsa3072 (default), rsa4096, p256, p384, p521, ed25519, ml-dsa-65\n\nExamples:\n  orgkey --vault example.orgvault ca create --name \"Tree CA\" --subject \"CN=Tree CA,O=Example\"\n  orgkey --vault example.orgvault ca create --name Lyon --subject \"CN=Branch CA Lyon,O=Example\" --key p384 --subordinate --csr lyon.csr"
    )]
    Create(CaCreation),
    /// Write the request for a superior CA once more: the first was lost, or its answer is to be renewed
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault ca request Lyon --csr lyon.csr")]
    Request {
        /// Name or id of the CA
        name: String,
        /// File for the request
        #[arg(long, value_name = "FILE")]
        csr: PathBuf,
        /// Replace the file that stands there
        #[arg(long)]
        overwrite: bool,
    },
    /// Install the certificate that the superior CA has signed
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault ca install Lyon lyon.pem superior.pem")]
    Install {
        /// Name or id of the CA that awaits it
        name: String,
        /// The certificate and, in any order, those above it
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// List the CAs, those in use first
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault ca list --json")]
    List,
    /// Show one CA with its certificates and backups
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault ca show\n  orgkey --vault example.orgvault ca show \"Tree CA\""
    )]
    Show {
        /// Name or id; the CA in use without it
        name: Option<String>,
    },
    /// Validate the certificates of a CA, or a certificate from a file
    #[command(
        after_help = "Ends with 1 where something is not valid. Not checked is not invalid: it says that no current revocation list was there.\n\nExamples:\n  orgkey --vault example.orgvault ca validate\n  orgkey --vault example.orgvault ca validate \"Tree CA\" --certificate mail.pem"
    )]
    Validate {
        /// Name or id; the CA in use without it
        name: Option<String>,
        /// Certificate to validate
        #[arg(long, value_name = "FILE", conflicts_with = "serial")]
        certificate: Option<PathBuf>,
        /// Serial number of an issued certificate to validate
        #[arg(long, value_name = "S")]
        serial: Option<String>,
    },
    /// Export the CA with its private key and the proof of the file, or one certificate
    #[command(
        after_help = "Do you want to export the private key? yes writes a PKCS#12 file with the key and both certificates; no writes one certificate: of the CA (self-signed, public-key), by the CA that it replaced (cross), of those above it (chain), or from before a renewal (former).\n\nExamples:\n  orgkey --vault example.orgvault ca export \"Tree CA\" --private-key yes --to /media/usb/tree-ca.pfx\n  orgkey --vault example.orgvault ca export \"Tree CA\" --private-key yes --to tree-ca.pfx --preset legacy --vendor-compatible-password\n  orgkey --vault example.orgvault ca export \"Tree CA\" --private-key no --certificate self-signed --to tree-ca.pem\n  orgkey --vault example.orgvault ca export \"Tree CA 2\" --private-key no --certificate cross --to cross.pem"
    )]
    Export(CaExport),
    /// Restore a CA from its backup
    #[command(
        after_help = "What the vault knows as issued or revoked stays; the number of the revocation list never falls.\nA backup does not hold what the CA has issued and revoked: where the vault is a new one, import the CA's last revocation list (ca import tree-ca.crl); until then it publishes none, because what was revoked would count as valid again. Certificates that it issued before come in the same way (ca import mail.pem).\n\nExamples:\n  orgkey --vault example.orgvault ca restore tree-ca.pfx --dry-run\n  orgkey --vault example.orgvault ca restore tree-ca.pfx --file-passphrase-file export.txt"
    )]
    Restore {
        /// The PKCS#12 file
        file: PathBuf,
        #[command(flatten)]
        how: CaIntake,
    },
    /// Import a CA from PFX, PEM, DER and P7B files in any mix; of a restored one its last revocation list and certificates that it issued before
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault ca import ca-key.pem ca-certificate.pem chain.p7b\n  orgkey --vault example.orgvault ca import old-ca.pfx --born-with 2.20 --name \"Old CA\"\n  orgkey --vault example.orgvault ca import tree-ca.crl\n  orgkey --vault example.orgvault ca import mail.pem web.pem"
    )]
    Import {
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        how: CaIntake,
    },
    /// Issue a certificate from a certificate signing request
    #[command(
        after_help = "Templates: server (default), client, smime, subordinate-ca\n\nExamples:\n  orgkey --vault example.orgvault ca issue \"Tree CA\" --csr mail.csr --to mail.pem\n  orgkey --vault example.orgvault ca issue \"Tree CA\" --csr lyon.csr --template subordinate-ca --valid 5y --to lyon.pem\n  orgkey --vault example.orgvault ca issue \"Tree CA\" --csr mail.csr --san DNS:mail.example.org --san IP:192.0.2.1 --to mail.pem"
    )]
    Issue(CaIssue),
    /// List what a CA has issued
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault ca issued \"Tree CA\" --filter mail --state valid\n  orgkey --vault example.orgvault ca issued \"Tree CA\" --order ends --limit 20 --json"
    )]
    Issued(CaIssued),
    /// Revoke a certificate for good
    #[command(
        after_help = "Reasons: unspecified (default), key-compromise, ca-compromise, affiliation-changed, superseded, cessation-of-operation, privilege-withdrawn\n\nExample:\n  orgkey --vault example.orgvault ca revoke \"Tree CA\" --serial 7F3A91C0 --reason key-compromise --invalid-since 2026-11-01\n  orgkey --vault example.orgvault ca revoke \"Tree CA\" --certificate mail.pem --reason superseded"
    )]
    Revoke {
        #[command(flatten)]
        which: CaIssuedOne,
        /// Why
        #[arg(long, value_name = "R", default_value = "unspecified", value_parser = one_of::<RevocationReason>(REASONS))]
        reason: RevocationReason,
        /// Since when the key may have been in wrong hands: a date
        #[arg(long, value_name = "DATE")]
        invalid_since: Option<String>,
    },
    /// Put a certificate on hold
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault ca hold \"Tree CA\" --serial 7F3A91C0")]
    Hold {
        #[command(flatten)]
        which: CaIssuedOne,
    },
    /// Release a certificate that is on hold
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault ca release \"Tree CA\" --serial 7F3A91C0")]
    Release {
        #[command(flatten)]
        which: CaSerial,
    },
    /// Publish a revocation list
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault ca crl \"Tree CA\" --to tree-ca.crl\n  orgkey --vault example.orgvault ca crl \"Tree CA\" --to tree-ca.crl --days 7 --overwrite\n\nA CA that came into this vault without its last list publishes none before that list is imported: the new one could take revocations back. --first-list says that there is none; the audit log keeps it."
    )]
    Crl(CaCrl),
    /// Renew the certificates of a CA with the same key and the same name
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault ca renew \"Tree CA\" --valid 10y")]
    Renew {
        /// Name or id of the CA
        name: String,
        /// New end: a period (10y) or a date
        #[arg(long, value_name = "P", default_value = "10y")]
        valid: String,
        /// Only tell what would change
        #[arg(long)]
        dry_run: bool,
    },
    /// Replace a CA by one of a new key; the old one certifies the new one and is kept as retired
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault ca replace \"Tree CA\" --dry-run\n  orgkey --vault example.orgvault ca replace \"Tree CA\" --key p384"
    )]
    Replace(CaReplacement),
}

#[derive(Args)]
pub struct CaCreation {
    /// Name in the vault
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// Distinguished name, as RFC 4514 writes it
    #[arg(long, value_name = "DN")]
    pub subject: String,
    /// Kind of key
    #[arg(long, value_name = "K", default_value = "rsa3072", value_parser = one_of::<CaKeyKind>(KEYS))]
    pub key: CaKeyKind,
    /// End: a period (10y) or a date
    #[arg(long, value_name = "P", default_value = "10y")]
    pub valid: String,
    /// How many CAs may stand below it; no bound without it
    #[arg(long, value_name = "N")]
    pub path_length: Option<u8>,
    /// The private key may never leave the vault; cannot be changed later
    #[arg(long)]
    pub not_exportable: bool,
    /// Address at which its revocation list will lie; may be given several times
    #[arg(long = "crl-point", value_name = "URI")]
    pub crl_points: Vec<String>,
    /// Ask a superior CA for the Public Key Certificate
    #[arg(long, requires = "csr")]
    pub subordinate: bool,
    /// File for the request to the superior CA
    #[arg(long, value_name = "FILE", requires = "subordinate")]
    pub csr: Option<PathBuf>,
    /// Replace the file that stands there
    #[arg(long)]
    pub overwrite: bool,
    /// Only tell what would be made
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Args)]
pub struct CaExport {
    /// Name or id of the CA
    pub name: String,
    /// Do you want to export the private key?
    #[arg(long, value_parser = yes_or_no(), action = ArgAction::Set)]
    pub private_key: bool,
    /// File to write
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    /// With the private key: how the file is protected
    #[arg(long, default_value = "modern", value_parser = one_of::<CaPreset>(PRESETS))]
    pub preset: CaPreset,
    /// Take six or more ASCII letters and digits as password, as Certificate Server does
    #[arg(long)]
    pub vendor_compatible_password: bool,
    /// Without the private key: which certificate
    #[arg(long, default_value = "self-signed", value_parser = one_of::<CaCertificate>(CERTIFICATES))]
    pub certificate: CaCertificate,
    /// Without the private key: which one of several, by its serial number; the nearest or newest without it
    #[arg(long, value_name = "S")]
    pub serial: Option<String>,
    /// Without the private key: form of the file
    #[arg(long, default_value = "pem", value_parser = one_of::<CertificateFormat>(FORMATS))]
    pub format: CertificateFormat,
    /// Replace the file that stands there
    #[arg(long)]
    pub overwrite: bool,
    /// Only tell what would be written
    #[arg(long)]
    pub dry_run: bool,
}

/// How a CA comes into the vault.
#[derive(Args)]
pub struct CaIntake {
    /// Name in the vault; the common name of its subject without it
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Version of the program that made it, where it is known
    #[arg(long, value_name = "V")]
    pub born_with: Option<String>,
    /// The private key may never leave this vault again
    #[arg(long)]
    pub not_exportable: bool,
    /// Read a PKCS#12 file without MAC: nothing tells whether it was changed
    #[arg(long)]
    pub accept_missing_mac: bool,
    /// Only show the plan; a password that is given is tried
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Args)]
pub struct CaIssue {
    /// Name or id of the CA
    pub name: String,
    /// The certificate signing request: PEM or DER
    #[arg(long, value_name = "FILE")]
    pub csr: PathBuf,
    /// What the certificate is for
    #[arg(long, value_name = "T", default_value = "server", value_parser = one_of::<CertificateTemplate>(TEMPLATES))]
    pub template: CertificateTemplate,
    /// End: a period (1y, 90d) or a date; cut to the end of the CA
    #[arg(long, value_name = "P", default_value = "1y")]
    pub valid: String,
    /// Another subject than the request asks for
    #[arg(long, value_name = "DN")]
    pub subject: Option<String>,
    /// Alternative name in place of those of the request: DNS:, email:, IP: or URI:; may be given several times
    #[arg(long = "san", value_name = "NAME")]
    pub alternative_names: Vec<String>,
    /// Address at which the revocation list will lie; may be given several times
    #[arg(long = "crl-point", value_name = "URI")]
    pub crl_points: Vec<String>,
    /// File to write
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run")]
    pub to: Option<PathBuf>,
    /// Form of the file
    #[arg(long, default_value = "pem", value_parser = one_of::<CertificateFormat>(FORMATS))]
    pub format: CertificateFormat,
    /// Replace the file that stands there
    #[arg(long)]
    pub overwrite: bool,
    /// Only tell what would be issued
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Args)]
pub struct CaIssued {
    /// Name or id; the CA in use without it
    pub name: Option<String>,
    /// Only rows with this text in name, subject or serial number
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
    /// Only rows in this state
    #[arg(long, value_name = "S", value_parser = one_of::<IssuedState>(STATES))]
    pub state: Option<IssuedState>,
    /// Order of the rows
    #[arg(long, value_name = "O", default_value = "newest", value_parser = one_of::<IssuedOrder>(ORDERS))]
    pub order: IssuedOrder,
    /// At most so many
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=500))]
    pub limit: u32,
    /// Go on after this mark, which the page before gave
    #[arg(long, value_name = "MARK")]
    pub after: Option<String>,
}

/// One certificate of a CA.
#[derive(Args)]
pub struct CaSerial {
    /// Name or id of the CA
    pub name: String,
    /// Serial number, hexadecimal; colons and spaces do not matter
    #[arg(long, value_name = "S")]
    pub serial: String,
}

/// One certificate that a CA has issued, here or before it came into this vault.
#[derive(Args)]
pub struct CaIssuedOne {
    /// Name or id of the CA
    pub name: String,
    /// Serial number, hexadecimal; colons and spaces do not matter
    #[arg(long, value_name = "S", required_unless_present = "certificate")]
    pub serial: Option<String>,
    /// The certificate itself: one that the CA issued before it came into this vault is entered as issued first
    #[arg(long, value_name = "FILE", conflicts_with = "serial")]
    pub certificate: Option<PathBuf>,
}

#[derive(Args)]
pub struct CaCrl {
    /// Name or id of the CA
    pub name: String,
    /// File to write
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run")]
    pub to: Option<PathBuf>,
    /// Days to the next list; what the CA has without it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub days: Option<u32>,
    /// This CA has never published a list before it came into this vault; asked of one that came without its last list
    #[arg(long)]
    pub first_list: bool,
    /// Form of the file
    #[arg(long, default_value = "der", value_parser = one_of::<CertificateFormat>(LIST_FORMATS))]
    pub format: CertificateFormat,
    /// Replace the file that stands there
    #[arg(long)]
    pub overwrite: bool,
    /// Only tell what would be published
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Args)]
pub struct CaReplacement {
    /// Name or id of the CA
    pub name: String,
    /// Name of the new CA in the vault
    #[arg(long, value_name = "NAME")]
    pub new_name: Option<String>,
    /// Distinguished name of the new CA; the old one, byte for byte, without it
    #[arg(long, value_name = "DN")]
    pub subject: Option<String>,
    /// Kind of the new key
    #[arg(long, value_name = "K", default_value = "rsa3072", value_parser = one_of::<CaKeyKind>(KEYS))]
    pub key: CaKeyKind,
    /// End: a period (10y) or a date
    #[arg(long, value_name = "P", default_value = "10y")]
    pub valid: String,
    /// The new private key may never leave the vault
    #[arg(long)]
    pub not_exportable: bool,
    /// Only show what it would mean
    #[arg(long)]
    pub dry_run: bool,
}

/// One of these words, as the shape of the same name spells them in JSON.
fn one_of<T: DeserializeOwned + Clone + Send + Sync + 'static>(
    words: &'static [&'static str],
) -> impl TypedValueParser {
    PossibleValuesParser::new(words).try_map(|word| serde_json::from_value::<T>(word.into()))
}

fn yes_or_no() -> impl TypedValueParser {
    PossibleValuesParser::new(["yes", "no"]).map(|word| word == "yes")
}

const KEYS: &[&str] = &["rsa2048", "rsa3072", "rsa4096", "p256", "p384", "p521", "ed25519", "ml-dsa-65"];
const PRESETS: &[&str] = &["modern", "legacy", "fips"];
const CERTIFICATES: &[&str] = &["self-signed", "public-key", "cross", "chain", "former"];
const FORMATS: &[&str] = &["der", "pem", "p7b"];
const LIST_FORMATS: &[&str] = &["der", "pem"];
const TEMPLATES: &[&str] = &["server", "client", "smime", "subordinate-ca"];
const STATES: &[&str] = &["valid", "held", "revoked", "expired"];
const ORDERS: &[&str] = &["newest", "name", "ends"];
/// Hold is a verb of its own.
const REASONS: &[&str] = &[
    "unspecified",
    "key-compromise",
    "ca-compromise",
    "affiliation-changed",
    "superseded",
    "cessation-of-operation",
    "privilege-withdrawn",
];
