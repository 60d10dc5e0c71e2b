//! Every change of the vault goes through here: one transaction, one step of the counter.

use crate::{
    database::{Database, believed, in_words_of_system, sql},
    tables::organization,
    vault::Vault,
};
use orgkey_types::{Code, Outcome, Timestamp};
use rusqlite::{Connection, TransactionBehavior};

/// A transaction on its way, with who and when.
pub(crate) struct Change<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) administrator: &'a str,
    pub(crate) now: Timestamp,
    pub(crate) counter: i64,
}

/// Runs `work` in one transaction. It is durable when this returns, and nothing of it stands when this fails.
pub(crate) fn change<T>(
    database: &mut Database,
    administrator: &str,
    now: Timestamp,
    work: impl FnOnce(&Change<'_>) -> Outcome<T>,
) -> Outcome<T> {
    let outcome = in_transaction(&mut database.0, administrator, now, work);
    // Damage that is met before or after `work` may look like any other error of SQLite.
    let outcome = outcome.or_else(|failure| believed(&database.0, Err(failure)));
    outcome.map_err(|failure| in_words_of_system(&database.0, failure))
}

fn in_transaction<T>(
    connection: &mut Connection,
    administrator: &str,
    now: Timestamp,
    work: impl FnOnce(&Change<'_>) -> Outcome<T>,
) -> Outcome<T> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
    let counter = organization::advance(&transaction)?;
    let outcome = work(&Change { connection: &transaction, administrator, now, counter });
    let value = believed(&transaction, outcome)?;
    transaction.commit().map_err(sql)?;
    Ok(value)
}

impl Vault {
    /// # Errors
    /// [`Code::VaultReadOnly`]; else what `work` or the database says.
    pub(crate) fn write<T>(&mut self, now: Timestamp, work: impl FnOnce(&Change<'_>) -> Outcome<T>) -> Outcome<T> {
        if !self.writable() {
            return Err(Code::VaultReadOnly.into());
        }
        let (database, administrator) = self.database_and_administrator();
        change(database, administrator, now, work)
    }
}
