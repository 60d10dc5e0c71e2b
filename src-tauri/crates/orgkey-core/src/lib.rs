//! The use cases, one file each, under the stems that the shell, the command line and the page use too. What is
//! allowed is decided here and nowhere else. No clock (time is an argument), no async, no globals, no prints; a
//! preview is a function of its own that writes nothing and that the real operation calls first.
//!
//! Order inside every operation that touches a secret: check → write the audit intent → work → one transaction that
//! stores the effect and settles the intent → receipt.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod adk;
pub mod administrator;
mod attention;
mod audit;
pub mod backup;
pub mod ca;
mod check;
mod create;
mod export;
mod generate;
mod health;
mod home;
mod import;
mod inspect;
mod keys;
mod machine;
pub mod maintenance;
pub mod org_cert;
mod passphrase;
mod permit;
mod progress;
pub mod register;
mod renew;
mod replace;
mod session;
mod settings;
mod target;
pub mod user;

pub use adk::{AdkCoverage, AdkPlan, AdkReceipt, AdkUsers, adk_coverage, adk_in_use, plan_adk, remove_adk, set_adk};
pub use administrator::administrators;
pub use attention::{Attention, AttentionKind, Severity};
pub use audit::{
    AuditExportReceipt, AuditFileHeader, AuditFileReport, AuditFormat, AuditPage, AuditQuery, Chained, ExportAudit,
    NotedHead, NotedInFile, audit_page, compare_audit_file, compare_audit_head, export_audit, verify_audit,
    verify_audit_file, verify_audit_file_with,
};
pub use check::check_vault;
pub use create::{NewOrganization, create_vault, default_folder_name, faults_of_organization};
pub use export::{ExportKey, ExportPart, ExportPlan, ExportReceipt, Reauthentication, export_key, plan_export};
pub use generate::{
    GenerateKey, GeneratePlan, GenerateReceipt, KeyChoice, ReadBy, generate_key, key_choices, plan_generate,
};
pub use health::{
    CalendarReceipt, Health, HealthCheck, HealthDate, HealthDateKind, HealthState, WriteCalendar, health,
    write_calendar,
};
pub use home::{Ending, Home, Recoverability, SecretKind, SecretStanding, home};
pub use import::{ImportKey, ImportPlan, ImportReceipt, Relation, import_key, plan_import};
pub use inspect::{FileContents, InspectedFile, inspect_file, read_key_file, read_passphrase_file};
pub use keys::{KeyDetails, KeyRow, KeyState, find_key, organization_key, organization_keys};
pub use machine::{Machine, Preferences, state_folder};
pub use orgkey_files::Written;
pub use orgkey_openpgp::{ContentKind, MessageInfo, Note, Preset, ProofMeans, ProvenKey, backend};
pub use orgkey_vault::{
    Access, AdkRow, AuditEntry, AuditHead, CheckItem, CheckReport, CheckState, Holder, KdfCost, LockedVault,
    Organization, SlotSummary, Vault, VaultIdentity,
};
pub use passphrase::{FLOOR_BITS, FLOOR_CHARACTERS, Strength, accept_passphrase, change_passphrase, measure};
pub use permit::{UseCase, permit};
pub use progress::{Progress, Silent, Stage};
pub use register::{Backup, Coverage, backup_register, coverage_of};
pub use renew::{RenewKeyPlan, RenewKeyReceipt, plan_renew_key, renew_key};
pub use replace::{ReplaceKey, ReplaceKeyPlan, ReplaceKeyReceipt, plan_replace_key, replace_key};
pub use session::{Unlock, unlock};
pub use settings::{Settings, change_settings, settings};
