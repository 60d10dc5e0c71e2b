use super::{
    certificate::issue_to_new_users,
    desk::{self, Desk},
    list::{User, find_user},
    rules,
};
use crate::permit::{UseCase, permit};
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

/// What adding would make.
#[derive(Debug, Clone)]
pub struct AddUserPlan {
    /// Address, in the form in which it is kept.
    pub email: String,
    /// User ID of the key.
    pub user_id: String,
    /// When the key would end.
    pub expires: Option<Timestamp>,
    /// Until when the Organization Key would certify it.
    pub certified_until: Timestamp,
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

/// Looks whether [`add_user`] would do it, and tells what it would make. Writes nothing.
///
/// # Errors
/// As [`add_user`].
pub fn plan_add_user(vault: &Vault, request: &AddUser<'_>, now: Timestamp) -> Outcome<AddUserPlan> {
    Ok(check(vault, request, now)?.0)
}

fn check(vault: &Vault, request: &AddUser<'_>, now: Timestamp) -> Outcome<(AddUserPlan, Desk)> {
    permit(vault, UseCase::AddUser)?;
    if request.mode != KeyMode::Skm {
        return Err(Failure::about(Code::UserKeyMadeByClient, request.mode.name().to_uppercase()));
    }
    let email = rules::internal_address(&vault.organization()?, request.email)?;
    let name = rules::user_name(request.name)?;
    if vault.user_by_email(&email)?.is_some() {
        return Err(Failure::about(Code::UserExists, email));
    }
    let desk = Desk::open(vault, now)?;
    let user_id = desk::user_id(&name, &email);
    let (expires, certified_until) = (Some(rules::key_end(now)?), desk.certified_until()?);
    Ok((AddUserPlan { email, user_id, expires, certified_until }, desk))
}

/// Makes a key for a user, certifies it with the Organization Key and stores both. Where there is an Organization
/// Certificate the user gets a certificate at once.
///
/// # Errors
/// [`Code::EmailInvalid`], [`Code::DomainNotManaged`], [`Code::InvalidArgument`] for the name, [`Code::UserKeyMadeByClient`],
/// [`Code::UserExists`]; [`Code::OrganizationKeyMissing`], [`Code::KeyExpired`]; [`Code::NotPermitted`],
/// [`Code::VaultReadOnly`], [`Code::Cancelled`].
pub fn add_user(
    vault: &mut Vault,
    request: &AddUser<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<AddUserReceipt> {
    let (AddUserPlan { email, .. }, mut desk) = check(vault, request, now)?;
    let last = vault.last_user()?;
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
    issue_to_new_users(vault, last, progress, now);
    Ok(AddUserReceipt { user: find_user(vault, &email, now)?, audit_head: vault.audit_head()? })
}
