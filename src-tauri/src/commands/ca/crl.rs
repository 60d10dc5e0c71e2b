use crate::{
    commands::{Answer, App, session::words},
    grants::Purpose,
    picker::Filter,
};
use orgkey_core::ca;
use orgkey_types::Code;
use orgkey_wire::{
    ChooseCrlTargetRequest, CrlPlanView, CrlReceiptView, GrantView, ProgressView, PublishCrlRequest,
    RevocationListsView,
};
use tauri::ipc::Channel;

/// The page Certificates ▸ Revocation Lists.
#[tauri::command]
pub async fn revocation_lists(app: App<'_>, ca: String) -> Answer<RevocationListsView> {
    app.with_vault(move |vault, now| Ok((&ca::revocation_lists(vault, Some(&ca), now)?).into())).await
}

/// The review step.
#[tauri::command]
pub async fn plan_crl(app: App<'_>, request: PublishCrlRequest) -> Answer<CrlPlanView> {
    app.run(move |console| {
        let target = super::target_of(console, request.target.as_deref())?;
        console.on_vault(|vault, now| Ok((&ca::plan_crl(vault, &request.to_core(target.as_deref()), now)?).into()))
    })
    .await
}

/// Asks where to save a revocation list.
#[tauri::command]
pub async fn choose_crl_target(app: App<'_>, request: ChooseCrlTargetRequest) -> Answer<GrantView> {
    app.run(move |console| {
        let name = console.on_vault(|vault, now| Ok(ca::find_ca(vault, Some(&request.ca), now)?.stored.name))?;
        let title = words(console, "Save the revocation list", "Sperrliste speichern");
        // Programs look for .crl, whatever the encoding.
        let name = crate::commands::file_name(&name, "crl");
        let path = console.picker().save_file(title, &name, Filter::RevocationLists).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Write, path)
    })
    .await
}

/// Publishes a revocation list.
#[tauri::command]
pub async fn publish_crl(
    app: App<'_>,
    request: PublishCrlRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<CrlReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let target = super::target_of(console, request.target.as_deref())?;
        let view = console.on_vault(|vault, now| {
            let receipt = ca::publish_crl(vault, &request.to_core(target.as_deref()), &watch, now)?;
            Ok(CrlReceiptView::from(&receipt))
        })?;
        request.target.iter().for_each(|ticket| console.grants().spend(ticket));
        Ok(view)
    })
    .await
}
