use super::{Answer, App};
use orgkey_wire::HomeView;

/// The Home page.
#[tauri::command]
pub async fn home(app: App<'_>) -> Answer<HomeView> {
    app.with_vault(|vault, now| Ok(HomeView::new(&orgkey_core::home(vault, now)?, now))).await
}
