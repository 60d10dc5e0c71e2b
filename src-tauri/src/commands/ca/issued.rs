use crate::commands::{Answer, App};
use orgkey_core::ca;
use orgkey_wire::{IssuedCertificateRequest, IssuedCertificateView, IssuedPageView, IssuedRequest};

/// A page of the Issued list.
#[tauri::command]
pub async fn issued_page(app: App<'_>, request: IssuedRequest) -> Answer<IssuedPageView> {
    app.with_vault(move |vault, now| Ok((&ca::issued_page(vault, &request.to_core(), now)?).into())).await
}

/// One issued certificate.
#[tauri::command]
pub async fn show_certificate(app: App<'_>, request: IssuedCertificateRequest) -> Answer<IssuedCertificateView> {
    app.with_vault(move |vault, now| {
        let found = ca::issued_certificate(vault, Some(&request.ca), &request.serial, now)?;
        Ok(IssuedCertificateView::new(&found, now))
    })
    .await
}
