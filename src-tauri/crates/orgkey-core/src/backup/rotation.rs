//! Which of the scheduled backups stay: the newest of each of so many hours, days, weeks and months.

use super::list::{ServerBackup, server_backups};
use orgkey_types::{Outcome, Timestamp};
use orgkey_vault::Vault;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// Why a copy was retired.
const ROTATION: &str = "rotation";

/// How many are kept of each kind. A backup may count as several of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Retention {
    /// The newest of each of so many hours in which there was one.
    pub hourly: u32,
    /// Of each of so many days.
    pub daily: u32,
    /// Of each of so many weeks, Monday to Sunday.
    pub weekly: u32,
    /// Of each of so many months.
    pub monthly: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { hourly: 24, daily: 7, weekly: 5, monthly: 12 }
    }
}

impl Retention {
    /// Which of those moments stay, all in UTC. The newest always does.
    pub(super) fn kept(self, mut moments: Vec<Timestamp>) -> BTreeSet<Timestamp> {
        moments.sort_unstable_by(|one, other| other.cmp(one));
        let mut kept: BTreeSet<Timestamp> = moments.first().copied().into_iter().collect();
        let day = |at: Timestamp| at.seconds().div_euclid(86_400);
        let periods: [(u32, &dyn Fn(Timestamp) -> String); 4] = [
            (self.hourly, &|at| at.seconds().div_euclid(3_600).to_string()),
            (self.daily, &|at| day(at).to_string()),
            // 1 January 1970 was a Thursday.
            (self.weekly, &|at| (day(at) + 3).div_euclid(7).to_string()),
            (self.monthly, &|at| at.date().chars().take(7).collect()),
        ];
        for (count, period) in periods {
            let mut seen = BTreeSet::new();
            for at in &moments {
                if seen.len() < count as usize && seen.insert(period(*at)) {
                    kept.insert(*at);
                }
            }
        }
        kept
    }
}

/// Removes the backups of a folder that the rule does not keep, and retires their entries. Only a file that is byte for byte
/// the one in the register goes; the file first, so that a crash leaves an entry without a file and never a file that
/// nobody knows.
///
/// # Errors
/// What the database says. A file that cannot be removed stays, with its entry.
pub(super) fn rotate(vault: &mut Vault, folder: &Path, rule: Retention, now: Timestamp) -> Outcome<Vec<PathBuf>> {
    let mine: Vec<ServerBackup> =
        server_backups(vault)?.into_iter().filter(|one| one.file.parent() == Some(folder)).collect();
    let kept = rule.kept(mine.iter().map(|one| one.copy.stored.made_at).collect());
    let mut removed = Vec::new();
    for backup in mine.into_iter().filter(|one| one.copy.stored.restores() && !kept.contains(&one.copy.stored.made_at))
    {
        if is_same(&backup) && orgkey_files::withdraw(&backup.file).is_ok() {
            retire(vault, &backup, now)?;
            removed.push(backup.file);
        }
    }
    Ok(removed)
}

/// Whoever has set the schedule has said so: nobody is asked a second time, as for a copy that a person destroys.
fn retire(vault: &mut Vault, backup: &ServerBackup, now: Timestamp) -> Outcome<()> {
    let copy = &backup.copy.stored;
    let detail = json!({ "copy": copy.id, "sha256": copy.sha256, "reason": ROTATION });
    let intent = vault.begin("retire-copy", &copy.file_name, detail, now)?;
    vault.retire_copy(intent, &copy.id, ROTATION, now).map(|_| ())
}

fn is_same(backup: &ServerBackup) -> bool {
    let read = orgkey_files::open_regular(&backup.file).and_then(|file| super::archive::digest(file, &mut |_| Ok(())));
    read.is_ok_and(|(_, sha256)| sha256 == backup.copy.stored.sha256)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600;
    /// Monday, 4 January 2027, 00:00 UTC.
    const MONDAY: i64 = 1_799_020_800;

    fn hours_kept(rule: Retention, hours: std::ops::Range<i64>) -> Vec<i64> {
        let moments = hours.map(|hour| Timestamp::from_seconds(MONDAY + hour * HOUR)).collect();
        rule.kept(moments).into_iter().map(|at| (at.seconds() - MONDAY) / HOUR).collect()
    }

    #[test]
    fn the_newest_of_each_period_stays_and_one_may_count_for_several() {
        let rule = Retention { hourly: 2, daily: 2, weekly: 1, monthly: 1 };
        assert_eq!(hours_kept(rule, 0..50), [47, 48, 49]);
        assert_eq!(hours_kept(Retention { hourly: 0, daily: 3, weekly: 0, monthly: 0 }, 0..50), [23, 47, 49]);
        assert_eq!(hours_kept(Retention { hourly: 0, daily: 0, weekly: 2, monthly: 0 }, -30..10), [-1, 9]);
        // The last hours of November and December, and what there is of January.
        let months = [-34 * 24 - 1, -3 * 24 - 1, 0];
        assert_eq!(hours_kept(Retention { hourly: 0, daily: 0, weekly: 0, monthly: 3 }, -40 * 24..1), months);
    }

    #[test]
    fn the_newest_stays_whatever_the_rule_says() {
        assert_eq!(hours_kept(Retention { hourly: 0, daily: 0, weekly: 0, monthly: 0 }, 0..5), [4]);
        assert!(Retention::default().kept(Vec::new()).is_empty());
    }

    #[test]
    fn an_hourly_backup_of_two_years_leaves_a_bounded_number() {
        let moments = (0..2 * 365 * 24).map(|hour| Timestamp::from_seconds(MONDAY + hour * HOUR)).collect();
        let kept = Retention::default().kept(moments);
        assert!((24 + 12..=24 + 7 + 5 + 12).contains(&kept.len()), "{}", kept.len());
    }
}
