//! What `orgkey-vault` promises, through its public face and on a real file system.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, clippy::type_complexity, missing_docs)]
// The second process answers the first on its standard output.
#![allow(clippy::print_stdout)]

mod administrators;
mod audit;
mod cas;
mod creating;
mod identity;
mod issued;
mod keys;
mod maintenance;
mod passphrases;
mod processes;
mod slots;
mod support;
mod unlocking;
mod users;
