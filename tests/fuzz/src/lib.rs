//! Fuzz targets over everything that reads foreign bytes, and the files that each starts from.
//!
//! A program of `src/bin` is one target under libFuzzer: `fuzz-certificate FOLDER -max_total_time=60` makes its first
//! inputs in the folder and goes on from there. `cargo xtask test --only fuzz` builds all with coverage and runs each
//! for a bounded time. An input that was found to break something becomes a row in the tests of the room that it broke.
//!
//! Deliberately absent: a committed corpus. The first inputs are made anew each time, so they follow the formats.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod entry;
mod seeds;
mod targets;

pub use seeds::write_seeds;
pub use targets::{
    Target, certificate, certificate_request, openpgp_inspect, pkcs12_inspect_open, revocation_list, x509_read_any,
};
