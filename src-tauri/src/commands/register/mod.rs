//! The register of copies, a file per use case under the stems of `orgkey-core/src/register`.

pub(crate) mod drill;
pub(crate) mod list;
pub(crate) mod retire;
pub(crate) mod would_restore;
