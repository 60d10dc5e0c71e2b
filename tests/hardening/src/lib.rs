//! What the hardening tests stand on: the built program, its system calls under `strace`, a place with a vault that can
//! be copied, and searches for secrets in files and in memory.
//!
//! The tests attack the program from outside, as a power cut, a full disk, a damaged medium or a thief of memory would;
//! what it has left is then judged in this process by `orgkey-core`.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

pub mod ca;
pub mod child;
pub mod cuts;
pub mod judge;
pub mod memory;
pub mod org_cert;
pub mod place;
pub mod power;
pub mod program;
pub mod random_kills;
pub mod search;
pub mod slots;
pub mod strace;
mod system_calls;
pub mod tracer;
pub mod users;
