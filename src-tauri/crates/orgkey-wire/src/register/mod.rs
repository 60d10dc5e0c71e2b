//! The register of copies and their drills.

mod drill;
mod list;
mod retire;
mod would_restore;

pub use drill::*;
pub use list::*;
pub use retire::*;
pub use would_restore::*;
