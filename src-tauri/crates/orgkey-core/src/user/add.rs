use super::{
    desk::Desk,
    list::{User, find_user},
};
use crate::progress::{Progress, Stage, Steps};
use orgkey_types::{Code, Failure, KeyMode, Outcome, Timestamp};
use orgkey_vault::{AuditHead, Vault};
use serde_json::json;

/// What the administrator asks for.
pub struct AddUser<'a> {
    /// Address, of a managed domain.
    pub email: &'a str,
    /// Name.
    pub name: &'a str,
    /// Only Server Key Mode: in the other modes the client makes the key, and it is imported.
    pub mode: KeyMode,
}

/// The new user.
#[derive(Debug, Clone)]
pub struct AddUserReceipt {
    /// The user.
    pub user: User,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Generating, Stage::Storing];

/// Makes a key for a user, certifies it with the Organization Key and stores both.
///
/// # Errors
/// [`Code::EmailInvalid`], [`Code::DomainNotManaged`], [`Code::InvalidArgument`] for the name or another mode,
/// [`Code::UserExists`]; [`Code::OrganizationKeyMissing`], [`Code::KeyExpired`]; [`Code::NotPermitted`],
/// [`Code::VaultReadOnly`], [`Code::Cancelled`].
pub fn add_user(
    vault: &mut Vault,
    request: &AddUser<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<AddUserReceipt> {
    if request.mode != KeyMode::Skm {
        return Err(Failure::about(Code::InvalidArgument, "mode"));
    }
    let email = super::rules::internal_address(&vault.organization()?, request.email)?;
    super::rules::user_name(request.name)?;
    if vault.user_by_email(&email)?.is_some() {
        return Err(Failure::about(Code::UserExists, email));
    }
    let mut desk = Desk::open(vault, now)?;
    let intent = vault.begin("add-user", &email, json!({ "mode": request.mode }), now)?;
    let steps = Steps::new(progress, STAGES);
    let made = steps.begin(Stage::Generating).and_then(|()| {
        let made = desk.generate(&email, request.name)?;
        steps.begin(Stage::Storing)?;
        Ok(made)
    });
    match made {
        Ok(made) => vault.change_users(intent, now, |users| made.insert(users, now).map(|_| ()))?,
        Err(failure) => return Err(vault.failed(intent, failure, now)),
    }
    Ok(AddUserReceipt { user: find_user(vault, &email, now)?, audit_head: vault.audit_head()? })
}
