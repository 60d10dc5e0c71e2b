use crate::arguments::{
    Writing,
    ca::FORMATS,
    values::{one_of, target},
};
use clap::Args;
use orgkey_wire::{CertificateFormat, CertificateTemplate};
use std::path::PathBuf;

#[derive(Args)]
pub struct CaIssue {
    /// Name or id of the CA
    pub name: String,
    /// The certificate signing request: PEM or DER
    #[arg(long, value_name = "FILE")]
    pub csr: PathBuf,
    /// What the certificate is for
    #[arg(long, value_name = "T", default_value = "server", value_parser = one_of::<CertificateTemplate>(CertificateTemplate::ALL.iter().map(|template| template.name())))]
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
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run", value_parser = target)]
    pub to: Option<PathBuf>,
    /// Form of the file
    #[arg(long, default_value = "pem", value_parser = one_of::<CertificateFormat>(FORMATS))]
    pub format: CertificateFormat,
    #[command(flatten)]
    pub writing: Writing,
}
