use super::list::{User, find_user};
use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::Vault;
use serde_json::json;

/// Deletes a user. The keys stay in the vault, so that old mail can still be read; they are not certified any more and
/// leave with no export of all. `confirmed` is the address, typed again.
///
/// # Errors
/// [`Code::UserNotFound`]; [`Code::ConfirmationDiffers`] when another address was typed; [`Code::VaultReadOnly`].
pub fn delete_user(vault: &mut Vault, email: &str, confirmed: &str, now: Timestamp) -> Outcome<User> {
    permit(vault, UseCase::ChangeUser)?;
    let user = find_user(vault, email, now)?;
    if !confirmed.trim().eq_ignore_ascii_case(&user.stored.email) {
        return Err(Failure::about(Code::ConfirmationDiffers, &user.stored.email));
    }
    let detail = json!({ "fingerprint": user.stored.fingerprint, "keysKept": true });
    let intent = vault.begin("delete-user", &user.stored.email, detail, now)?;
    vault.change_users(intent, now, |users| users.delete(user.stored.id))?;
    Ok(User::of_deleted(user, now))
}
