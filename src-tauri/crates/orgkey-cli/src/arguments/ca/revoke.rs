use crate::arguments::values::{day, one_of, serial};
use clap::Args;
use orgkey_types::Timestamp;
use orgkey_wire::RevocationReason;

/// One certificate of a CA.
#[derive(Args)]
pub struct CaSerial {
    /// Name or id of the CA
    pub name: String,
    /// Serial number, hexadecimal; colons and spaces do not matter
    #[arg(long, value_name = "S", value_parser = serial)]
    pub serial: String,
}

#[derive(Args)]
pub struct CaRevocation {
    #[command(flatten)]
    pub which: CaSerial,
    /// Why
    #[arg(long, value_name = "R", default_value = "unspecified", value_parser = one_of::<RevocationReason>(REASONS))]
    pub reason: RevocationReason,
    /// Since when the key may have been in wrong hands: a date
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub invalid_since: Option<Timestamp>,
}

/// Hold is a verb of its own.
const REASONS: &[&str] = &[
    "unspecified",
    "key-compromise",
    "ca-compromise",
    "affiliation-changed",
    "superseded",
    "cessation-of-operation",
    "privilege-withdrawn",
];
