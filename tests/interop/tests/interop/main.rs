//! Every kind of key before every judge, in both directions. What is measured here is what the window says of a file
//! ("opens in"): each row compares the two.
// What each judge said stands in the log of the run.
#![allow(clippy::print_stderr)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod made_elsewhere;
mod made_here;
mod maintenance;
mod pkcs12;
mod pkilint;
mod server_backup;
mod smime;
