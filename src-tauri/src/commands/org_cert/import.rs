use crate::commands::{
    Answer, App,
    ca::{borrowed, files_of},
};
use orgkey_core::org_cert;
use orgkey_wire::{ImportOrgCertRequest, OrgCertImportPlanView, OrgCertReceiptView};

/// The preview of a CA with its key.
#[tauri::command]
pub async fn plan_org_cert_import(app: App<'_>, request: ImportOrgCertRequest) -> Answer<OrgCertImportPlanView> {
    let language = app.language();
    app.run(move |console| {
        let files = files_of(console, &request.files)?;
        console.on_vault(|vault, now| {
            let plan = org_cert::plan_import_org_cert(vault, &request.to_core(&borrowed(&files)), now)?;
            Ok(OrgCertImportPlanView::new(&plan, language, now))
        })
    })
    .await
}

/// Imports a CA with its key.
#[tauri::command]
pub async fn import_org_cert(app: App<'_>, request: ImportOrgCertRequest) -> Answer<OrgCertReceiptView> {
    let language = app.language();
    app.run(move |console| {
        let files = files_of(console, &request.files)?;
        let view = console.on_vault(|vault, now| {
            let receipt = org_cert::import_org_cert(vault, &request.to_core(&borrowed(&files)), now)?;
            Ok(OrgCertReceiptView::new(&receipt, language, now))
        })?;
        request.files.iter().for_each(|ticket| console.grants().spend(ticket));
        Ok(view)
    })
    .await
}
