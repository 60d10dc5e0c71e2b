use crate::commands::{Answer, App};
use orgkey_core::user;
use orgkey_wire::{ContactUserRequest, UserRowView};

/// Notes when a user was last in contact.
#[tauri::command]
pub async fn contact_user(app: App<'_>, request: ContactUserRequest) -> Answer<UserRowView> {
    app.with_vault(move |vault, now| {
        let user = user::contact_user(vault, &request.email, request.at.unwrap_or(now), now)?;
        Ok((&user).into())
    })
    .await
}
