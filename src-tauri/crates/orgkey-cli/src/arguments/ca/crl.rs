use crate::arguments::{
    Writing,
    values::{one_of, target},
};
use clap::Args;
use orgkey_wire::CertificateFormat;
use std::path::PathBuf;

#[derive(Args)]
pub struct CaCrl {
    /// Name or id of the CA
    pub name: String,
    /// File to write
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run", value_parser = target)]
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
    #[command(flatten)]
    pub writing: Writing,
}

const LIST_FORMATS: &[&str] = &["der", "pem"];
