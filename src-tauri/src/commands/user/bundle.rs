use crate::{
    commands::{Answer, App, session::words},
    grants::Purpose,
    picker::Filter,
};
use orgkey_core::user;
use orgkey_types::Code;
use orgkey_wire::{
    ChooseUserBundleTargetRequest, ExportUserBundleRequest, GrantView, ProgressView, UserBundlePlanView,
    UserBundleReceiptView,
};
use tauri::ipc::Channel;

/// Asks where to save a user's certificate and key.
#[tauri::command]
pub async fn choose_user_bundle_target(app: App<'_>, request: ChooseUserBundleTargetRequest) -> Answer<GrantView> {
    app.run(move |console| {
        let email = console.on_vault(|vault, now| Ok(user::find_user(vault, &request.email, now)?.stored.email))?;
        let title = words(console, "Export certificate and key", "Zertifikat und Schlüssel exportieren");
        let name = crate::commands::file_name(&format!("{email}-SECRET"), "p12");
        let path = console.picker().save_file(title, &name, Filter::Pfx).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Write, path)
    })
    .await
}

/// The review step.
#[tauri::command]
pub async fn plan_user_bundle(app: App<'_>, request: ExportUserBundleRequest) -> Answer<UserBundlePlanView> {
    let language = app.language();
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        console.on_vault(|vault, now| {
            let plan = user::plan_user_bundle(vault, &request.to_core(&target), now)?;
            Ok(UserBundlePlanView::new(&plan, request.passphrase.as_ref(), language, now))
        })
    })
    .await
}

/// Writes and proves.
#[tauri::command]
pub async fn export_user_bundle(
    app: App<'_>,
    request: ExportUserBundleRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<UserBundleReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        let receipt =
            console.on_vault(|vault, now| user::export_user_bundle(vault, &request.to_core(&target), &watch, now))?;
        console.grants().spend(&request.target);
        Ok((&receipt).into())
    })
    .await
}
