//! `orgkey register …`: where each copy lies, and whether it still restores.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum RegisterVerb {
    /// List the copies, newest first
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault register list")]
    List,
    /// Read a copy from its medium, open it and use it
    #[command(
        after_help = "The file must be the one that was proven, byte for byte. One that is not counts as a backup no more.\n\nExamples:\n  orgkey --vault example.orgvault register drill org-key.asc --file-passphrase-file pass.txt\n  orgkey --vault example.orgvault register drill 3F9A --medium /media/usb\n  orgkey --vault example.orgvault register drill --all --medium /media/usb"
    )]
    Drill(Drill),
    /// Note that a copy was destroyed; the file is not touched
    #[command(
        after_help = "Example:\n  orgkey --vault example.orgvault register retire org-key.asc --reason \"stick shredded\""
    )]
    Retire {
        /// Id, its beginning, or file name
        copy: String,
        /// Why and how it was destroyed
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Would today's copies bring everything back?
    #[command(
        after_help = "Exit code 0: yes. 1: no, or a proof is older than 90 days.\n\nExample:\n  orgkey --vault example.orgvault register would-restore"
    )]
    WouldRestore,
}

#[derive(Args)]
pub struct Drill {
    /// Id, its beginning, or file name
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub copy: Option<String>,
    /// Every copy that lies at its place; with --medium every one that lies there
    #[arg(long)]
    pub all: bool,
    /// Folder where the medium is mounted today
    #[arg(long, value_name = "DIR")]
    pub medium: Option<PathBuf>,
    /// Only look whether the file is there and unchanged
    #[arg(long)]
    pub dry_run: bool,
}
