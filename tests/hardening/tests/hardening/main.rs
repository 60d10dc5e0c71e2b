//! Attacks on the built program `orgkey` from outside.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, clippy::print_stderr)]

mod corruption;
mod faults;
mod kill;
mod kill_backup;
mod kill_ca;
mod kill_maintenance;
mod kill_org_cert;
mod kill_user;
mod killed;
mod modes;
mod operations;
mod order;
mod power;
mod scan;
mod secrets;
mod writers;
