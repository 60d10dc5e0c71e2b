use crate::{ServerBackupReceiptView, name_of, place_of};
use orgkey_core::{Preset, backup as core};
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which scheduled backups stay: the newest of each of so many periods in which there was one.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RetentionView {
    /// Hours.
    #[ts(type = "number")]
    pub hourly: u32,
    /// Days.
    #[ts(type = "number")]
    pub daily: u32,
    /// Weeks, Monday to Sunday.
    #[ts(type = "number")]
    pub weekly: u32,
    /// Months.
    #[ts(type = "number")]
    pub monthly: u32,
}

/// Backups by schedule.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupScheduleView {
    /// Folder or drive.
    pub folder: String,
    /// Hours from one to the next.
    #[ts(type = "number")]
    pub every_hours: u32,
    /// Who can open the messages.
    pub preset: Preset,
    /// Which ones stay.
    pub keep: RetentionView,
    /// When the next one is due; in the past where none was made yet.
    pub next: Option<Timestamp>,
}

/// What a scheduled backup did.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScheduledBackupReceiptView {
    /// The backup.
    pub backup: ServerBackupReceiptView,
    /// File names of the earlier ones that the rotation has removed.
    pub removed: Vec<String>,
}

impl BackupScheduleView {
    /// A schedule, and when the next backup is due.
    pub fn new(schedule: &core::BackupSchedule, next: Option<Timestamp>) -> Self {
        Self {
            folder: place_of(&schedule.folder),
            every_hours: schedule.every_hours,
            preset: schedule.preset,
            keep: schedule.keep.into(),
            next,
        }
    }
}

impl From<core::Retention> for RetentionView {
    fn from(keep: core::Retention) -> Self {
        let core::Retention { hourly, daily, weekly, monthly } = keep;
        Self { hourly, daily, weekly, monthly }
    }
}

impl From<RetentionView> for core::Retention {
    fn from(keep: RetentionView) -> Self {
        let RetentionView { hourly, daily, weekly, monthly } = keep;
        Self { hourly, daily, weekly, monthly }
    }
}

impl From<&core::ScheduledReceipt> for ScheduledBackupReceiptView {
    fn from(receipt: &core::ScheduledReceipt) -> Self {
        Self { backup: (&receipt.backup).into(), removed: receipt.removed.iter().map(|file| name_of(file)).collect() }
    }
}
