//! The page's commands, one file per use case. Each takes the console, does its part of the border (tickets, thread,
//! time) and calls the core.

pub(crate) mod audit;
pub(crate) mod backups;
pub(crate) mod ca;
pub(crate) mod create;
pub(crate) mod export;
pub(crate) mod generate;
pub(crate) mod home;
pub(crate) mod import;
pub(crate) mod inspect;
pub(crate) mod keys;
pub(crate) mod passphrase;
pub(crate) mod progress;
pub(crate) mod session;
pub(crate) mod settings;

use crate::Console;
use orgkey_wire::FailureView;
use tauri::State;

/// The managed console.
pub(crate) type App<'a> = State<'a, Console>;
/// What every command answers.
pub(crate) type Answer<T> = Result<T, FailureView>;
