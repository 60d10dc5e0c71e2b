//! Server backups: the whole vault in one message.

mod create;
mod inspect;
mod list;
mod restore;
mod schedule;
mod verify;

pub use create::*;
pub use inspect::*;
pub use list::*;
pub use restore::*;
pub use schedule::*;
pub use verify::*;
