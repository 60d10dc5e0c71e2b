use crate::{
    commands::{Answer, App, session::words},
    grants::Purpose,
    picker::Filter,
};
use orgkey_core::ca::{ToValidate, validate_certificate as validate};
use orgkey_types::{Code, Failure};
use orgkey_wire::{GrantView, ValidateCertificateRequest, ValidationView};

/// Validates the certificates of a CA.
#[tauri::command]
pub async fn validate_ca(app: App<'_>, ca: String) -> Answer<Vec<ValidationView>> {
    let language = app.language();
    app.with_vault(move |vault, now| {
        Ok(ValidationView::all(&validate(vault, ToValidate::Ca(Some(&ca)), now)?, language))
    })
    .await
}

/// Asks for a certificate.
#[tauri::command]
pub async fn choose_certificate_file(app: App<'_>) -> Answer<GrantView> {
    app.run(|console| {
        console.on_vault(|_, _| Ok(()))?;
        let title = words(console, "Choose a certificate", "Zertifikat wählen");
        let path = console.picker().open_file(title, Filter::Certificates).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Read, path)
    })
    .await
}

/// Validates a certificate: one from a file, or one that the CA has issued.
#[tauri::command]
pub async fn validate_certificate(app: App<'_>, request: ValidateCertificateRequest) -> Answer<ValidationView> {
    let language = app.language();
    app.run(move |console| {
        let bytes = super::file_of(console, request.file.as_deref())?;
        let what = match (&bytes, &request.serial) {
            (Some(bytes), _) => ToValidate::File(bytes),
            (None, Some(serial)) => ToValidate::Issued(request.ca.as_deref(), serial),
            (None, None) => return Err(Failure::about(Code::InvalidArgument, "certificate")),
        };
        let report = console.on_vault(|vault, now| validate(vault, what, now))?;
        ValidationView::all(&report, language).pop().ok_or_else(|| Code::Internal.into())
    })
    .await
}
