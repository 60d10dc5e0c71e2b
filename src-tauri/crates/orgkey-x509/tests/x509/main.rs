//! What `orgkey-x509` promises, judged by the openssl program and by x509-parser as a second reader.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod bench;
mod dates;
mod files;
mod hostile_bytes;
mod hostile_names;
mod issuing;
mod keys;
mod lints;
mod lists;
mod pss;
mod replacing;
mod second_reader;
mod serials;
mod validation;
