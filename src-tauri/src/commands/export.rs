use super::{Answer, App, session::words};
use crate::{Console, grants::Purpose, picker::Filter};
use orgkey_core::{ExportKey, Reauthentication, find_key};
use orgkey_types::{Code, Outcome};
use orgkey_wire::{
    ChooseExportTargetRequest, ExportKeyRequest, ExportPart, ExportPlanView, ExportReceiptView, GrantView, ProgressView,
};
use std::path::Path;
use tauri::ipc::Channel;

/// Asks where to save.
#[tauri::command]
pub async fn choose_export_target(app: App<'_>, request: ChooseExportTargetRequest) -> Answer<GrantView> {
    app.run(move |console| {
        let name = console.on_vault(|vault, now| {
            let key = find_key(vault, Some(&request.key), now)?;
            Ok(file_name(request.part, key.stored.summary.fingerprint.key_id(), key.stored.generation))
        })?;
        let title = match request.part {
            ExportPart::Public => words(console, "Export Public Key", "Öffentlichen Schlüssel exportieren"),
            ExportPart::Keypair => words(console, "Export Keypair", "Schlüsselpaar exportieren"),
        };
        let path = console.picker().save_file(title, &name, Filter::Keys).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Write, path)
    })
    .await
}

/// The review step.
#[tauri::command]
pub async fn plan_export(app: App<'_>, request: ExportKeyRequest) -> Answer<ExportPlanView> {
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        console.on_vault(|vault, now| Ok((&orgkey_core::plan_export(vault, &to_core(&request, &target), now)?).into()))
    })
    .await
}

/// Writes and proves.
#[tauri::command]
pub async fn export_key(
    app: App<'_>,
    request: ExportKeyRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<ExportReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| export(console, &request, &watch)).await
}

fn export(
    console: &Console,
    request: &ExportKeyRequest,
    watch: &crate::operations::Watch,
) -> Outcome<ExportReceiptView> {
    let target = console.grants().look(&request.target, Purpose::Write)?;
    let receipt =
        console.on_vault(|vault, now| orgkey_core::export_key(vault, &to_core(request, &target), watch, now))?;
    console.grants().spend(&request.target);
    Ok((&receipt).into())
}

fn to_core<'a>(request: &'a ExportKeyRequest, target: &'a Path) -> ExportKey<'a> {
    ExportKey {
        key: Some(&request.key),
        part: request.part,
        preset: request.preset.into(),
        passphrase: request.passphrase.as_ref(),
        reauthentication: Reauthentication::Typed(request.administrator_passphrase.as_ref()),
        target,
        overwrite: request.overwrite,
    }
}

/// `organization-keypair-gen1-1C77E04D2A9683F5-SECRET.asc`: the word stays untranslated, so that manuals match it.
fn file_name(part: ExportPart, key_id: &str, generation: u64) -> String {
    match part {
        ExportPart::Public => format!("organization-key-gen{generation}-{key_id}-public.asc"),
        ExportPart::Keypair => format!("organization-keypair-gen{generation}-{key_id}-SECRET.asc"),
    }
}
