use super::{Answer, App};
use orgkey_wire::{GenerateKeyRequest, GeneratePlanView, GenerateReceiptView, KeyChoiceView, ProgressView};
use tauri::ipc::Channel;

/// Every kind of key that can be generated.
#[tauri::command]
pub async fn key_choices(app: App<'_>) -> Answer<Vec<KeyChoiceView>> {
    app.run(|_| Ok(orgkey_core::key_choices().into_iter().map(Into::into).collect())).await
}

/// The review step.
#[tauri::command]
pub async fn plan_generate(app: App<'_>, request: GenerateKeyRequest) -> Answer<GeneratePlanView> {
    app.with_vault(move |vault, now| orgkey_core::plan_generate(vault, &request.into(), now).map(Into::into)).await
}

/// Makes the Organization Key.
#[tauri::command]
pub async fn generate_key(
    app: App<'_>,
    request: GenerateKeyRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<GenerateReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.with_vault(move |vault, now| orgkey_core::generate_key(vault, &request.into(), &watch, now).map(Into::into))
        .await
}
