//! Values as they are typed: what is wrong with one is told before a vault is opened.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use orgkey_types::{Algorithm, Expiry, Fingerprint, Grant, Profile, Role, Timestamp};
use orgkey_wire::{ExportPreset, Operation};
use serde::de::DeserializeOwned;
use std::path::PathBuf;

pub fn algorithm(text: &str) -> Result<Algorithm, String> {
    let names: Vec<&str> = Algorithm::ALL.iter().map(|algorithm| algorithm.name()).collect();
    text.parse().map_err(|_| format!("one of {}", names.join(", ")))
}

pub fn profile(text: &str) -> Result<Profile, String> {
    text.parse().map_err(|_| "v4 or v6".to_owned())
}

pub fn expiry(text: &str) -> Result<String, String> {
    text.parse::<Expiry>()
        .map(|_| text.to_owned())
        .map_err(|_| "a period like 1y, 18m or 30d, a date like 2027-05-01, or never".to_owned())
}

pub fn day(text: &str) -> Result<Timestamp, String> {
    match text.parse::<Expiry>() {
        Ok(Expiry::On(day)) => Ok(day),
        _ => Err("a date like 2026-11-01".to_owned()),
    }
}

/// The rest of what a serial number may be (RFC 5280 §4.1.2.2) is the core's to say.
pub fn serial(text: &str) -> Result<String, String> {
    let known = |letter: char| letter.is_ascii_hexdigit() || matches!(letter, ':' | ' ');
    match text.chars().all(known) && text.chars().any(|letter| letter.is_ascii_hexdigit()) {
        true => Ok(text.to_owned()),
        false => Err("hexadecimal digits, as ca issued shows them".to_owned()),
    }
}

/// The end of an audit log as receipts show it: number and hash, which the window cuts after 16 digits.
pub fn head(text: &str) -> Result<(u64, String), String> {
    let (seq, hash) = text.split_once(':').unwrap_or_default();
    let hexadecimal = (16..=64).contains(&hash.len()) && hash.chars().all(|letter| letter.is_ascii_hexdigit());
    match seq.parse() {
        Ok(seq) if hexadecimal && seq > 0 => Ok((seq, hash.to_ascii_lowercase())),
        _ => Err("SEQ:HASH, the number of an entry and at least 16 hexadecimal digits of its hash".to_owned()),
    }
}

pub fn fingerprint(text: &str) -> Result<Fingerprint, String> {
    text.parse().map_err(|_| "40 or 64 hexadecimal digits".to_owned())
}

pub fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_| format!("one of {}", Role::ALL.map(Role::name).join(", ")))
}

pub fn grant(text: &str) -> Result<Grant, String> {
    let known = || Grant::all().map(|grant| grant.to_string()).collect::<Vec<_>>().join(", ");
    text.parse().map_err(|_| format!("one of {}", known()))
}

pub fn operation(text: &str) -> Result<Operation, String> {
    let known = || Operation::all().map(Operation::name).collect::<Vec<_>>().join(", ");
    text.parse().map_err(|_| format!("one of {}", known()))
}

/// A file to write. Standard output is none: what is written is read back before the answer says that it is there, and
/// a backup is proven with what was read.
pub fn target(text: &str) -> Result<PathBuf, String> {
    match text {
        "-" => Err("standard output cannot be read back and proven; name a file (./- for one of that name)".to_owned()),
        _ => Ok(PathBuf::from(text)),
    }
}

/// One of these words, as the shape of the same name spells them in JSON.
pub fn one_of<T: DeserializeOwned + Clone + Send + Sync + 'static>(
    words: impl IntoIterator<Item = impl Into<PossibleValue>>,
) -> impl TypedValueParser {
    PossibleValuesParser::new(words).try_map(|word| serde_json::from_value::<T>(word.into()))
}

/// How a keypair file is protected.
pub fn export_preset() -> impl TypedValueParser {
    one_of::<ExportPreset>(["modern", "compatible"])
}

pub fn yes_or_no() -> impl TypedValueParser {
    PossibleValuesParser::new(["yes", "no"]).map(|word| word == "yes")
}
