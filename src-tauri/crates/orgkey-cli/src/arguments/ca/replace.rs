use super::NewCaKey;
use clap::Args;

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
    #[command(flatten)]
    pub key: NewCaKey,
    /// Only show what it would mean
    #[arg(long)]
    pub dry_run: bool,
}
