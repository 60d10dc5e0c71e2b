//! The Organization Certificate, a file per use case under the stems of `orgkey-core/src/org_cert`.

mod crl;
mod export;
mod generate;
mod import;
mod install;
mod list;
mod pack;
mod request;
mod settings;

pub use crl::*;
pub use export::*;
pub use generate::*;
pub use import::*;
pub use install::*;
pub use list::*;
pub use pack::*;
pub use request::*;
pub use settings::*;
