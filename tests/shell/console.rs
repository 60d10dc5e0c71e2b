//! A page without a window: calls a command as the page would and gets what the page would get.

use orgkey_console_lib::{Console, FilePicker, Filter, with_commands};
use orgkey_core::Machine;
use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};
use tauri::{
    WebviewWindow, WebviewWindowBuilder,
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder},
    webview::InvokeRequest,
};
use tempfile::TempDir;

pub const ADMINISTRATOR: &str = "alice";
pub const PASSPHRASE: &str = "vivid-otter-lantern-quarry-88";
pub const EXPORT_PASSPHRASE: &str = "amber-violin-harbour-thistle-31";

/// Answers that native dialogs will give, in order.
#[derive(Clone, Default)]
pub struct Picks(Arc<Mutex<VecDeque<PathBuf>>>);

impl Picks {
    pub fn push(&self, path: &Path) {
        self.0.lock().unwrap().push_back(path.to_owned());
    }

    fn next(&self) -> Option<PathBuf> {
        self.0.lock().unwrap().pop_front()
    }
}

impl FilePicker for Picks {
    fn open_file(&self, _: &str, _: Filter) -> Option<PathBuf> {
        self.next()
    }

    /// Everything that was pushed.
    fn open_files(&self, _: &str, _: Filter) -> Option<Vec<PathBuf>> {
        let all: Vec<PathBuf> = self.0.lock().unwrap().drain(..).collect();
        (!all.is_empty()).then_some(all)
    }

    fn save_file(&self, _: &str, _: &str, _: Filter) -> Option<PathBuf> {
        self.next()
    }

    fn open_folder(&self, _: &str) -> Option<PathBuf> {
        self.next()
    }
}

/// The page of one console in a folder of its own.
pub struct Page {
    pub folder: TempDir,
    pub picks: Picks,
    window: WebviewWindow<MockRuntime>,
    _app: tauri::App<MockRuntime>,
}

impl Page {
    /// A machine on which nothing was ever opened.
    pub fn fresh() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let picks = Picks::default();
        let console = Console::new(
            Machine::at(Some(&folder.path().join("state"))),
            Box::new(picks.clone()),
            folder.path().to_owned(),
        );
        let app = with_commands(mock_builder()).manage(console).build(tauri::generate_context!(test = true)).unwrap();
        let window = WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default()).build().unwrap();
        Self { folder, picks, window, _app: app }
    }

    /// A machine with an open vault.
    pub fn open() -> Self {
        let page = Self::fresh();
        let place = page.call("default_vault_place", json!({ "organization": "Example Org" })).unwrap();
        let request = json!({
            "language": "en", "organization": "Example Org", "domains": ["example.org"],
            "administrator": ADMINISTRATOR, "passphrase": PASSPHRASE, "place": place["grant"],
        });
        let session = page.call("create_vault", json!({ "request": request })).unwrap();
        assert_eq!(session["state"], "open");
        page
    }

    /// The same with an Organization Key; also its id.
    pub fn with_key() -> (Self, String) {
        let page = Self::open();
        let request = json!({ "userId": "Example Org <keys@example.org>", "algorithm": "curve25519", "profile": "v4", "expires": "1y" });
        let receipt = page
            .call("generate_key", json!({ "request": request, "operation": "g", "progress": "__CHANNEL__:1" }))
            .unwrap();
        let id = receipt["key"]["id"].as_str().unwrap().to_owned();
        (page, id)
    }

    /// Calls a command; the error is what the page gets as a rejection.
    pub fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body: InvokeBody::Json(arguments),
            headers: Default::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.window, request).map(|body| body.deserialize::<Value>().unwrap())
    }

    /// The failure code of a call that must be refused.
    pub fn refused(&self, command: &str, arguments: Value) -> String {
        let error = self.call(command, arguments).expect_err(command);
        error["code"].as_str().map_or_else(|| error.to_string(), str::to_owned)
    }
}
