use crate::{
    Console,
    commands::{Answer, App, session::words},
    grants::Purpose,
    picker::Filter,
};
use orgkey_core::{Silent, ca, read_key_file};
use orgkey_types::{Code, Outcome};
use orgkey_wire::{
    ChooseCertificateTargetRequest, GrantView, IssueCertificateRequest, IssuePlanView, IssueReceiptView,
};

/// Asks for a certificate signing request.
#[tauri::command]
pub async fn choose_request_file(app: App<'_>) -> Answer<GrantView> {
    app.run(|console| {
        console.on_vault(|_, _| Ok(()))?;
        let title = words(console, "Choose a certificate signing request", "Zertifikatsanforderung wählen");
        let path = console.picker().open_file(title, Filter::Requests).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Read, path)
    })
    .await
}

/// The review step.
#[tauri::command]
pub async fn plan_issue(app: App<'_>, request: IssueCertificateRequest) -> Answer<IssuePlanView> {
    let language = app.language();
    app.run(move |console| {
        let bytes = bytes_of(console, &request)?;
        let target = super::target_of(console, request.target.as_deref())?;
        console.on_vault(|vault, now| {
            let wanted = request.to_core(&bytes, target.as_deref());
            let plan = ca::plan_issue(vault, Some(&request.ca), &wanted, now)?;
            Ok(IssuePlanView::new(&plan, target.as_deref(), language))
        })
    })
    .await
}

/// Asks where to save a certificate.
#[tauri::command]
pub async fn choose_certificate_target(app: App<'_>, request: ChooseCertificateTargetRequest) -> Answer<GrantView> {
    app.run(move |console| {
        console.on_vault(|_, _| Ok(()))?;
        let title = words(console, "Save the certificate", "Zertifikat speichern");
        let name = crate::commands::file_name(&request.name, super::ending(request.format));
        let path = console.picker().save_file(title, &name, Filter::Certificates).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Write, path)
    })
    .await
}

/// Issues a certificate.
#[tauri::command]
pub async fn issue_certificate(app: App<'_>, request: IssueCertificateRequest) -> Answer<IssueReceiptView> {
    let language = app.language();
    app.run(move |console| {
        let bytes = bytes_of(console, &request)?;
        let target = super::target_of(console, request.target.as_deref())?;
        let view = console.on_vault(|vault, now| {
            let wanted = request.to_core(&bytes, target.as_deref());
            let receipt = ca::issue_certificate(vault, Some(&request.ca), &wanted, &Silent, now)?;
            Ok(IssueReceiptView::new(&receipt, language, now))
        })?;
        request.target.iter().chain([&request.file]).for_each(|ticket| console.grants().spend(ticket));
        Ok(view)
    })
    .await
}

fn bytes_of(console: &Console, request: &IssueCertificateRequest) -> Outcome<Vec<u8>> {
    console.on_vault(|_, _| Ok(()))?;
    read_key_file(&console.grants().look(&request.file, Purpose::Read)?)
}
