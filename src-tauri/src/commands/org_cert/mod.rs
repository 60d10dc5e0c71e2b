//! The Organization Certificate, a file per use case under the stems of `orgkey-core/src/org_cert`.

pub(crate) mod crl;
pub(crate) mod export;
pub(crate) mod generate;
pub(crate) mod import;
pub(crate) mod install;
pub(crate) mod list;
pub(crate) mod pack;
pub(crate) mod request;
pub(crate) mod settings;
