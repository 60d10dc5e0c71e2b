use crate::{
    Console,
    commands::{Answer, App, session::words},
    grants::Purpose,
    picker::Filter,
};
use orgkey_core::register;
use orgkey_types::{Code, Outcome};
use orgkey_wire::{DrillCopyRequest, DrillPlanView, DrillReceiptView, GrantView, ProgressView};
use std::path::PathBuf;
use tauri::ipc::Channel;

/// Asks for the file of a copy that lies elsewhere today.
#[tauri::command]
pub async fn choose_drill_file(app: App<'_>) -> Answer<GrantView> {
    app.run(|console| {
        console.on_vault(|_, _| Ok(()))?;
        let title = words(console, "Choose the copy on its medium", "Kopie auf ihrem Medium wählen");
        let path = console.picker().open_file(title, Filter::Copies).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Read, path)
    })
    .await
}

/// Asks for the folder or drive whose copies are drilled.
#[tauri::command]
pub async fn choose_drill_folder(app: App<'_>) -> Answer<GrantView> {
    app.run(|console| {
        console.on_vault(|_, _| Ok(()))?;
        let title =
            words(console, "Choose the drive or folder with the copies", "Laufwerk oder Ordner der Kopien wählen");
        let path = console.picker().open_folder(title).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Read, path)
    })
    .await
}

/// Looks whether the file is there and the one of the register. Nothing is noted.
#[tauri::command]
pub async fn plan_drill(app: App<'_>, request: DrillCopyRequest) -> Answer<DrillPlanView> {
    app.run(move |console| {
        let place = place_of(console, &request)?;
        console.on_vault(|vault, _| Ok((&register::plan_drill(vault, &place.of(&request))?).into()))
    })
    .await
}

/// Reads a copy from its medium, opens and uses it, and notes how that went.
#[tauri::command]
pub async fn drill_copy(
    app: App<'_>,
    request: DrillCopyRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<DrillReceiptView> {
    let watch = app.operations().begin(&operation, progress);
    app.run(move |console| {
        let place = place_of(console, &request)?;
        let receipt = console.on_vault(|vault, now| register::drill_copy(vault, &place.of(&request), &watch, now))?;
        // A folder serves the next copy as well.
        request.file.iter().for_each(|ticket| console.grants().spend(ticket));
        Ok((&receipt).into())
    })
    .await
}

/// The paths behind the tickets of a request.
struct Place {
    file: Option<PathBuf>,
    folder: Option<PathBuf>,
}

impl Place {
    fn of<'a>(&'a self, request: &'a DrillCopyRequest) -> register::DrillCopy<'a> {
        request.to_core(self.file.as_deref(), self.folder.as_deref())
    }
}

fn place_of(console: &Console, request: &DrillCopyRequest) -> Outcome<Place> {
    let look = |ticket: &Option<String>| {
        ticket.as_deref().map(|ticket| console.grants().look(ticket, Purpose::Read)).transpose()
    };
    Ok(Place { file: look(&request.file)?, folder: look(&request.folder)? })
}
