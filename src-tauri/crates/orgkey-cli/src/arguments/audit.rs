//! `orgkey audit …`.

use super::values;
use clap::{Args, Subcommand, ValueEnum};
use orgkey_types::Timestamp;
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum AuditVerb {
    /// List the entries, newest first
    #[command(
        after_help = "Examples:\n  orgkey --vault example.orgvault audit list --limit 20 --filter export\n  orgkey --vault example.orgvault audit list --since 2026-11-01"
    )]
    List {
        /// At most so many
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=500))]
        limit: u32,
        /// Only entries before this sequence number
        #[arg(long, value_name = "SEQ")]
        before: Option<u64>,
        /// Only entries of that day or later
        #[arg(long, value_name = "DATE", value_parser = values::day)]
        since: Option<Timestamp>,
        /// Only entries with this text in action, subject or administrator
        #[arg(long, value_name = "TEXT")]
        filter: Option<String>,
    },
    /// Write the log, or a part of it, into a file
    #[command(
        after_help = "JSON lines carry every hash and a signature of the vault, and audit verify FILE needs no vault for them. A table in CSV carries no signature and cannot be verified.\n--since and --until leave a range without gaps, --filter a selection.\n\nExamples:\n  orgkey --vault example.orgvault audit export --to audit.jsonl\n  orgkey --vault example.orgvault audit export --to november.csv --since 2026-11-01 --until 2026-11-30"
    )]
    Export(AuditExport),
    /// Verify the hash chain from the first entry to the last, of the vault or of an exported file
    #[command(
        after_help = "With FILE alone neither vault nor passphrase is needed; with --vault too, the log of the vault must lead to that of the file. Compare the identity that is shown with the one that was noted when the vault was made.\n\nExamples:\n  orgkey --vault example.orgvault audit verify\n  orgkey audit verify audit.jsonl\n  orgkey --vault example.orgvault audit verify audit.jsonl\n  orgkey --vault example.orgvault audit verify --head 42:9f86d081884c7d65"
    )]
    Verify {
        /// Log that audit export wrote as JSON lines
        file: Option<PathBuf>,
        /// Head that was noted elsewhere, with the first 16 digits of its hash or more, as receipts show them
        #[arg(long, value_name = "SEQ:HASH", value_parser = values::head, conflicts_with = "file")]
        head: Option<(u64, String)>,
    },
}

#[derive(Args)]
pub struct AuditExport {
    /// File to write
    #[arg(long, value_name = "FILE", value_parser = values::target)]
    pub to: PathBuf,
    /// Form of the file; without it CSV where its name ends in .csv, else JSON lines
    #[arg(long, value_enum)]
    pub format: Option<AuditForm>,
    /// Without entries from before that day
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub since: Option<Timestamp>,
    /// Without entries from after that day
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub until: Option<Timestamp>,
    /// Only entries with this text in action, subject, administrator or detail
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
    /// Replace the file that stands there
    #[arg(long)]
    pub overwrite: bool,
}

/// Form of an exported log.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AuditForm {
    /// JSON lines, signed
    Jsonl,
    /// A table for a spreadsheet, unsigned
    Csv,
}
