//! What `orgkey-vault` promises, through its public face and on a real file system.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod audit;
mod creating;
mod keys;
mod passphrases;
mod processes;
mod slots;
mod support;
mod unlocking;
