use crate::arguments::values::{day, one_of, serial};
use clap::{ArgGroup, Args, builder::TypedValueParser};
use orgkey_types::Timestamp;
use orgkey_wire::RevocationReason;
use std::path::PathBuf;

/// One certificate of a CA.
#[derive(Args)]
pub struct CaSerial {
    /// Name or id of the CA
    pub name: String,
    /// Serial number, hexadecimal; colons and spaces do not matter
    #[arg(long, value_name = "S", value_parser = serial)]
    pub serial: String,
}

/// One certificate that a CA has issued, here or before it came into this vault.
#[derive(Args)]
#[group(skip)]
#[command(group(ArgGroup::new("which").args(["serial", "certificate"]).required(true)))]
pub struct CaIssuedOne {
    /// Name or id of the CA
    pub name: String,
    /// Serial number, hexadecimal; colons and spaces do not matter
    #[arg(long, value_name = "S", value_parser = serial)]
    pub serial: Option<String>,
    /// The certificate itself: one that the CA issued before it came into this vault is entered as issued first
    #[arg(long, value_name = "FILE")]
    pub certificate: Option<PathBuf>,
}

#[derive(Args)]
pub struct CaRevocation {
    #[command(flatten)]
    pub which: CaIssuedOne,
    /// Why
    #[arg(long, value_name = "R", default_value = "unspecified", value_parser = reason())]
    pub reason: RevocationReason,
    /// Since when the key may have been in wrong hands: a date
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub invalid_since: Option<Timestamp>,
}

/// What a certificate is revoked for here: hold is a verb of its own, and two reasons stand in foreign lists only.
fn reason() -> impl TypedValueParser {
    let given = |reason: &&RevocationReason| reason.is_given_here() && **reason != RevocationReason::CertificateHold;
    one_of::<RevocationReason>(RevocationReason::ALL.iter().filter(given).map(|reason| reason.name()))
}
