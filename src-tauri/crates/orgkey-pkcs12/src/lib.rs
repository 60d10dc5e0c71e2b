//! PKCS#12 for OrgKey Console: bytes in, bytes out. The only crate that names `p12`.
//!
//! | module | what it does |
//! |---|---|
//! | [`inspect`] | says what is in a file, without a password |
//! | [`open`] | checks the MAC and gives keys and certificates |
//! | [`write`] | makes a file in one of three presets |
//! | [`opens_in`] | says which programs open such a file, as measured |
//!
//! Invariants:
//! - Bounded before trusted: size, depth, elements, bags and the sum of all rounds (`limits`) are checked before a
//!   password is asked for.
//! - Nothing comes out of a file whose MAC does not hold; one without MAC is opened only on purpose.
//! - Old algorithms are read, and written only by the preset that is named after them.
//! - Certificates leave byte for byte as they came. Whether a key fits its certificate is not decided here.
//! - `p12` writes the legacy form and never reads: it hangs on crafted counts.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod bags;
mod ber;
mod cipher;
mod hash;
mod inspect;
mod legacy;
mod limits;
mod mac;
mod oids;
mod open;
mod opens_in;
mod opens_in_rows;
mod password;
mod pfx;
mod preset;
mod scheme;
#[cfg(test)]
mod tests;
mod write;

pub use inspect::{BagInfo, BagKind, Encoding, Inspection, MacInfo, MacKind, Protection, SafeInfo, inspect};
pub use open::{OpenPolicy, Opened, OpenedCertificate, OpenedKey, open};
pub use opens_in::{OpensIn, PasswordKind, opens_in};
pub use pfx::begins_as_pkcs12;
pub use preset::Preset;
pub use write::{Contents, NamedCertificate, write};
