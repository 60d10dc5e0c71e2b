use super::list::{User, find_user};
use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::Vault;
use serde_json::json;

/// Notes when a user was last in contact. An earlier moment than the one that is known is taken too: a date may have
/// been typed wrong.
///
/// # Errors
/// [`Code::UserNotFound`]; [`Code::MomentInFuture`]; [`Code::InvalidArgument`] before 1970; [`Code::VaultReadOnly`].
pub fn contact_user(vault: &mut Vault, email: &str, at: Timestamp, now: Timestamp) -> Outcome<User> {
    permit(vault, UseCase::ChangeUser)?;
    let user = find_user(vault, email, now)?;
    if at > now {
        return Err(Failure::about(Code::MomentInFuture, at.date()));
    }
    if at.seconds() < 0 {
        return Err(Failure::about(Code::InvalidArgument, "contact"));
    }
    let intent = vault.begin("contact-user", &user.stored.email, json!({ "at": at }), now)?;
    vault.change_users(intent, now, |users| users.set_contact(user.stored.id, at))?;
    find_user(vault, email, now)
}
