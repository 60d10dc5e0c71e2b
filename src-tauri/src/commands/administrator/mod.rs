//! Administrators, their rights, and the operations that need two of them.

pub(crate) mod add;
pub(crate) mod grant;
pub(crate) mod list;
pub(crate) mod remove;
pub(crate) mod revoke;
pub(crate) mod two_person;
