//! The maintenance run, a file per use case under the stems of `orgkey-core/src/maintenance`.

mod run;
mod settings;
mod status;

pub use run::*;
pub use settings::*;
pub use status::*;
