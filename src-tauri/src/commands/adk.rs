use super::{Answer, App};
use crate::{Console, grants::Purpose};
use orgkey_types::Outcome;
use orgkey_wire::{AdkCoverageView, AdkPlanView, AdkReceiptView, AdkView, RemoveAdkRequest, SetAdkRequest};

/// The Additional Decryption Key in use; none where none is attached.
#[tauri::command]
pub async fn show_adk(app: App<'_>) -> Answer<Option<AdkView>> {
    app.with_vault(|vault, _| Ok(orgkey_core::adk_in_use(vault)?.as_ref().map(Into::into))).await
}

/// The review step.
#[tauri::command]
pub async fn plan_adk(app: App<'_>, request: SetAdkRequest) -> Answer<AdkPlanView> {
    app.run(move |console| {
        let file = file_of(console, &request.file)?;
        console.on_vault(|vault, now| Ok((&orgkey_core::plan_adk(vault, &file, now)?).into()))
    })
    .await
}

/// Attaches it; the maintenance run puts it into users' keys.
#[tauri::command]
pub async fn set_adk(app: App<'_>, request: SetAdkRequest) -> Answer<AdkReceiptView> {
    app.run(move |console| {
        let file = file_of(console, &request.file)?;
        let receipt = console.on_vault(|vault, now| orgkey_core::set_adk(vault, &file, now))?;
        console.grants().spend(&request.file);
        Ok((&receipt).into())
    })
    .await
}

/// Which users' keys name which one.
#[tauri::command]
pub async fn adk_coverage(app: App<'_>) -> Answer<AdkCoverageView> {
    app.with_vault(|vault, now| Ok((&orgkey_core::adk_coverage(vault, now)?).into())).await
}

/// Takes it out of use; the maintenance run takes it out of users' keys.
#[tauri::command]
pub async fn remove_adk(app: App<'_>, request: RemoveAdkRequest) -> Answer<AdkReceiptView> {
    app.with_vault(move |vault, now| Ok((&orgkey_core::remove_adk(vault, &request.confirm, now)?).into())).await
}

fn file_of(console: &Console, ticket: &str) -> Outcome<Vec<u8>> {
    // A locked vault reads nothing.
    console.on_vault(|_, _| Ok(()))?;
    orgkey_core::read_key_file(&console.grants().look(ticket, Purpose::Read)?)
}
