use crate::commands::{Answer, App};
use orgkey_core::register;
use orgkey_wire::{RetireCopyRequest, RetirePlanView, RetireReceiptView};

/// What the end of a copy means.
#[tauri::command]
pub async fn plan_retire_copy(app: App<'_>, copy: String) -> Answer<RetirePlanView> {
    app.with_vault(move |vault, _| Ok((&register::plan_retire(vault, &copy)?).into())).await
}

/// Notes that a copy was destroyed.
#[tauri::command]
pub async fn retire_copy(app: App<'_>, request: RetireCopyRequest) -> Answer<RetireReceiptView> {
    app.with_vault(move |vault, now| Ok((&register::retire_copy(vault, &request.to_core(), now)?).into())).await
}
