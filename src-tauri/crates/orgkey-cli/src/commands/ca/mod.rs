//! `orgkey ca …`, a file per use case under the stems of `orgkey-core/src/ca`.

mod create;
pub(super) mod crl;
pub(super) mod export;
mod import;
mod install;
mod issue;
mod issued;
mod list;
mod renew;
mod replace;
mod request;
mod revoke;
pub(super) mod text;
mod validate;

use super::whole;
use crate::{answer::Answer, arguments::ca::CaVerb, process::Session};
use orgkey_core::{ca::CaFile, read_key_file};
use orgkey_types::Outcome;
use orgkey_wire::name_of;
use std::path::PathBuf;

/// Leads a call to its use case.
pub fn run(verb: CaVerb, session: &Session) -> Outcome<Answer> {
    match verb {
        CaVerb::Create(wanted) => create::create(session, &wanted),
        CaVerb::Install { name, files } => install::install(session, &name, &files),
        CaVerb::Request { name, csr, overwrite } => request::request(session, &name, &csr, overwrite),
        CaVerb::List => list::list(session),
        CaVerb::Show { name } => list::show(session, name.as_deref()),
        CaVerb::Validate { name, certificate, serial } => {
            validate::validate(session, name.as_deref(), certificate.as_deref(), serial.as_deref())
        }
        CaVerb::Export(wanted) => export::export(session, &wanted),
        CaVerb::Restore { file, how } => import::import(session, &[file], &how),
        CaVerb::Import { files, how } => import::import(session, &files, &how),
        CaVerb::Issue(wanted) => issue::issue(session, &wanted),
        CaVerb::Issued(wanted) => issued::issued(session, &wanted),
        CaVerb::Revoke(wanted) => revoke::revoke(session, &wanted.which, wanted.reason, wanted.invalid_since),
        CaVerb::Hold { which } => revoke::revoke(session, &which, orgkey_wire::RevocationReason::CertificateHold, None),
        CaVerb::Release { which } => revoke::release(session, &which),
        CaVerb::Crl(wanted) => crl::crl(session, &wanted),
        CaVerb::Renew { name, valid, dry_run } => renew::renew(session, &name, &valid, dry_run),
        CaVerb::Replace(wanted) => replace::replace(session, &wanted),
    }
}

/// The files: name and bytes.
pub(super) fn read_all(paths: &[PathBuf]) -> Outcome<Vec<(String, Vec<u8>)>> {
    paths.iter().map(|path| Ok((name_of(path), read_key_file(path)?))).collect()
}

pub(super) fn borrowed(files: &[(String, Vec<u8>)]) -> Vec<CaFile<'_>> {
    files.iter().map(|(name, bytes)| CaFile { name, bytes }).collect()
}
