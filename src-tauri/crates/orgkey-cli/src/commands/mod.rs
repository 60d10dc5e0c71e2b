//! One file per use case, under the stems of `orgkey-core`.

mod adk;
mod administrator;
mod audit;
mod backup;
mod ca;
mod create;
mod export;
mod generate;
mod health;
mod import;
mod inspect;
mod keys;
mod maintenance;
mod org_cert;
mod register;
mod renew;
mod replace;
mod user;
mod vault;

use crate::{
    answer::Answer,
    arguments::{Command, KeyVerb, VaultVerb},
    process::Session,
};
use orgkey_types::Outcome;
use std::path::{Path, PathBuf};

/// Leads a call to its use case.
pub fn run(command: Command, session: Session) -> Outcome<Answer> {
    match command {
        Command::Vault(verb) => run_vault(verb, session),
        Command::OrgKey(verb) => run_key(verb, session),
        Command::OrgCert(verb) => org_cert::run(verb, &session),
        Command::Ca(verb) => ca::run(verb, &session),
        Command::User(verb) => user::run(verb, &session),
        Command::Adk(verb) => adk::run(verb, &session),
        Command::Maintenance(verb) => maintenance::run(verb, &session),
        Command::Backup(verb) => backup::run(verb, &session),
        Command::Register(verb) => register::run(verb, &session),
        Command::Admin(verb) => administrator::run(verb, &session),
        Command::Audit(verb) => audit::run(verb, &session),
        Command::Health(wanted) => health::run(&session, &wanted),
        Command::Inspect { file } => inspect::inspect(&session, &file),
    }
}

fn run_vault(verb: VaultVerb, session: Session) -> Outcome<Answer> {
    match verb {
        VaultVerb::Create { dir, organization, domains, derivation } => {
            create::create(&session, &dir, organization, domains, derivation)
        }
        VaultVerb::Status(_) => vault::status(&session),
        VaultVerb::Check(_) => vault::check(&session),
        VaultVerb::LockInfo(_) => vault::lock_info(&session),
        VaultVerb::Passwd { folder: _, new_passphrase_file, derivation } => {
            vault::passwd(&session, new_passphrase_file.as_deref(), derivation)
        }
    }
}

fn run_key(verb: KeyVerb, session: Session) -> Outcome<Answer> {
    match verb {
        KeyVerb::Generate { user_id, algorithm, profile, expires, dry_run } => {
            generate::generate(session, orgkey_core::GenerateKey { user_id, algorithm, profile, expires }, dry_run)
        }
        KeyVerb::List => keys::list(session),
        KeyVerb::Show { id } => keys::show(session, id.as_deref()),
        KeyVerb::Export(wanted) => export::export(&session, &wanted),
        KeyVerb::Import(wanted) => import::import(&session, &wanted),
        KeyVerb::Settings { renew_lead, user_signature } => renew::settings(&session, renew_lead, user_signature),
        KeyVerb::Renew { dry_run } => renew::renew(&session, dry_run),
        KeyVerb::Replace(wanted) => replace::replace(&session, &wanted),
    }
}

/// The path from the root: what a register or a message says holds tomorrow too.
fn whole(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
