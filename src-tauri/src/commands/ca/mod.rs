//! The Organizational CA, a file per use case under the stems of `orgkey-core/src/ca`.

pub(crate) mod create;
pub(crate) mod crl;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod install;
pub(crate) mod issue;
pub(crate) mod issued;
pub(crate) mod list;
pub(crate) mod renew;
pub(crate) mod replace;
pub(crate) mod request;
pub(crate) mod revoke;
pub(crate) mod validate;

use crate::{Console, grants::Purpose};
use orgkey_core::{ca::CaFile, read_key_file};
use orgkey_types::Outcome;
use orgkey_wire::{CertificateFormat, name_of};
use std::path::PathBuf;

pub(super) fn ending(format: CertificateFormat) -> &'static str {
    match format {
        CertificateFormat::Der => "cer",
        CertificateFormat::Pem => "pem",
        CertificateFormat::P7b => "p7b",
    }
}

/// The path of a ticket for writing, where there is a ticket.
pub(super) fn target_of(console: &Console, ticket: Option<&str>) -> Outcome<Option<PathBuf>> {
    ticket.map(|ticket| console.grants().look(ticket, Purpose::Write)).transpose()
}

/// What the ticket of a file for reading stands for, where there is a ticket.
fn file_of(console: &Console, ticket: Option<&str>) -> Outcome<Option<Vec<u8>>> {
    // A locked vault reads nothing.
    console.on_vault(|_, _| Ok(()))?;
    let path = ticket.map(|ticket| console.grants().look(ticket, Purpose::Read)).transpose()?;
    path.as_deref().map(read_key_file).transpose()
}

/// The files of tickets for reading: name and bytes.
pub(super) fn files_of(console: &Console, tickets: &[String]) -> Outcome<Vec<(String, Vec<u8>)>> {
    // A locked vault reads nothing.
    console.on_vault(|_, _| Ok(()))?;
    let read = |ticket: &String| {
        let path = console.grants().look(ticket, Purpose::Read)?;
        Ok((name_of(&path), read_key_file(&path)?))
    };
    tickets.iter().map(read).collect()
}

pub(super) fn borrowed(files: &[(String, Vec<u8>)]) -> Vec<CaFile<'_>> {
    files.iter().map(|(name, bytes)| CaFile { name, bytes }).collect()
}
