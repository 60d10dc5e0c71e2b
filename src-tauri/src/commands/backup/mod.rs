//! Server backups.

pub mod create;
pub mod list;
pub mod verify;
