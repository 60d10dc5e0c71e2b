//! X.509 for OrgKey Console: the only crate that names rcgen and x509-cert.
//!
//! | module | what it does |
//! |---|---|
//! | [`PrivateKey`], [`PublicKey`] | make, open, hold and use keys, through the one OpenSSL of the program |
//! | [`Certificate`], [`Request`], [`RevocationList`] | read foreign bytes; [`read_any`] finds them in any file |
//! | [`self_signed`], [`public_key_certificate`], [`renewed`], [`cross_certificate`] | certificates of a CA |
//! | [`issue`], [`revocation_list`], [`request`] | what a CA, or a CA to be, signs |
//! | [`chain`], [`validate`], [`lint`], [`probe`] | judge |
//!
//! Invariants:
//! - The bytes are the truth. A name, key or extension that was read is copied, never encoded anew; what is shown of
//!   it is derived.
//! - Foreign bytes are bounded before they are used (`limits`), and never make this crate panic.
//! - Nothing is signed that lies outside its issuer's validity, path length or key.
//! - No files, no clock: time comes in as an argument. Randomness only where a key or a serial number is made.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod alternative_name;
mod asn1;
mod authority;
mod certificate;
mod chain;
mod dates;
mod extension;
mod file;
mod issue;
mod key;
mod limits;
mod lint;
mod name;
mod oid;
mod probe;
mod request;
mod revocation;
mod serial;
mod signing;
mod summary;
mod template;
mod validate;

pub use alternative_name::AlternativeName;
pub use authority::{CaProfile, Issuer, cross_certificate, public_key_certificate, renewed, self_signed};
pub use certificate::Certificate;
pub use chain::chain;
pub use dates::{Validity, clamp};
pub use file::{Found, FoundKey, p7b, pem, read_any};
pub use issue::{Applicant, Issuance, check_crl_points, issue};
pub use key::{KeyKind, PrivateKey, PublicKey};
pub use lint::{LintFinding, Severity, lint};
pub use name::Name;
pub use probe::probe;
pub use request::{Request, Wanted, request};
pub use revocation::{ListNumber, RevocationList, RevocationReason, RevokedEntry, revocation_list};
pub use serial::Serial;
pub use summary::CertificateSummary;
pub use template::Template;
pub use validate::{GivenList, Link, Revocation, Validation, ValidationReason, validate};
