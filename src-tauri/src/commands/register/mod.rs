//! The register of copies, a file per use case under the stems of `orgkey-core/src/register`.

pub(crate) mod list;
