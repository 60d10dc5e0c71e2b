//! The vault: an encrypted SQLite database in a folder of its own, opened by key slots, with an audit chain, and
//! generations before whatever cannot be undone. The one crate that names rusqlite.
//!
//! A [`LockedVault`] shows who may open it; an unlocked [`Vault`] holds the keys and is a different type, so that no
//! key operation can be asked of a locked one.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods))]

mod adk;
mod administrator;
mod audit;
mod ca;
mod chain;
mod check;
mod cost;
mod create;
mod database;
mod encoding;
mod generations;
mod identity;
mod interrupted;
mod keys;
mod layout;
mod locked;
mod maintenance;
mod passphrase;
mod reconcile;
mod records;
mod restore;
mod rotate;
mod seal;
mod site;
mod slots;
mod snapshot;
mod tables;
#[cfg(test)]
mod tests;
mod unfinished;
mod upgrade;
mod user;
mod user_certificate;
mod vault;
mod write;
mod writer;

pub use administrator::NewAdministrator;
pub use audit::{AuditEntry, AuditHead, Intent, Phase};
pub use ca::{CaChange, new_identifier};
pub use chain::{AuditRecord, Chain};
pub use check::{CheckItem, CheckReport, CheckState};
pub use cost::KdfCost;
pub use create::{NewVault, create};
pub use identity::VaultIdentity;
pub use layout::is_vault_folder;
pub use locked::{Access, LockedVault, Opening};
pub use maintenance::RunEnd;
pub use restore::{NewOwner, Restoring, begin_restore};
pub use slots::SlotSummary;
pub use snapshot::{BACKUP_ACTION, Snapshot};
pub use tables::adk::AdkRow;
pub use tables::backup::{BackupRow, NewBackup, Retirement};
pub use tables::ca::{CaIdentity, CaRow, CaState, NewCa};
pub use tables::ca_certificate::{CaCertificateRow, CertificateRole};
pub use tables::ca_kind::CaKind;
pub use tables::crl::{CrlRow, NewCrl};
pub use tables::issued::{IssuedRow, Revocation, Standing};
pub use tables::issued_new::NewIssued;
pub use tables::issued_page::{IssuedFilter, IssuedOrder, IssuedQuery};
pub use tables::issued_use::{InUse, RevokedRow};
pub use tables::maintenance_run::MaintenanceRunRow;
pub use tables::organization::Organization;
pub use tables::organization_key::{NewOrganizationKey, OrganizationKeyRow};
pub use tables::user::{KeyColumns, NewUser, UserRow};
pub use tables::user_certificate::{NewSmimeKey, SmimeKeyRow, UserCertificateRow};
pub use tables::user_certificate_due::CertificatesDue;
pub use tables::user_due::{CertificationMark, Due, DueUser};
pub use tables::user_key::{UserCertificationRow, UserKeyRow};
pub use tables::user_page::{UserFilter, UserOrder, UserQuery};
pub use user::{NewUserKey, UserChange};
pub use vault::Vault;
pub use writer::Holder;
