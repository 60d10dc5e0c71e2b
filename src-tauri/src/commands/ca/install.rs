use crate::commands::{Answer, App};
use orgkey_core::ca;
use orgkey_wire::{CaInstallReceiptView, InstallCaCertificateRequest};

/// Installs what the superior CA has signed.
#[tauri::command]
pub async fn install_ca_certificate(
    app: App<'_>,
    request: InstallCaCertificateRequest,
) -> Answer<CaInstallReceiptView> {
    app.run(move |console| {
        let files = super::files_of(console, &request.files)?;
        let view = console.on_vault(|vault, now| {
            let receipt = ca::install_ca_certificate(vault, Some(&request.ca), &super::borrowed(&files), now)?;
            Ok(CaInstallReceiptView::new(&receipt, now))
        })?;
        request.files.iter().for_each(|ticket| console.grants().spend(ticket));
        Ok(view)
    })
    .await
}
