use crate::{
    commands::{Answer, App, session::words},
    grants::Purpose,
    picker::Filter,
};
use orgkey_core::user::{self, ExportAllUsers};
use orgkey_types::Code;
use orgkey_wire::{
    ChooseUserExportTargetRequest, ExportAllUsersRequest, ExportPart, ExportUserRequest, GrantView, ProgressView,
    UserExportReceiptView,
};
use tauri::ipc::Channel;

/// Asks where to save.
#[tauri::command]
pub async fn choose_user_export_target(app: App<'_>, request: ChooseUserExportTargetRequest) -> Answer<GrantView> {
    app.run(move |console| {
        let name = console.on_vault(|vault, now| match &request.email {
            Some(email) => Ok(file_name(request.part, &user::find_user(vault, email, now)?.stored.email)),
            None => Ok("managed-keys-public.asc".to_owned()),
        })?;
        let title = words(console, "Export keys of users", "Schlüssel von Benutzern exportieren");
        let path = console.picker().save_file(title, &name, Filter::Keys).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Write, path)
    })
    .await
}

/// Writes and proves one user's key.
#[tauri::command]
pub async fn export_user(
    app: App<'_>,
    request: ExportUserRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<UserExportReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        let receipt =
            console.on_vault(|vault, now| user::export_user(vault, &request.to_core(&target), &watch, now))?;
        console.grants().spend(&request.target);
        Ok((&receipt).into())
    })
    .await
}

/// Writes the public keys of all users and reads them back.
#[tauri::command]
pub async fn export_all_users(
    app: App<'_>,
    request: ExportAllUsersRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<UserExportReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        let wanted = ExportAllUsers { target: &target, overwrite: request.overwrite };
        let receipt = console.on_vault(|vault, now| user::export_all_users(vault, &wanted, &watch, now))?;
        console.grants().spend(&request.target);
        Ok((&receipt).into())
    })
    .await
}

/// `ada-example.org-SECRET.asc`: the word stays untranslated, so that manuals match it.
fn file_name(part: ExportPart, email: &str) -> String {
    let end = match part {
        ExportPart::Public => "public",
        ExportPart::Keypair => "SECRET",
    };
    crate::commands::file_name(&format!("{email}-{end}"), "asc")
}
