use crate::commands::{Answer, App};
use orgkey_core::administrator as core;
use orgkey_wire::{SecondPersonRequest, TwoPersonRuleView};

/// Every operation that can be made to need two, and whether it does.
#[tauri::command]
pub async fn two_person_rules(app: App<'_>) -> Answer<Vec<TwoPersonRuleView>> {
    app.with_vault(|vault, _| Ok(core::two_person_rules(vault)?.into_iter().map(Into::into).collect())).await
}

/// Makes an operation need two, or not any longer.
#[tauri::command]
pub async fn set_two_person(app: App<'_>, request: TwoPersonRuleView) -> Answer<Vec<TwoPersonRuleView>> {
    app.with_vault(move |vault, now| {
        core::set_two_person(vault, request.into(), now)?;
        Ok(core::two_person_rules(vault)?.into_iter().map(Into::into).collect())
    })
    .await
}

/// A second administrator types a passphrase, and stands by for the next operation that needs two.
#[tauri::command]
pub async fn attend_second_person(app: App<'_>, request: SecondPersonRequest) -> Answer<()> {
    app.with_vault(move |vault, now| {
        let (administrator, passphrase) = (request.administrator.as_str(), &request.passphrase);
        core::attend(vault, &core::SecondPerson { administrator, passphrase }, now)
    })
    .await
}
