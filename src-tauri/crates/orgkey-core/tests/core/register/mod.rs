//! The register of copies, and their drills.

mod drill;
mod list;
mod retire;
