//! The vocabulary that every other crate shares: keys, fingerprints, validity, secrets and the closed list of
//! error codes. No I/O, no cryptography, no clock: what is here can be built and compared anywhere.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod algorithm;
mod code;
mod failure;
mod fingerprint;
mod key;
mod key_mode;
mod passphrase;
mod rights;
mod role;
mod secret;
mod time;

pub use algorithm::{Algorithm, Profile};
pub use code::Code;
pub use failure::{Failure, Outcome};
pub use fingerprint::Fingerprint;
pub use key::{Component, KeySummary, Legacy, Protection, SecretPart, Usability, Use};
pub use key_mode::KeyMode;
pub use passphrase::Passphrase;
pub use rights::{Area, Grant, Right, Rights};
pub use role::{RIGHTS_OF_ROLES, Role};
pub use secret::Secret;
pub use time::{Expiry, Period, Timestamp};
