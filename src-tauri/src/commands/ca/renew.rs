use crate::commands::{Answer, App};
use orgkey_core::{Silent, ca};
use orgkey_wire::{CaRenewPlanView, CaRenewReceiptView, RenewCaRequest};

/// The review step.
#[tauri::command]
pub async fn plan_renew_ca(app: App<'_>, request: RenewCaRequest) -> Answer<CaRenewPlanView> {
    app.with_vault(move |vault, now| Ok((&ca::plan_renew(vault, &request.to_core(), now)?).into())).await
}

/// Renews the certificates of a CA.
#[tauri::command]
pub async fn renew_ca(app: App<'_>, request: RenewCaRequest) -> Answer<CaRenewReceiptView> {
    app.with_vault(move |vault, now| {
        Ok(CaRenewReceiptView::new(&ca::renew_ca(vault, &request.to_core(), &Silent, now)?, now))
    })
    .await
}
