use crate::commands::{Answer, App};
use orgkey_core::user;
use orgkey_wire::{UserDetailsView, UserPageView, UsersRequest};

/// A page of Keys ▸ Managed Keys.
#[tauri::command]
pub async fn users_page(app: App<'_>, request: UsersRequest) -> Answer<UserPageView> {
    app.with_vault(move |vault, now| Ok((&user::users_page(vault, &request.to_core(), now)?).into())).await
}

/// One user with key, certification and history.
#[tauri::command]
pub async fn show_user(app: App<'_>, email: String) -> Answer<UserDetailsView> {
    let language = app.language();
    app.with_vault(move |vault, now| Ok(UserDetailsView::new(&user::user_details(vault, &email, now)?, language))).await
}
