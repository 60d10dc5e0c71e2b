//! The crate from outside: kinds of keys, foreign files, damage, hostile input, bytes kept, merging and renewal.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod adk;
mod bytes_kept;
mod craft;
mod damage;
mod foreign;
mod hostile;
mod kinds;
mod matching;
mod merging;
mod passphrases;
mod proving;
mod renewal;
mod users;
