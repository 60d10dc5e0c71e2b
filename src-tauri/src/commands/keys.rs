use super::{Answer, App};
use orgkey_wire::{OrganizationKeyView, OrganizationKeysView};

/// The page Keys ▸ Organization Keys.
#[tauri::command]
pub async fn organization_keys(app: App<'_>) -> Answer<OrganizationKeysView> {
    app.with_vault(|vault, now| Ok(OrganizationKeysView::new(&orgkey_core::organization_keys(vault, now)?))).await
}

/// One key with its details.
#[tauri::command]
pub async fn organization_key(app: App<'_>, key: String) -> Answer<OrganizationKeyView> {
    let language = app.language();
    app.with_vault(move |vault, now| {
        let details = orgkey_core::organization_key(vault, &key, now)?;
        let refused = orgkey_core::permit(vault, orgkey_core::UseCase::ExportKeypair).err();
        Ok(OrganizationKeyView::new(&details, refused.as_ref(), language))
    })
    .await
}
