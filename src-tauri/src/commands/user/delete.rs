use crate::commands::{Answer, App};
use orgkey_core::user;
use orgkey_wire::{DeleteUserRequest, UserRowView};

/// Deletes a user; the keys stay.
#[tauri::command]
pub async fn delete_user(app: App<'_>, request: DeleteUserRequest) -> Answer<UserRowView> {
    app.with_vault(move |vault, now| {
        let user = user::delete_user(vault, &request.email, &request.confirm, now)?;
        Ok((&user).into())
    })
    .await
}
