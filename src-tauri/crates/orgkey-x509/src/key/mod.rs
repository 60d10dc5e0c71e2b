//! Keys: kinds, making, opening, and what is public of them. All arithmetic is OpenSSL's.

mod form;
mod kind;
mod opening;
mod private;
mod public;

pub use kind::KeyKind;
pub(crate) use kind::word;
pub(crate) use opening::{is_encrypted, is_private_key};
pub use private::PrivateKey;
pub use public::PublicKey;
