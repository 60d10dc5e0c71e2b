//! Administrators, their rights, and the operations that need two of them.

mod add;
mod grant;
mod list;
mod remove;
mod revoke;
mod two_person;

pub use add::*;
pub use grant::*;
pub use list::*;
pub use remove::*;
pub use revoke::*;
pub use two_person::*;
