use super::{Answer, App};
use crate::Console;
use orgkey_core::Settings;
use orgkey_wire::{AboutView, SettingsView};

/// The page Administration ▸ Settings.
#[tauri::command]
pub async fn settings(app: App<'_>) -> Answer<SettingsView> {
    app.run(|console| {
        let stored = console.on_vault(|vault, _| orgkey_core::settings(vault))?;
        Ok(view(console, stored))
    })
    .await
}

/// Changes settings: language and colours on this machine, the rest in the vault.
#[tauri::command]
pub async fn change_settings(app: App<'_>, settings: SettingsView) -> Answer<SettingsView> {
    app.run(move |console| {
        let wanted = Settings { auto_lock_minutes: settings.auto_lock_minutes };
        let stored = console.on_vault(|vault, now| match orgkey_core::settings(vault)? == wanted {
            true => Ok(wanted),
            false => orgkey_core::change_settings(vault, wanted, now),
        })?;
        console.set_auto_lock(stored.auto_lock_minutes);
        console.machine().remember(|kept| {
            settings.language.tag().clone_into(&mut kept.language);
            settings.theme.name().clone_into(&mut kept.theme);
        });
        Ok(view(console, stored))
    })
    .await
}

/// What this program is made of.
#[tauri::command]
pub async fn about(app: App<'_>) -> Answer<AboutView> {
    app.run(|_| Ok(AboutView { version: env!("CARGO_PKG_VERSION").to_owned(), backend: orgkey_core::backend() })).await
}

fn view(console: &Console, stored: Settings) -> SettingsView {
    let preferences = console.preferences();
    SettingsView {
        language: preferences.language,
        theme: preferences.theme,
        auto_lock_minutes: stored.auto_lock_minutes,
    }
}
