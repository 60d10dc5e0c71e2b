use crate::commands::{Answer, App};
use orgkey_core::ca::{self, CreateCa};
use orgkey_wire::{CaCreatePlanView, CaCreateReceiptView, CaKeyChoiceView, CreateCaRequest, ProgressView};
use std::path::Path;
use tauri::ipc::Channel;

/// Every kind of key that a CA can have.
#[tauri::command]
pub async fn ca_key_choices(app: App<'_>) -> Answer<Vec<CaKeyChoiceView>> {
    app.run(|_| Ok(CaKeyChoiceView::all())).await
}

/// The review step.
#[tauri::command]
pub async fn plan_create_ca(app: App<'_>, request: CreateCaRequest) -> Answer<CaCreatePlanView> {
    app.run(move |console| {
        let target = super::target_of(console, request.target.as_deref())?;
        console
            .on_vault(|vault, now| Ok((&ca::plan_create_ca(vault, &to_core(&request, target.as_deref()), now)?).into()))
    })
    .await
}

/// Makes a CA.
#[tauri::command]
pub async fn create_ca(
    app: App<'_>,
    request: CreateCaRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<CaCreateReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let target = super::target_of(console, request.target.as_deref())?;
        let view = console.on_vault(|vault, now| {
            let receipt = ca::create_ca(vault, &to_core(&request, target.as_deref()), &watch, now)?;
            Ok(CaCreateReceiptView::new(&receipt, now))
        })?;
        request.target.iter().for_each(|ticket| console.grants().spend(ticket));
        Ok(view)
    })
    .await
}

fn to_core<'a>(request: &'a CreateCaRequest, target: Option<&'a Path>) -> CreateCa<'a> {
    CreateCa {
        name: &request.name,
        subject: &request.subject,
        key: request.key,
        valid: &request.valid,
        path_len: request.path_length,
        exportable: request.exportable,
        crl_points: request.crl_points.clone(),
        subordinate: request.subordinate,
        request_target: target,
        overwrite: request.overwrite,
    }
}
