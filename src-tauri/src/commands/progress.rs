use super::{Answer, App};

/// Asks a long operation to stop at its next stage.
#[tauri::command]
pub async fn cancel_operation(app: App<'_>, operation: String) -> Answer<()> {
    app.operations().cancel(&operation);
    Ok(())
}
