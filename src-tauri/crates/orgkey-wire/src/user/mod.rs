//! Managed Keys, a file per use case under the stems of `orgkey-core/src/user`.

mod add;
mod bundle;
mod certificate;
mod contact;
mod delete;
mod export;
mod import;
mod list;

pub use add::*;
pub use bundle::*;
pub use certificate::*;
pub use contact::*;
pub use delete::*;
pub use export::*;
pub use import::*;
pub use list::*;
