//! The encrypted database file: opening it with the page key, its settings, its schema and what its errors mean.

mod connection;
mod error;
mod page_key;
mod schema;
mod settings;
mod system;

pub(crate) use connection::{Database, Mode, Watch, believed, refuse_foreign};
pub(crate) use error::sql;
pub(crate) use schema::{LATEST, apply_pending, user_version};
pub(crate) use settings::deviations;
pub(crate) use system::in_words_of_system;
