use crate::commands::{Answer, App};
use orgkey_core::ca;
use orgkey_wire::{IssuedCertificateRequest, RevokeCertificateRequest, RevokeReceiptView};

/// Revokes a certificate or puts it on hold.
#[tauri::command]
pub async fn revoke_certificate(app: App<'_>, request: RevokeCertificateRequest) -> Answer<RevokeReceiptView> {
    app.run(move |console| {
        let file = super::file_of(console, request.file.as_deref())?;
        let wanted = request.to_core(file.as_deref())?;
        let view = console.on_vault(|vault, now| Ok((&ca::revoke_certificate(vault, &wanted, now)?).into()))?;
        request.file.iter().for_each(|ticket| console.grants().spend(ticket));
        Ok(view)
    })
    .await
}

/// Releases a certificate that is on hold.
#[tauri::command]
pub async fn release_certificate(app: App<'_>, request: IssuedCertificateRequest) -> Answer<RevokeReceiptView> {
    app.with_vault(move |vault, now| {
        Ok((&ca::release_certificate(vault, Some(&request.ca), &request.serial, now)?).into())
    })
    .await
}
