//! The maintenance run, a file per use case under the stems of `orgkey-core/src/maintenance`.

pub(crate) mod run;
pub(crate) mod settings;
pub(crate) mod status;
