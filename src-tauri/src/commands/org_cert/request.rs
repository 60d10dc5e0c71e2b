use crate::{
    commands::{Answer, App, ca::ending, session::words},
    grants::Purpose,
    picker::Filter,
};
use orgkey_core::org_cert;
use orgkey_types::Code;
use orgkey_wire::{
    ChooseOrgCertTargetRequest, GrantView, OrgCertFile, OrgCertRequestReceiptView, ProgressView,
    WriteOrgCertRequestRequest,
};
use tauri::ipc::Channel;

/// Asks where to save.
#[tauri::command]
pub async fn choose_org_cert_target(app: App<'_>, request: ChooseOrgCertTargetRequest) -> Answer<GrantView> {
    app.run(move |console| {
        console.on_vault(|_, _| Ok(()))?;
        let title = words(console, "Save the Organization Certificate", "Organisationszertifikat speichern");
        // The word SECRET stays untranslated, so that manuals match it.
        let (name, filter) = match request.what {
            OrgCertFile::Request => ("organization-certificate.csr".to_owned(), Filter::Requests),
            OrgCertFile::Certificate => {
                (format!("organization-certificate.{}", ending(request.format)), Filter::Certificates)
            }
            OrgCertFile::Keypair => ("organization-certificate-SECRET.pfx".to_owned(), Filter::Pfx),
            OrgCertFile::Crl => ("organization-certificate.crl".to_owned(), Filter::RevocationLists),
            OrgCertFile::Pack => ("organization-certificate".to_owned(), Filter::Certificates),
        };
        let path = console.picker().save_file(title, &name, filter).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Write, path)
    })
    .await
}

/// Writes a request for a certification authority.
#[tauri::command]
pub async fn write_org_cert_request(
    app: App<'_>,
    request: WriteOrgCertRequestRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<OrgCertRequestReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        let receipt = console
            .on_vault(|vault, now| org_cert::write_org_cert_request(vault, &request.to_core(&target), &watch, now))?;
        console.grants().spend(&request.target);
        Ok((&receipt).into())
    })
    .await
}
