//! The page's commands, one file per use case. Each takes the console, does its part of the border (tickets, thread,
//! time) and calls the core.

pub mod audit;
pub mod backups;
pub mod create;
pub mod export;
pub mod generate;
pub mod home;
pub mod import;
pub mod inspect;
pub mod keys;
pub mod passphrase;
pub mod progress;
pub mod session;
pub mod settings;

use crate::Console;
use orgkey_wire::FailureView;
use tauri::State;

/// The managed console.
pub(crate) type App<'a> = State<'a, Console>;
/// What every command answers.
pub(crate) type Answer<T> = Result<T, FailureView>;
