use crate::permit::{UseCase, permit};
use orgkey_types::Outcome;
use orgkey_vault::{CheckReport, Vault};

/// Checks the vault whole: pages, tables, audit chain, key slots, every sealed row, file modes. Writes nothing.
///
/// # Errors
/// Only when the check itself cannot run; what it finds is in the report.
pub fn check_vault(vault: &Vault) -> Outcome<CheckReport> {
    permit(vault, UseCase::ShowAudit)?;
    vault.check()
}
