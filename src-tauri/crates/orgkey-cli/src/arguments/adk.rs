//! `orgkey adk …`: the Additional Decryption Key.

use clap::Subcommand;
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum AdkVerb {
    /// Attach the public key of a file; it takes the place of the one before
    #[command(
        after_help = "Keys that the server makes or renews for users name it from then on; the maintenance run puts it in the place of an earlier one.\nThe key must be of version 4, able to encrypt, and better never end.\n\nExamples:\n  orgkey --vault example.orgvault adk set adk-public.asc --dry-run\n  orgkey --vault example.orgvault adk set adk-public.asc"
    )]
    Set {
        /// File with the public key
        file: PathBuf,
        /// Only tell what it would mean
        #[arg(long)]
        dry_run: bool,
    },
    /// Show the one in use
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault adk show")]
    Show,
    /// Count the users' keys by the one that they name
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault adk coverage")]
    Coverage,
    /// Take it out of use; the maintenance run takes it out of users' keys
    #[command(after_help = "Example:\n  orgkey --vault example.orgvault adk remove --confirm 1C77E04D2A9683F5")]
    Remove {
        /// Its key ID
        #[arg(long, value_name = "KEYID")]
        confirm: String,
    },
}
