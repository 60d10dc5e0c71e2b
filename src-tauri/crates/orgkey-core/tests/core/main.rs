//! The use cases from outside, a module for each. The clock is an argument, the vault is real, and after everything
//! that is refused the vault must hold what it held before.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod adk;
mod administrator;
mod audit;
mod backup;
mod ca;
mod create;
mod export;
mod export_proof;
mod generate;
mod health;
mod home;
mod import;
mod import_foreign;
mod import_known;
mod import_refusals;
mod inspect;
mod interrupted;
mod keys;
mod maintenance;
mod org_cert;
mod passphrase;
mod register;
mod replace;
mod settings;
mod unlock;
mod user;
