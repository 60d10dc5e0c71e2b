use super::sql;
use crate::tables::{
    adk, audit, backup, ca, ca_certificate, ca_kind, crl, identity, issued, key_slots, maintenance_run, organization,
    organization_key, setting, user, user_certificate, user_certificate_due, user_key,
};
use orgkey_types::{Code, Failure, Outcome};
use rusqlite::Connection;

/// Each step leads from one version of the schema to the next. Steps are never edited once a vault may carry them.
const STEPS: &[&[&str]] = &[
    &[
        organization::SCHEMA,
        setting::SCHEMA,
        key_slots::SCHEMA,
        audit::SCHEMA,
        organization_key::SCHEMA,
        backup::SCHEMA,
    ],
    &[ca::SCHEMA, ca_certificate::SCHEMA, issued::SCHEMA, crl::SCHEMA],
    &[issued::LATER_CERTIFICATES],
    &[user::SCHEMA, user_key::SCHEMA],
    &[
        user::COUNTED,
        backup::REPLACED,
        maintenance_run::SCHEMA,
        adk::SCHEMA,
        ca_kind::SCHEMA,
        user_certificate_due::SCHEMA,
        user_certificate::SCHEMA,
    ],
    &[backup::DRILLED],
    &[identity::SCHEMA],
];

/// The version of the schema that this program writes.
pub(crate) const LATEST: i64 = STEPS.len() as i64;

/// The version of the schema in the file; 0 is an empty database.
///
/// # Errors
/// [`Code::VaultNewer`] when this program would lose what it does not know.
pub(crate) fn user_version(connection: &Connection) -> Outcome<i64> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(sql)?;
    match version {
        0..=LATEST => Ok(version),
        _ => Err(Failure::about(Code::VaultNewer, format!("schema {version}"))),
    }
}

/// Runs what is pending. Inside the caller's transaction, so that all steps stand or none.
pub(crate) fn apply_pending(connection: &Connection) -> Outcome<()> {
    let done = usize::try_from(user_version(connection)?).map_err(|_| Code::VaultDamaged)?;
    for step in STEPS.iter().skip(done) {
        for statements in *step {
            connection.execute_batch(statements).map_err(sql)?;
        }
    }
    connection.pragma_update(None, "user_version", LATEST).map_err(sql)
}
