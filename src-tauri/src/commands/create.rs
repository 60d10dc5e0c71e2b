use super::{Answer, App, session::words};
use crate::{Console, clock, console::PROGRAM, grants::Purpose, picker::Filter};
use orgkey_core::{KdfCost, NewOrganization, create_vault as create, default_folder_name, faults_of_organization};
use orgkey_types::{Code, Outcome};
use orgkey_wire::{CreateVaultRequest, FailureView, GrantView, OrganizationDraft, SessionView};
use std::path::PathBuf;

/// What is wrong with name and domains, as they are typed.
#[tauri::command]
pub async fn check_organization(app: App<'_>, draft: OrganizationDraft) -> Answer<Vec<FailureView>> {
    let language = app.language();
    let faults = faults_of_organization(&draft.organization, &draft.domains);
    Ok(faults.iter().map(|fault| FailureView::new(fault, language)).collect())
}

/// A ticket for the usual place of a new vault.
#[tauri::command]
pub async fn default_vault_place(app: App<'_>, organization: String) -> Answer<GrantView> {
    app.run(move |console| {
        let folder = console.documents().join(default_folder_name(&organization));
        console.grants().give(Purpose::Vault, free(folder))
    })
    .await
}

/// Asks for another place.
#[tauri::command]
pub async fn choose_vault_place(app: App<'_>, organization: String) -> Answer<GrantView> {
    app.run(move |console| {
        let title = words(console, "Where the vault is kept", "Wo der Tresor liegt");
        let name = default_folder_name(&organization);
        let folder = console.picker().save_file(title, &name, Filter::Vaults).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Vault, folder)
    })
    .await
}

/// Makes the vault and opens it.
#[tauri::command]
pub async fn create_vault(app: App<'_>, request: CreateVaultRequest) -> Answer<SessionView> {
    app.run(move |console| make(console, request)).await
}

fn make(console: &Console, request: CreateVaultRequest) -> Outcome<SessionView> {
    let folder = console.grants().look(&request.place, Purpose::Vault)?;
    let new = NewOrganization {
        organization: request.organization,
        domains: request.domains,
        administrator: request.administrator,
        language: request.language.tag().to_owned(),
    };
    let vault = create(&folder, &new, &request.passphrase, cost(), PROGRAM, console.machine(), clock::now())?;
    console.grants().spend(&request.place);
    console.machine().remember(|stored| request.language.tag().clone_into(&mut stored.language));
    console.enter(folder, vault)?;
    Ok(console.view())
}

/// Key-derivation work for a new slot on this machine.
pub(super) fn cost() -> KdfCost {
    #[cfg(feature = "e2e")]
    if std::env::var_os("ORGKEY_E2E_FAST_KDF").is_some() {
        return KdfCost::floor();
    }
    KdfCost::calibrated()
}

/// The folder, or the first of its kind that does not exist yet: `example-2.orgvault`.
fn free(folder: PathBuf) -> PathBuf {
    let stem = folder.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let numbered = (2..100).map(|number| folder.with_file_name(format!("{stem}-{number}.orgvault")));
    std::iter::once(folder.clone()).chain(numbered).find(|candidate| !candidate.exists()).unwrap_or(folder)
}
