//! The Organizational CA, a file per use case under the stems of `orgkey-core/src/ca`.

mod certificate;
mod create;
mod crl;
mod export;
mod import;
mod install;
mod issue;
mod issued;
mod list;
mod pkcs12;
mod preset;
mod renew;
mod replace;
mod request;
mod revoke;
mod validate;

pub use certificate::*;
pub(crate) use create::key_label;
pub use create::*;
pub use crl::*;
pub use export::*;
pub use import::*;
pub use install::*;
pub use issue::*;
pub use issued::*;
pub use list::*;
pub use pkcs12::*;
pub use preset::*;
pub(crate) use preset::{opens_in, protection};
pub use renew::*;
pub use replace::*;
pub use request::*;
pub use revoke::*;
pub use validate::*;
