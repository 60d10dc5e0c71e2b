//! The window: what it starts with, what it lets in, where it may not go.

use crate::{Console, FilePicker, grants::Purpose, idle, picker::NativePicker};
use orgkey_core::{Machine, state_folder};
use orgkey_wire::SessionEvent;
use std::{env, path::PathBuf};
use tauri::{AppHandle, DragDropEvent, Manager, Runtime, Url, Window, WindowEvent, plugin::TauriPlugin};

/// Gives the process its console.
pub fn open<R: Runtime>(app: &AppHandle<R>) {
    let machine = Machine::at(state_folder(|name| env::var_os(name)).as_deref());
    let documents = app.path().document_dir().or_else(|_| app.path().home_dir()).unwrap_or_else(|_| PathBuf::from("."));
    let console = Console::new(machine, picker(app), documents);
    idle::watch(console.clone());
    app.manage(console);
}

#[cfg(not(feature = "e2e"))]
fn picker<R: Runtime>(app: &AppHandle<R>) -> Box<dyn FilePicker> {
    Box::new(NativePicker(app.clone()))
}

#[cfg(feature = "e2e")]
fn picker<R: Runtime>(app: &AppHandle<R>) -> Box<dyn FilePicker> {
    match env::var_os("ORGKEY_E2E_PICKS") {
        Some(script) => Box::new(crate::picker::ScriptedPicker(script.into())),
        None => Box::new(NativePicker(app.clone())),
    }
}

/// A second start shows the window that is there.
#[cfg(not(feature = "e2e"))]
pub fn raise<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Files that are dropped on the window become tickets; the page never sees their paths.
pub fn on_event<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event else { return };
    let (Some(console), Some(path)) = (window.try_state::<Console>(), paths.first()) else { return };
    if let Ok(grant) = console.grants().give(Purpose::Read, path.clone()) {
        console.tell(&SessionEvent::Dropped(grant));
    }
}

/// The page stays the page: every navigation away from the bundled files is refused.
pub fn no_navigation<R: Runtime>() -> TauriPlugin<R> {
    tauri::plugin::Builder::new("no-navigation").on_navigation(|_, url| is_ours(url)).build()
}

fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => true,
        // Windows serves the bundled files under this name.
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_bundled_page_may_be_shown() {
        let cases = [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("https://example.org/", false),
            ("http://tauri.localhost.example.org/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,hello", false),
            ("about:blank", false),
        ];
        for (url, ours) in cases {
            assert_eq!(is_ours(&Url::parse(url).unwrap()), ours, "{url}");
        }
    }
}
