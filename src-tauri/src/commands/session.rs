use super::{Answer, App};
use crate::Console;
use orgkey_types::Code;
use orgkey_wire::{Language, PreferencesView, SessionEvent, SessionView, Theme, UnlockRequest};
use tauri::ipc::Channel;

/// What the session is now.
#[tauri::command]
pub async fn session_state(app: App<'_>) -> Answer<SessionView> {
    app.run(|console| Ok(console.view())).await
}

/// Tells of every change that the page did not ask for: idle lock, suspend, a dropped file.
#[tauri::command]
pub async fn watch_session(app: App<'_>, events: Channel<SessionEvent>) -> Answer<()> {
    app.watch(events);
    Ok(())
}

/// Opens the chosen vault.
#[tauri::command]
pub async fn unlock(app: App<'_>, request: UnlockRequest) -> Answer<SessionView> {
    app.run(move |console| {
        console.unlock(&request.administrator, &request.passphrase)?;
        Ok(console.view())
    })
    .await
}

/// Locks the vault.
#[tauri::command]
pub async fn lock(app: App<'_>) -> Answer<SessionView> {
    app.operations().cancel_all();
    app.run(|console| {
        console.lock(Some("request"));
        Ok(console.view())
    })
    .await
}

/// There was input.
#[tauri::command]
pub async fn touch(app: App<'_>) -> Answer<()> {
    app.touched();
    Ok(())
}

/// Asks for the folder of a vault; it stays locked.
#[tauri::command]
pub async fn open_vault(app: App<'_>) -> Answer<SessionView> {
    app.run(|console| {
        let title = words(console, "Open a vault", "Tresor öffnen");
        let folder = console.picker().open_folder(title).ok_or(Code::Cancelled)?;
        console.choose(folder)?;
        Ok(console.view())
    })
    .await
}

/// Language and colours of this machine.
#[tauri::command]
pub async fn set_preferences(app: App<'_>, language: Language, theme: Theme) -> Answer<PreferencesView> {
    app.run(move |console| {
        console.machine().remember(|stored| {
            language.tag().clone_into(&mut stored.language);
            theme.name().clone_into(&mut stored.theme);
        });
        Ok(PreferencesView { language, theme })
    })
    .await
}

/// The title of a native dialog in the page's language.
pub(super) fn words(console: &Console, english: &'static str, german: &'static str) -> &'static str {
    match console.language() {
        Language::En => english,
        Language::De => german,
    }
}
