use crate::{Language, MaintenanceRunView};
use orgkey_core::maintenance as core;
use orgkey_types::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// When the maintenance last ran, and when it runs next.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MaintenanceStatusView {
    /// The last runs, newest first, at most twenty. Each is kept as it ended; one that was killed says `interrupted`.
    pub runs: Vec<MaintenanceRunView>,
    /// Twelve hours after the last run that came to its end; none where there was none yet: it is due now.
    pub next: Option<Timestamp>,
    /// That moment has come. While the console is open, the page then calls `run_maintenance`.
    pub due: bool,
}

/// The text of one file for a system's own scheduler. For the command line only: it holds paths.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScheduleFileView {
    /// `systemd`, `launchd` or `windows`.
    pub system: String,
    /// Name of the file.
    pub name: String,
    /// Where it goes and what then to type.
    pub advice: String,
    /// Its whole content.
    pub text: String,
}

impl MaintenanceStatusView {
    /// The status, failures in the words of a language.
    pub fn new(status: &core::MaintenanceStatus, language: Language) -> Self {
        let runs = status.runs.iter().map(|run| MaintenanceRunView::new(run, language)).collect();
        Self { runs, next: status.next, due: status.due }
    }
}

impl From<core::ScheduleFile> for ScheduleFileView {
    fn from(file: core::ScheduleFile) -> Self {
        let core::ScheduleFile { system, name, advice, text } = file;
        Self { system: system.name().to_owned(), name: name.to_owned(), advice, text }
    }
}
