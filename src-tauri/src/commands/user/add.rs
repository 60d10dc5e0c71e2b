use crate::commands::{Answer, App};
use orgkey_core::user;
use orgkey_wire::{AddUserPlanView, AddUserReceiptView, AddUserRequest, ProgressView};
use tauri::ipc::Channel;

/// The review step of a new user.
#[tauri::command]
pub async fn plan_add_user(app: App<'_>, request: AddUserRequest) -> Answer<AddUserPlanView> {
    app.with_vault(move |vault, now| Ok(user::plan_add_user(vault, &request.to_core(), now)?.into())).await
}

/// Makes a user's key and certifies it.
#[tauri::command]
pub async fn add_user(
    app: App<'_>,
    request: AddUserRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<AddUserReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.with_vault(move |vault, now| Ok((&user::add_user(vault, &request.to_core(), &watch, now)?).into())).await
}
