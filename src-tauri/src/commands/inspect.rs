use super::{Answer, App};
use crate::{clock, grants::Purpose};
use orgkey_wire::FileView;

/// Tells what is in a chosen or dropped file; stores nothing.
#[tauri::command]
pub async fn inspect_file(app: App<'_>, file: String) -> Answer<FileView> {
    app.run(move |console| {
        // A locked vault tells nothing and takes nothing, not even this.
        console.on_vault(|_, _| Ok(()))?;
        let path = console.grants().look(&file, Purpose::Read)?;
        let now = clock::now();
        Ok(FileView::new(&orgkey_core::inspect_file(&path, now)?, now))
    })
    .await
}
