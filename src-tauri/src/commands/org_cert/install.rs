use crate::commands::{
    Answer, App,
    ca::{borrowed, files_of},
};
use orgkey_core::org_cert;
use orgkey_wire::{InstallOrgCertRequest, OrgCertPlanView, OrgCertReceiptView};

/// The review step of an authority's answer.
#[tauri::command]
pub async fn plan_org_cert_install(app: App<'_>, request: InstallOrgCertRequest) -> Answer<OrgCertPlanView> {
    let language = app.language();
    app.run(move |console| {
        let files = files_of(console, &request.files)?;
        console.on_vault(|vault, now| {
            let plan = org_cert::plan_install_org_cert(vault, &request.to_core(&borrowed(&files)), now)?;
            Ok(OrgCertPlanView::new(&plan, language, now))
        })
    })
    .await
}

/// Installs an authority's answer.
#[tauri::command]
pub async fn install_org_cert(app: App<'_>, request: InstallOrgCertRequest) -> Answer<OrgCertReceiptView> {
    let language = app.language();
    app.run(move |console| {
        let files = files_of(console, &request.files)?;
        let view = console.on_vault(|vault, now| {
            let receipt = org_cert::install_org_cert(vault, &request.to_core(&borrowed(&files)), now)?;
            Ok(OrgCertReceiptView::new(&receipt, language, now))
        })?;
        request.files.iter().for_each(|ticket| console.grants().spend(ticket));
        Ok(view)
    })
    .await
}
