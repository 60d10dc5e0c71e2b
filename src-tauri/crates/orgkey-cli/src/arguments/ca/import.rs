use clap::Args;

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
