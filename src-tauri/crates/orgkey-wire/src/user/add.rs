use crate::{AuditHeadView, UserRowView};
use orgkey_core::user as core;
use orgkey_types::{KeyMode, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Adds a user, whose key the server makes.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddUserRequest {
    /// Address, of a managed domain.
    pub email: String,
    /// Name.
    pub name: String,
    /// Only `skm`: in the other modes the client makes the key, and it is imported.
    pub mode: KeyMode,
}

/// What adding would make.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddUserPlanView {
    /// Address, in the form in which it is kept.
    pub email: String,
    /// User ID of the key.
    pub user_id: String,
    /// When the key would end; none is never.
    pub expires: Option<Timestamp>,
    /// Until when the Organization Key would certify it.
    pub certified_until: Timestamp,
}

/// The new user.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddUserReceiptView {
    /// The user.
    pub user: UserRowView,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl AddUserRequest {
    /// The request of the core.
    pub fn to_core(&self) -> core::AddUser<'_> {
        core::AddUser { email: &self.email, name: &self.name, mode: self.mode }
    }
}

impl From<core::AddUserPlan> for AddUserPlanView {
    fn from(plan: core::AddUserPlan) -> Self {
        let core::AddUserPlan { email, user_id, expires, certified_until } = plan;
        Self { email, user_id, expires, certified_until }
    }
}

impl From<&core::AddUserReceipt> for AddUserReceiptView {
    fn from(receipt: &core::AddUserReceipt) -> Self {
        Self { user: (&receipt.user).into(), audit_head: (&receipt.audit_head).into() }
    }
}
