//! Managed Keys, a file per use case under the stems of `orgkey-core/src/user`.

pub(crate) mod add;
pub(crate) mod bundle;
pub(crate) mod certificate;
pub(crate) mod contact;
pub(crate) mod delete;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod list;
