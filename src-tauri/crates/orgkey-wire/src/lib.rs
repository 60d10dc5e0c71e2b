//! What crosses a border: requests into the core, views and receipts out of it, failures with their words. The page
//! gets these shapes as TypeScript (`ui/src/bindings`, written by `cargo xtask bindings`), the command line prints
//! them with `--json`. Suffixes tell the role: `…Request` in, `…View` and `…ReceiptView` out. No view holds a
//! secret; no view but the command line's own holds a path.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods))]

mod adk;
mod administrator;
mod audit;
mod backup;
mod ca;
mod create;
mod export;
mod failure;
mod generate;
mod health;
mod home;
mod import;
mod inspect;
mod keys;
mod maintenance;
pub mod messages;
mod names;
mod org_cert;
mod passphrase;
mod progress;
mod register;
mod renew;
mod replace;
mod session;
mod settings;
mod target;
mod user;

#[cfg(test)]
mod bindings;

pub use adk::*;
pub use administrator::*;
pub use audit::*;
pub use backup::*;
pub use ca::*;
pub use create::*;
pub use export::*;
pub use failure::*;
pub use generate::*;
pub use health::*;
pub use home::*;
pub use import::*;
pub use inspect::*;
pub use keys::*;
pub use maintenance::*;
pub use names::{name_of, place_of};
pub use org_cert::*;
pub use passphrase::*;
pub use progress::*;
pub use register::*;
pub use renew::*;
pub use replace::*;
pub use session::*;
pub use settings::*;
pub use target::*;
pub use user::*;
