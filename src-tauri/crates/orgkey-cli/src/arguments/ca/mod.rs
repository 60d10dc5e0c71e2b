//! `orgkey ca …`: the Organizational CA, a file per use case under the stems of `orgkey-core/src/ca`.

mod create;
mod crl;
mod export;
mod import;
mod issue;
mod issued;
mod replace;
mod revoke;

pub use create::{CaCreation, NewCaKey};
pub use crl::CaCrl;
pub use export::CaExport;
pub use import::CaIntake;
pub use issue::CaIssue;
pub use issued::CaIssued;
pub use replace::CaReplacement;
pub use revoke::{CaIssuedOne, CaRevocation, CaSerial};

use super::values::{serial, target};
use clap::Subcommand;
use std::path::PathBuf;

/// Forms of a file with certificates.
pub const FORMATS: &[&str] = &["der", "pem", "p7b"];

#[derive(Subcommand)]
pub enum CaVerb {
    /// Make a CA: self-signed, or subordinate with a request for its superior CA
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault ca create --name \"Tree CA\" --subject \"CN=Tree CA,O=Example\"\n  orgkey --vault example.orgvault ca create --name Lyon --subject \"CN=Branch CA Lyon,O=Example\" --key p384 --subordinate --csr lyon.csr"
    )]
    Create(CaCreation),
    /// Write the request for a superior CA once more: the first was lost, or its answer is to be renewed
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault ca request Lyon --csr lyon.csr")]
    Request {
        /// Name or id of the CA
        name: String,
        /// File for the request
        #[arg(long, value_name = "FILE", value_parser = target)]
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
        #[arg(long, value_name = "S", value_parser = serial)]
        serial: Option<String>,
    },
    /// Export the CA with its private key and the proof of the file, or one certificate
    #[command(after_help = export::help())]
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
        after_help = "Examples:\n  orgkey --vault example.orgvault ca issue \"Tree CA\" --csr mail.csr --to mail.pem\n  orgkey --vault example.orgvault ca issue \"Tree CA\" --csr lyon.csr --template subordinate-ca --valid 5y --to lyon.pem\n  orgkey --vault example.orgvault ca issue \"Tree CA\" --csr mail.csr --san DNS:mail.example.org --san IP:192.0.2.1 --to mail.pem"
    )]
    Issue(CaIssue),
    /// List what a CA has issued
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault ca issued \"Tree CA\" --filter mail --state valid\n  orgkey --vault example.orgvault ca issued \"Tree CA\" --order ends --limit 20 --json"
    )]
    Issued(CaIssued),
    /// Revoke a certificate for good
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault ca revoke \"Tree CA\" --serial 7F3A91C0 --reason key-compromise --invalid-since 2026-11-01\n  orgkey --vault example.orgvault ca revoke \"Tree CA\" --certificate mail.pem --reason superseded"
    )]
    Revoke(CaRevocation),
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
