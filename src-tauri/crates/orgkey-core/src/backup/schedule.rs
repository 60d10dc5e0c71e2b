use super::{
    create::{BackupReceipt, CreateBackup, create_backup},
    list::server_backups,
    rotation::{Retention, rotate},
};
use crate::{
    permit::{UseCase, permit},
    progress::Progress,
};
use orgkey_openpgp::Preset;
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::Vault;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::{Path, PathBuf};

const SETTING: &str = "backup-schedule";
/// Hours between two backups: from one hour to four weeks.
const HOURS: std::ops::RangeInclusive<u32> = 1..=672;

/// Backups by schedule: made while the console is open, and by `orgkey backup create --scheduled` for the system's own
/// scheduler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BackupSchedule {
    /// Folder or drive, from the root.
    pub folder: PathBuf,
    /// Hours from one to the next.
    pub every_hours: u32,
    /// Who shall be able to open the messages.
    pub preset: Preset,
    /// Which ones stay.
    pub keep: Retention,
}

/// What a scheduled backup did.
#[derive(Debug, Clone)]
pub struct ScheduledReceipt {
    /// The backup.
    pub backup: BackupReceipt,
    /// Earlier ones that the rotation has removed.
    pub removed: Vec<PathBuf>,
}

/// The schedule in force; none: backups are made on demand only.
///
/// # Errors
/// What the database says.
pub fn backup_schedule(vault: &Vault) -> Outcome<Option<BackupSchedule>> {
    permit(vault, UseCase::ShowCopies)?;
    Ok(vault.setting(SETTING)?.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Sets the schedule, or ends it.
///
/// # Errors
/// [`Code::InvalidArgument`] for hours outside 1 to 672 or a folder that is not named from the root; [`Code::FileNotFound`]
/// without the folder; [`Code::VaultReadOnly`].
pub fn set_backup_schedule(vault: &mut Vault, wanted: Option<&BackupSchedule>, now: Timestamp) -> Outcome<()> {
    permit(vault, UseCase::ChangeCopies)?;
    if let Some(schedule) = wanted {
        check(schedule)?;
    }
    let detail = json!({ "from": backup_schedule(vault)?.as_ref().map(noted), "to": wanted.map(noted) });
    let intent = vault.begin("change-backup-schedule", "backups", detail, now)?;
    let text = wanted.map(|schedule| serde_json::to_string(schedule).unwrap_or_default()).unwrap_or_default();
    vault.set_settings(intent, &[(SETTING, text)], now)
}

/// The log is shown to people: it names the drive and not the way to it.
fn noted(schedule: &BackupSchedule) -> serde_json::Value {
    json!({ "folder": crate::target::file_name(&schedule.folder), "everyHours": schedule.every_hours,
        "preset": schedule.preset, "keep": schedule.keep })
}

fn check(schedule: &BackupSchedule) -> Outcome<()> {
    if !HOURS.contains(&schedule.every_hours) {
        return Err(Failure::about(Code::InvalidArgument, "every"));
    }
    if !schedule.folder.is_absolute() {
        return Err(Failure::about(Code::InvalidArgument, schedule.folder.display()));
    }
    crate::target::check_target(&schedule.folder.join("a.backup.asc"), true).map(|_| ())
}

/// When the next scheduled backup is due; none without a schedule.
///
/// # Errors
/// What the database says.
pub fn next_backup(vault: &Vault) -> Outcome<Option<Timestamp>> {
    let Some(schedule) = backup_schedule(vault)? else { return Ok(None) };
    let last = last_in(vault, &schedule.folder)?;
    let next = last.map(|at| at.plus_seconds(i64::from(schedule.every_hours) * 3_600));
    Ok(Some(next.unwrap_or(Timestamp::from_seconds(0))))
}

fn last_in(vault: &Vault, folder: &Path) -> Outcome<Option<Timestamp>> {
    let mine = server_backups(vault)?.into_iter().filter(|one| one.file.parent() == Some(folder));
    Ok(mine.map(|one| one.copy.stored.made_at).max())
}

/// Makes the backup that is due and removes those that the rule does not keep. None: nothing is due. A clock that was put
/// back does not hold backups up: one that lies ahead of now counts as due.
///
/// # Errors
/// As [`create_backup`].
pub fn run_scheduled_backup(
    vault: &mut Vault,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<Option<ScheduledReceipt>> {
    let Some(schedule) = backup_schedule(vault)? else { return Ok(None) };
    let ahead = last_in(vault, &schedule.folder)?.is_some_and(|last| last > now);
    if !ahead && next_backup(vault)?.is_some_and(|next| next > now) {
        return Ok(None);
    }
    let request = CreateBackup { target: &schedule.folder, preset: schedule.preset, overwrite: false };
    let backup = create_backup(vault, &request, progress, now)?;
    let removed = rotate(vault, &schedule.folder, schedule.keep, now)?;
    Ok(Some(ScheduledReceipt { backup, removed }))
}
