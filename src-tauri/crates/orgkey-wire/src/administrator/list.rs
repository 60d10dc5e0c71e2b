use crate::AuditHeadView;
use orgkey_core::{SlotSummary, administrator as core};
use orgkey_types::{Role, Timestamp};
use serde::Serialize;
use ts_rs::TS;

/// An administrator of the vault, from the key slots.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AdministratorView {
    /// Name on the key slot.
    pub name: String,
    /// Role.
    pub role: String,
    /// What the administrator may do: `certificates:write`, in the order of areas.
    pub rights: Vec<String>,
    /// Since when.
    pub created: Timestamp,
    /// Key derivation of the slot, in words.
    pub derivation: String,
    /// Whether the slot opens any secrets.
    pub may_use_secrets: bool,
}

/// How an administrator stands after a change.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AdministratorReceiptView {
    /// The slot; of somebody who was removed, as it was.
    pub administrator: AdministratorView,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

/// A role with the rights that it begins with.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoleView {
    /// Which.
    pub role: Role,
    /// `certificates:write`, in the order of areas.
    pub rights: Vec<String>,
}

impl RoleView {
    /// All of them.
    pub fn all() -> Vec<Self> {
        Role::ALL.into_iter().map(|role| Self { role, rights: spelled(role.rights()) }).collect()
    }
}

impl From<&SlotSummary> for AdministratorView {
    fn from(slot: &SlotSummary) -> Self {
        Self {
            name: slot.administrator.clone(),
            role: slot.role.clone(),
            rights: spelled(slot.rights),
            created: slot.created,
            derivation: slot.kdf.clone(),
            may_use_secrets: slot.may_use_secrets(),
        }
    }
}

impl From<&core::AdministratorReceipt> for AdministratorReceiptView {
    fn from(receipt: &core::AdministratorReceipt) -> Self {
        Self { administrator: (&receipt.administrator).into(), audit_head: (&receipt.audit_head).into() }
    }
}

fn spelled(rights: orgkey_types::Rights) -> Vec<String> {
    rights.grants().map(|grant| grant.to_string()).collect()
}
