use super::{Answer, App, create::cost};
use orgkey_core::{change_passphrase as change, measure};
use orgkey_wire::{ChangePassphraseRequest, MeasurePassphraseRequest, StrengthView};

/// Strength of what has been typed so far. The same floor holds for every purpose.
#[tauri::command]
pub async fn measure_passphrase(app: App<'_>, request: MeasurePassphraseRequest) -> Answer<StrengthView> {
    app.run(move |_| Ok(measure(&request.passphrase).into())).await
}

/// Changes the passphrase of the administrator who opened the vault.
#[tauri::command]
pub async fn change_passphrase(app: App<'_>, request: ChangePassphraseRequest) -> Answer<()> {
    app.with_vault(move |vault, now| change(vault, &request.current, &request.new, cost(), now)).await
}
