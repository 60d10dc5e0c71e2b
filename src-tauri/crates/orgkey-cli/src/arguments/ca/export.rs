use crate::arguments::{
    Writing,
    ca::FORMATS,
    values::{one_of, serial, target, yes_or_no},
};
use clap::{ArgAction, Args};
use orgkey_wire::{CaCertificate, CaPreset, CaPresetView, CertificateFormat};
use std::path::PathBuf;

#[derive(Args)]
pub struct CaExport {
    /// Name or id of the CA
    pub name: String,
    /// Do you want to export the private key?
    #[arg(long, value_name = "yes|no", value_parser = yes_or_no(), action = ArgAction::Set)]
    pub private_key: bool,
    /// File to write
    #[arg(long, value_name = "FILE", value_parser = target)]
    pub to: PathBuf,
    /// With the private key: how the file is protected, and who opens it (see below)
    #[arg(long, default_value = "modern", value_parser = one_of::<CaPreset>(CaPreset::ALL.map(CaPreset::name)))]
    pub preset: CaPreset,
    /// Take six or more ASCII letters and digits as password, as Certificate Server does
    #[arg(long)]
    pub vendor_compatible_password: bool,
    /// Without the private key: which certificate of the CA; self-signed where none is named
    #[arg(long, value_parser = one_of::<CaCertificate>(CERTIFICATES))]
    pub certificate: Option<CaCertificate>,
    /// Without the private key: the issued certificate with this serial number, as ca issued shows it; beside
    /// --certificate which one of several, instead of the nearest or newest
    #[arg(long, value_name = "S", value_parser = serial)]
    pub serial: Option<String>,
    /// Without the private key: form of the file
    #[arg(long, default_value = "pem", value_parser = one_of::<CertificateFormat>(FORMATS))]
    pub format: CertificateFormat,
    #[command(flatten)]
    pub writing: Writing,
}

const CERTIFICATES: &[&str] = &["self-signed", "public-key", "cross", "chain", "former"];

/// The presets with the programs that open them, from the rows that `tests/interop` measures.
pub fn help() -> String {
    let row = |preset: CaPresetView| {
        let (name, opens_in) = (preset.preset.name(), preset.opens_in.join(", "));
        format!("  {name:7} {}\n          opens in {opens_in}\n", preset.protection)
    };
    let presets: String = CaPresetView::all("rsa3072").into_iter().map(row).collect();
    format!(
        "{QUESTION}\n\nPresets, with an RSA key and an ordinary password (--dry-run tells it for yours):\n{presets}\n{EXAMPLES}"
    )
}

const QUESTION: &str = "Do you want to export the private key? yes writes a PKCS#12 file with the key and both certificates: the backup. no writes one certificate: of the CA (self-signed, public-key), by the CA that it replaced (cross), of those above it (chain), or from before a renewal (former); or, by its serial number, one that the CA has issued.";
const EXAMPLES: &str = "Examples:\n  orgkey --vault example.orgvault ca export \"Tree CA\" --private-key yes --to /media/usb/tree-ca.pfx\n  orgkey --vault example.orgvault ca export \"Tree CA\" --private-key yes --to tree-ca.pfx --preset legacy --vendor-compatible-password\n  orgkey --vault example.orgvault ca export \"Tree CA\" --private-key no --certificate self-signed --to tree-ca.pem\n  orgkey --vault example.orgvault ca export \"Tree CA 2\" --private-key no --certificate cross --to cross.pem\n  orgkey --vault example.orgvault ca export \"Tree CA\" --private-key no --serial 7F3A91C0 --to mail.p7b --format p7b";
