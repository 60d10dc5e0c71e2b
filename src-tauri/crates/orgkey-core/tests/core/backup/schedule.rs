use super::{FILE, later, to};
use orgkey_core::{
    Preset, Silent, Vault,
    backup::{
        BackupSchedule, Retention, backup_schedule, create_backup, next_backup, run_scheduled_backup, server_backups,
        set_backup_schedule,
    },
};
use orgkey_test_support::{NOW, Place, refusal};
use orgkey_types::Code;
use std::{fs, path::PathBuf};

fn scheduled(place: &Place, vault: &mut Vault, keep: Retention) -> PathBuf {
    let folder = place.path("medium");
    fs::create_dir(&folder).unwrap();
    let schedule = BackupSchedule { folder: folder.clone(), every_hours: 24, preset: Preset::Modern, keep };
    set_backup_schedule(vault, Some(&schedule), NOW).unwrap();
    assert_eq!(backup_schedule(vault).unwrap(), Some(schedule));
    let log = format!("{:?}", vault.audit_page(None, 2, None).unwrap());
    assert!(log.contains("medium") && !log.contains(&place.path("medium").display().to_string()), "{log}");
    folder
}

fn files(folder: &PathBuf) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[test]
fn a_backup_is_made_when_it_is_due_and_not_before() {
    let (place, mut vault, _) = Place::with_key();
    assert!(run_scheduled_backup(&mut vault, &Silent, NOW).unwrap().is_none(), "without a schedule");
    let folder = scheduled(&place, &mut vault, Retention::default());
    assert!(run_scheduled_backup(&mut vault, &Silent, NOW).unwrap().is_some());
    assert!(run_scheduled_backup(&mut vault, &Silent, NOW.plus_seconds(86_399)).unwrap().is_none());
    assert_eq!(next_backup(&vault).unwrap(), Some(later(1)));
    assert!(run_scheduled_backup(&mut vault, &Silent, later(1)).unwrap().is_some());
    assert!(run_scheduled_backup(&mut vault, &Silent, NOW.plus_seconds(60)).unwrap().is_some(), "a clock put back");
    set_backup_schedule(&mut vault, None, later(1)).unwrap();
    assert!(run_scheduled_backup(&mut vault, &Silent, later(9)).unwrap().is_none());
    assert_eq!(files(&folder), 2, "of the first hour only the newest stays");
}

#[test]
fn the_rotation_takes_away_only_what_it_made_and_nobody_changed() {
    let (place, mut vault, _) = Place::with_key();
    let folder = scheduled(&place, &mut vault, Retention { hourly: 0, daily: 2, weekly: 0, monthly: 0 });
    create_backup(&mut vault, &to(&place.path(FILE), Preset::Modern), &Silent, NOW).unwrap();
    fs::write(folder.join("of-somebody-else.backup.asc"), "keep me").unwrap();
    let first = run_scheduled_backup(&mut vault, &Silent, NOW).unwrap().unwrap().backup.file.path;
    let second = run_scheduled_backup(&mut vault, &Silent, later(1)).unwrap().unwrap().backup.file.path;
    fs::write(&second, "changed by somebody").unwrap();
    let third = run_scheduled_backup(&mut vault, &Silent, later(2)).unwrap().unwrap();
    assert_eq!(third.removed, std::slice::from_ref(&first));
    let fourth = run_scheduled_backup(&mut vault, &Silent, later(3)).unwrap().unwrap();
    assert!(fourth.removed.is_empty(), "a changed file is left to a person");
    assert!(!first.exists() && second.exists() && place.path(FILE).exists());
    assert_eq!(server_backups(&vault).unwrap().len(), 4);
    assert_eq!(files(&folder), 4);
}

#[test]
fn a_schedule_that_cannot_work_is_refused() {
    let (place, mut vault, _) = Place::with_key();
    let good =
        BackupSchedule { folder: place.path("."), every_hours: 24, preset: Preset::Modern, keep: Retention::default() };
    let cases = [
        (BackupSchedule { every_hours: 0, ..good.clone() }, Code::InvalidArgument),
        (BackupSchedule { every_hours: 673, ..good.clone() }, Code::InvalidArgument),
        (BackupSchedule { folder: "medium".into(), ..good.clone() }, Code::InvalidArgument),
        (BackupSchedule { folder: place.path("nowhere"), ..good.clone() }, Code::FileNotFound),
        (BackupSchedule { folder: place.vault(), ..good }, Code::TargetInVault),
    ];
    for (schedule, code) in cases {
        assert_eq!(refusal(set_backup_schedule(&mut vault, Some(&schedule), NOW)).code, code, "{schedule:?}");
    }
}
