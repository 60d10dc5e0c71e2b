use crate::arguments::{
    Writing,
    values::{one_of, target},
};
use clap::Args;
use orgkey_wire::CaKeyKind;
use std::path::PathBuf;

#[derive(Args)]
pub struct CaCreation {
    /// Name in the vault
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// Distinguished name, as RFC 4514 writes it: CN=Tree CA,O=Example
    #[arg(long, value_name = "DN")]
    pub subject: String,
    #[command(flatten)]
    pub key: NewCaKey,
    /// How many CAs may stand below it; no bound without it
    #[arg(long, value_name = "N")]
    pub path_length: Option<u8>,
    /// Address at which its revocation list will lie; may be given several times
    #[arg(long = "crl-point", value_name = "URI")]
    pub crl_points: Vec<String>,
    /// Ask a superior CA for the Public Key Certificate
    #[arg(long, requires = "csr")]
    pub subordinate: bool,
    /// File for the request to the superior CA
    #[arg(long, value_name = "FILE", requires = "subordinate", value_parser = target)]
    pub csr: Option<PathBuf>,
    #[command(flatten)]
    pub writing: Writing,
}

/// The key and the end of a new CA.
#[derive(Args)]
pub struct NewCaKey {
    /// Kind of key
    #[arg(long, value_name = "K", default_value = "rsa3072", value_parser = one_of::<CaKeyKind>(CaKeyKind::ALL.iter().map(|kind| kind.name())))]
    pub key: CaKeyKind,
    /// End: a period (10y) or a date
    #[arg(long, value_name = "P", default_value = "10y")]
    pub valid: String,
    /// The private key may never leave the vault; cannot be changed later
    #[arg(long)]
    pub not_exportable: bool,
}
