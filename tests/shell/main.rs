//! The border between page and program, without a window: every command through the mock runtime and the real
//! access-control list.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod adk;
mod administrator;
mod audit;
mod backup;
mod ca;
mod console;
mod hostile;
mod journey;
mod list;
mod locked;
mod maintenance;
mod org_cert;
mod register;
mod user;
