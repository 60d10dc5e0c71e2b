use crate::permit::{UseCase, permit};
use orgkey_types::Outcome;
use orgkey_vault::{AuditHead, SlotSummary, Vault};

/// How an administrator stands after a change.
#[derive(Debug, Clone)]
pub struct AdministratorReceipt {
    /// The slot; of somebody who was removed, as it was.
    pub administrator: SlotSummary,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

impl AdministratorReceipt {
    pub(super) fn of(vault: &Vault, administrator: SlotSummary) -> Outcome<Self> {
        Ok(Self { administrator, audit_head: vault.audit_head()? })
    }
}

/// The administrators, as the key slots name them.
///
/// # Errors
/// [`orgkey_types::Code::NotPermitted`].
pub fn administrators(vault: &Vault) -> Outcome<Vec<SlotSummary>> {
    permit(vault, UseCase::ShowAdministrators)?;
    Ok(vault.administrators())
}
