//! One file for each table: its schema, its row, how it is read and written.

pub(crate) mod adk;
pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod ca;
pub(crate) mod ca_certificate;
pub(crate) mod ca_kind;
pub(crate) mod crl;
pub(crate) mod identity;
pub(crate) mod issued;
pub(crate) mod issued_new;
pub(crate) mod issued_page;
pub(crate) mod issued_use;
pub(crate) mod key_slots;
pub(crate) mod maintenance_run;
pub(crate) mod organization;
pub(crate) mod organization_key;
pub(crate) mod setting;
pub(crate) mod user;
pub(crate) mod user_certificate;
pub(crate) mod user_certificate_due;
pub(crate) mod user_due;
pub(crate) mod user_key;
pub(crate) mod user_page;

use crate::database::sql;
use orgkey_types::{Area, Code, Failure, Outcome};
use rusqlite::{Row, Rows};
use serde::{Serialize, de::DeserializeOwned};

/// JSON text of a column.
pub(crate) fn to_json(value: &impl Serialize) -> Outcome<String> {
    serde_json::to_string(value).map_err(|error| Failure::from(Code::Internal).because(error))
}

/// A column that does not parse was not written by this program.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Outcome<T> {
    serde_json::from_str(text).map_err(|error| Failure::from(Code::VaultDamaged).because(error))
}

/// A table with a sealed column `secrets`, as whoever seals it anew has to know it.
pub(crate) struct SealedTable {
    /// Whose key seals it.
    pub(crate) area: Area,
    pub(crate) name: &'static str,
    /// From which a row's context is made; they stand at 2 and further in the row.
    pub(crate) columns: &'static str,
    pub(crate) context: fn(&str, &Row<'_>) -> Outcome<Vec<u8>>,
}

/// Every table with a sealed column. A test compares them with the schema.
pub(crate) const SEALED: &[SealedTable] =
    &[organization_key::SEALED, ca::SEALED, user_key::SEALED, user_certificate::SEALED];

/// Every row that is left.
pub(crate) fn all<T>(rows: &mut Rows<'_>, read: impl Fn(&Row<'_>) -> Outcome<T>) -> Outcome<Vec<T>> {
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(sql)? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// A number that can never be negative.
pub(crate) fn natural(number: i64) -> Outcome<u64> {
    u64::try_from(number).map_err(|error| Failure::from(Code::VaultDamaged).because(error))
}
