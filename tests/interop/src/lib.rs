//! Other OpenPGP programs as judges of our files, and us as a judge of theirs. Each judge has a folder of its own that
//! is gone afterwards; passphrases travel in files or through a terminal, never as arguments.
//!
//! | judge | what it is |
//! |---|---|
//! | [`Gpg`] | GnuPG 2.2: the floor that every compatible file must pass |
//! | [`Sq`] | Sequoia's `sq` of Debian 12, with another cryptographic library than ours |
//! | [`OpenPgpJs`] | OpenPGP.js 6 on Node: RFC 9580 with version 6 keys, Argon2 and OCB |
//! | [`Rpgp`] | rPGP 0.21 on RustCrypto: the same and post-quantum keys (RFC 9980) |
//!
//! Programs for PKCS#12 files are in [`pkcs12`], mail programs in [`smime`]; what checks certificates and lists is in [`pkilint`].
//!
//! A judge that is not installed is a failed test, never a skipped one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod gpg;
mod judge;
mod openpgpjs;
pub mod pkcs12;
pub mod pkilint;
mod rpgp;
mod run;
pub mod smime;
mod sq;
mod vault;

pub use gpg::{Gpg, TrustingRing};
pub use judge::{Judge, KEYPAIR_PASSPHRASE, MESSAGE, Verdict, judge};
pub use openpgpjs::OpenPgpJs;
pub use rpgp::Rpgp;
pub use run::{Ran, run};
pub use sq::Sq;
pub use vault::{Files, Vault};
